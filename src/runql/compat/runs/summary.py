"""Run summaries with the interface of the official client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from runql.compat._shared.wrapping import Translated

if TYPE_CHECKING:
    from collections.abc import Iterator, KeysView, Mapping

    from runql import Run, Summary

__all__ = ["HTTPSummary", "SummarySubDict"]


class SummarySubDict(dict[str, Any]):
    """A dict whose items are also attributes."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as logged
        if name.startswith("_") or name not in self:
            raise AttributeError(f"The summary has no key {name!r}.")
        return _shown(self, name)

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - as logged
        return _shown(super(), key)

    def __setattr__(self, name: str, value: object) -> None:
        self[name] = value


class HTTPSummary(Translated):
    """The last logged values of a run: an editable mapping, which `update()` saves.

    As in the official client, spaces around keys are removed.
    """

    def __init__(self, run: Run) -> None:
        object.__setattr__(self, "_run", run)

    @property
    def _values(self) -> Summary:
        run = cast("Run", self.__dict__["_run"])
        return run.summary

    @property
    def _json_dict(self) -> dict[str, Any]:
        return self._values._values

    def keys(self) -> KeysView[str]:
        """Return the keys."""
        return self._json_dict.keys()

    def values(self) -> list[Any]:
        """Return the values."""
        return [self[key] for key in self.keys()]

    def items(self) -> Iterator[tuple[str, Any]]:
        """Iterate over keys and values."""
        for key in list(self.keys()):
            yield key, self[key]

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - as logged
        """Return the value of a key, or the default if the key is missing."""
        return self[key] if key in self else default  # noqa: SIM401 - this is `get`

    def update(self, key_vals: Mapping[str, object] | None = None, overwrite: bool = True) -> None:
        """Assign values and save all edits.

        Args:
            key_vals: Values to assign.
            overwrite: Whether existing keys get the new values.
        """
        for key, value in (key_vals or {}).items():
            if overwrite or key.strip() not in self:
                self[key] = value
        self._values.update()

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - as logged
        return _shown(self._json_dict, key.strip())

    def __setitem__(self, key: str, value: object) -> None:
        self._values[key.strip()] = value

    def __delitem__(self, key: str) -> None:
        del self._values[key.strip()]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key.strip() in self._json_dict

    def __iter__(self) -> Iterator[str]:
        return iter(list(self.keys()))

    def __len__(self) -> int:
        return len(self._json_dict)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as logged
        if name.startswith("_") or name not in self:
            raise AttributeError(f"The summary has no key {name!r}.")
        return self[name]

    def __setattr__(self, name: str, value: object) -> None:
        self[name] = value

    def __eq__(self, other: object) -> bool:
        if isinstance(other, HTTPSummary):
            return self._json_dict == other._json_dict
        return self._json_dict == other

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # mutable, like a dict

    def __repr__(self) -> str:
        return repr(dict(self._json_dict))


def _shown(values: Any, key: str) -> Any:  # noqa: ANN401 - as logged
    """Return a value. A dict is replaced in place by one with attributes, so that edits of it are saved."""
    value = values.__getitem__(key)
    if type(value) is dict:
        value = SummarySubDict(value)
        values.__setitem__(key, value)
    return value
