"""Rows of columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Final, SupportsIndex, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from runql._frames.flatten import Row
    from runql._wire.json_types import JsonValue

    Cells = Sequence[JsonValue]

__all__ = ["ColumnRows", "picked", "rows_of"]

_WIDEST: Final = 30
"""Number of columns up to which a dict display is faster; Python builds a longer one in pieces."""

_WORTH_COMPILING: Final = 100
"""Number of rows from which on compiling a dict display pays: batches of a history mostly have the same keys."""


class ColumnRows(Sequence["Row"]):
    """Rows that have the same keys, stored as columns. A row is made when it is read.

    Attributes:
        columns: The values of all rows, by key.
    """

    __slots__ = ("columns",)

    def __init__(self, columns: Mapping[str, list[JsonValue]]) -> None:
        self.columns = columns

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def __iter__(self) -> Iterator[Row]:
        return rows_of([*self.columns], [*self.columns.values()])

    @overload
    def __getitem__(self, index: SupportsIndex) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> ColumnRows: ...
    def __getitem__(self, index: SupportsIndex | slice) -> Row | ColumnRows:
        if isinstance(index, slice):
            return ColumnRows({name: column[index] for name, column in self.columns.items()})
        return {name: column[index] for name, column in self.columns.items()}


def rows_of(names: Sequence[str], columns: Sequence[Cells]) -> Iterator[Row]:
    """Return an iterator over the rows of columns of the same length.

    A row that is deleted before the next one is made passes its memory on, which the processor has in its cache.
    """
    cells = zip(*columns, strict=True)
    if 0 < len(names) <= _WIDEST and len(columns[0]) >= _WORTH_COMPILING:
        return _display(tuple(names))(cells)
    # C functions only: no Python frame per row.
    return map(dict, map(zip, repeat(names), cells))


def picked(columns: Iterable[Cells], places: Sequence[int]) -> list[Cells]:
    """Return the values of columns at some places."""
    if len(places) == 1:
        return [(column[places[0]],) for column in columns]
    pick = itemgetter(*places)
    return [pick(column) for column in columns]


@lru_cache(maxsize=64)
def _display(names: tuple[str, ...]) -> Callable[[Iterable[tuple[JsonValue, ...]]], Iterator[Row]]:
    """Return a function that makes a dict for each tuple, with constant keys.

    A dict display with constant keys takes two thirds of the time of `dict(zip(names, values))`.
    """
    values = [f"value_{at}" for at in range(len(names))]
    entries = ", ".join(f"{name!r}: {value}" for name, value in zip(names, values, strict=True))
    source = f"lambda rows: ({{{entries}}} for {', '.join(values)}, in rows)"
    # The names are literals in the source, so that no name can be code.
    made: Callable[[Iterable[tuple[JsonValue, ...]]], Iterator[Row]] = eval(source)  # noqa: S307
    return made
