"""Columns of a list: their names, and the functions that read them from an item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from runql._choices import near_names
from runql.cli._output.options import Format
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from runql.cli._output.options import Output

__all__ = ["Column", "attributes", "chosen", "values_of"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column of a list.

    Attributes:
        name: Name of the column and key in JSON.
        read: Returns the value of an item.
        wide: Whether tables omit the column unless `--columns` names it.
    """

    name: str
    read: Callable[[T], object]
    wide: bool = False


def attributes(shown: str, more: str = "") -> tuple[Column[object], ...]:
    """Return columns that are attributes of the items.

    Args:
        shown: Names of attributes that tables show, separated by spaces.
        more: Names of further attributes, separated by spaces.
    """
    return tuple(
        Column(name, _reader(name), wide)
        for names, wide in ((shown, False), (more, True))
        for name in names.split()
    )


def values_of(item: T, columns: Sequence[Column[T]]) -> dict[str, object]:
    """Return the values of an item by column name."""
    return {each.name: each.read(item) for each in columns}


def chosen(columns: Sequence[Column[T]], output: Output) -> list[Column[T]]:
    """Return the columns to print.

    Raises:
        UsageError: If a column does not exist. The error suggests similar names.
    """
    if output.columns is None:
        return [each for each in columns if output.format is not Format.table or not each.wide]
    known = {each.name: each for each in columns}
    for name in output.columns:
        if name not in known:
            near = near_names(name, known)
            hint = f"Did you mean {near[0]!r}? " if near else ""
            raise UsageError(
                f"Unknown column: {name!r}.", hint=f"{hint}Columns: {', '.join(known)}."
            )
    return [known[name] for name in output.columns]


def _reader(name: str) -> Callable[[object], object]:
    def read(item: object) -> object:
        value: object = getattr(item, name)
        return getattr(value, "username", value) if name in ("user", "author") else value

    return read
