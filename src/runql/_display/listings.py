"""The `repr` of lists: path and number of loaded items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["list_text", "place_of"]

_PARTS: Final = ("entity", "project", "collection", "run", "sweep")


class Loaded(Protocol):
    """The loaded part of a list."""

    @property
    def items(self) -> Sequence[object]:
        """The loaded items."""
        ...

    @property
    def done(self) -> bool:
        """Whether the list is complete."""
        ...

    def length(self) -> int | None:
        """Return the length of the whole list; None if unknown."""
        ...


def place_of(variables: Mapping[str, object]) -> str:
    """Return the path of a list from the variables of its query; empty if they have no path."""
    found = [value for name in _PARTS if isinstance(value := variables.get(name), str) and value]
    return "/".join(found)


def list_text(kind: str, where: str, loaded: Loaded) -> str:
    """Return the `repr` of a list, without a request."""
    of = f" of {where}" if where else ""
    read, total = len(loaded.items), loaded.length()
    if loaded.done:
        return f"<{kind}{of}: {read:,} loaded, complete>"
    if not read:
        return f"<{kind}{of}: not loaded>"
    return f"<{kind}{of}: {read:,} loaded" + (f" of {total:,}>" if total is not None else ">")
