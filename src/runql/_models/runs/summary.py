"""Summaries of runs, as mappings with unsaved changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, Protocol, cast

from runql._choices import near_names
from runql._display.cards import Card, Section
from runql._display.markup import card_html
from runql._display.text import dotted
from runql._models._attributes.json_values import encode_document
from runql._wandb_names.attributes import WandbNames, resolve, warn_of_key
from runql._wire.json_types import JsonValue

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["SummaryBase", "SummaryReader"]


_CONTAINERS: Final = frozenset({dict, list})


class SummaryReader(Protocol):
    """A run whose summary is decoded when it is read."""

    def _summary_draft(self) -> dict[str, JsonValue]:
        """Return the decoded summary, which users edit."""
        ...

    def _find_in_summary(self, key: str) -> tuple[JsonValue] | None:
        """Return a value without decoding the rest; None if this is impossible."""
        ...


class MissingSummaryKey(KeyError):
    """A key that a summary does not have. The message suggests a similar key."""

    def __init__(self, key: object, known: Iterable[str] = ()) -> None:
        super().__init__(key)
        self._known = known

    def __str__(self) -> str:
        # Searched here, because `summary.get(key)` raises this error for every run that lacks a key.
        key = self.args[0]
        near = near_names(key, self._known) if isinstance(key, str) else []
        return f"{super().__str__()}. Did you mean {near[0]!r}?" if near else super().__str__()

    def __reduce__(self) -> tuple[object, ...]:
        return KeyError, self.args


class SummaryBase(WandbNames, Mapping[str, JsonValue]):
    """The summary of a run: the last logged values, and values that scripts added.

    The summary behaves like a dict: `len`, `in`, iteration, `dict(summary)`, comparison with a dict and
    JSON all work. Assigning and deleting stay local until `update()`. Assigned values of numpy, dates, paths and
    enums become JSON values, as the official SDK encodes them.
    """

    def __init__(
        self,
        values: dict[str, JsonValue] | SummaryReader,
        touch: Callable[[], object] | None = None,
    ) -> None:
        # A partial dict loads the whole summary when code reads a key that was not requested.
        self._read = values
        self._touch = touch

    @property
    def _values(self) -> dict[str, JsonValue]:
        values = self._read
        if not isinstance(values, dict):
            values = self._read = values._summary_draft()
        return values

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            if name not in {"_read", "_touch", "_values"} and name in self._values:
                warn_of_key(self, name)
                return self[name]
            return resolve(self, name)

    def __getitem__(self, key: str) -> JsonValue:
        # Other keys than strings are absent, as in a dict.
        if not isinstance(self._read, dict) and isinstance(cast("object", key), str):
            found = self._read._find_in_summary(key)
            if found is not None:
                return found[0]
        try:
            value = self._values[key]
        except KeyError:
            raise MissingSummaryKey(key, self._values) from None
        if type(value) in _CONTAINERS:
            self._note_touch()
        return value

    def __setitem__(self, key: str, value: object) -> None:
        self._note_touch()
        self._values.update(encode_document({key: value}, "summary"))

    def __delitem__(self, key: str) -> None:
        self._note_touch()
        del self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def _repr_html_(self) -> str:
        # Reading a partial dict in the usual way would load the rest.
        loaded: dict[str, JsonValue] = dict(dict.items(self._values))
        return card_html(Card("Summary", "", sections=[Section("keys", dotted(loaded))]))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._values!r})"

    def __eq__(self, other: object) -> bool:
        if isinstance(other, SummaryBase):
            return self._values == other._values
        return self._values == other

    __hash__ = None  # type: ignore[assignment]  # mutable, like a dict

    def to_dict(self) -> dict[str, JsonValue]:
        """Return a plain dict with the same top-level keys and values."""
        self._note_touch()
        return dict(self._values)

    def _note_touch(self) -> None:
        """Report to the run that values change, or that the caller receives a list or dict inside them."""
        if self._touch is not None:
            self._touch()
