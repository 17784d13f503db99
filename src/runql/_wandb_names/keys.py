"""Objects that are dicts or lists in wandb. They also support access by key or index, with a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._caller import warn_caller

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ReadByKey", "ReadByPart"]


class ReadByKey:
    """An object with attributes that is a dict in wandb. Access by key is hidden from type checkers."""

    __slots__ = ()

    if not TYPE_CHECKING:

        def __getitem__(self, key: object) -> object:
            kind = type(self).__name__
            if not isinstance(key, str) or not key.isidentifier() or key.startswith("_"):
                raise TypeError(f"{kind} has attributes, not items, got [{key!r}].")
            try:
                found = getattr(self, key)
            except AttributeError as error:
                raise KeyError(key) from error
            message = f"{kind}[{key!r}] reads an attribute as a key, as wandb does."
            warn_caller(f"{message} Use .{key}.", DeprecationWarning)
            return found

        def get(self, key: str, default: object = None) -> object:
            """Return an attribute by key, as a dict of wandb does."""
            try:
                return self[key]
            except KeyError:
                return default


class ReadByPart:
    """A path that is a list in wandb. Access by index is hidden from type checkers."""

    __slots__ = ()

    if not TYPE_CHECKING:

        def _parts(self) -> list[str]:
            message = f"{type(self).__name__} is not a list, as it is in wandb."
            warn_caller(f"{message} Use str(path) or its attributes.", DeprecationWarning)
            return str(self).split("/")

        def __iter__(self) -> Iterator[str]:
            return iter(self._parts())

        def __len__(self) -> int:
            return len(self._parts())

        def __bool__(self) -> bool:
            return True

        def __getitem__(self, index: int | slice) -> object:
            return self._parts()[index]
