"""Printing of lists in all formats."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

import typer

from runql.cli._output.cells import as_json, as_text, dumped
from runql.cli._output.columns import chosen
from runql.cli._output.options import Format
from runql.cli._output.tables import print_facts, print_table
from runql.cli.errors import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from runql.cli._output.columns import Column
    from runql.cli._output.options import Output

__all__ = ["print_list", "print_object", "print_records"]

T = TypeVar("T")


def print_list(
    noun: str,
    columns: Sequence[Column[T]],
    items: Iterable[T],
    output: Output,
    *,
    limit: int | None = None,
) -> None:
    """Print a list.

    CSV, TSV and JSON lines are written item by item, as pages arrive. JSON is one object, `{"<noun>": [...], "count":
    n, "more": false}`. `more` is true if `limit` excluded items.

    Args:
        noun: Name of the items, and the key in JSON.
        columns: All columns.
        items: The items, one more than `limit` if there are more.
        output: Format and columns.
        limit: Maximum number of items to print; None for all.

    Raises:
        UsageError: If a column does not exist.
    """
    wanted = chosen(columns, output)
    found = iter(items)
    rows = (
        [column.read(item) for column in wanted]
        for item in (found if limit is None else islice(found, limit))
    )
    print_records(noun, [each.name for each in wanted], rows, output, rest=found)


def print_records(
    noun: str,
    names: Sequence[str],
    rows: Iterable[Sequence[object]],
    output: Output,
    *,
    rest: Iterator[object] | None = None,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Print rows.

    Args:
        noun: Name of the rows, and the key in JSON.
        names: Names of the columns.
        rows: The values.
        output: Format and columns.
        rest: Items that the limit excluded.
        facts: Further keys of the JSON object.
    """
    sheet = _Sheet(noun, names, rows, rest if rest is not None else iter(()), facts or {})
    count = _WRITERS[output.format](sheet)
    if output.format is Format.json:
        return
    if not count:
        say(f"No {noun}.")
    elif sheet.has_more:
        say(f"The list has more {noun}; --limit stopped it after {count}.")


def print_object(facts: Mapping[str, object], as_json: bool) -> None:
    """Print the attributes of an object as lines or as one JSON object."""
    if as_json:
        typer.echo(dumped(facts, indent=2))
    else:
        print_facts(list(facts.items()))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Arguments of `print_records`."""

    noun: str
    names: Sequence[str]
    rows: Iterable[Sequence[object]]
    rest: Iterator[object]
    facts: Mapping[str, object]

    @property
    def has_more(self) -> bool:
        return next(self.rest, None) is not None


def _write_table(sheet: _Sheet) -> int:
    found = list(sheet.rows)
    if found:
        print_table(sheet.names, found)
    return len(found)


def _write_json(sheet: _Sheet) -> int:
    found = [dict(zip(sheet.names, map(as_json, row), strict=True)) for row in sheet.rows]
    counts = {"count": len(found), "more": sheet.has_more}
    typer.echo(dumped({**sheet.facts, sheet.noun: found, **counts}, indent=2))
    return len(found)


def _write_lines(sheet: _Sheet) -> int:
    count = 0
    for row in sheet.rows:
        typer.echo(dumped(dict(zip(sheet.names, row, strict=True))))
        count += 1
    return count


def _write_csv(sheet: _Sheet, delimiter: str = ",") -> int:
    writer = csv.writer(sys.stdout, delimiter=delimiter, lineterminator="\n")
    writer.writerow(sheet.names)
    count = 0
    for row in sheet.rows:
        writer.writerow([as_text(value) for value in row])
        count += 1
    return count


_WRITERS: Final[Mapping[Format, Callable[[_Sheet], int]]] = {
    Format.table: _write_table,
    Format.json: _write_json,
    Format.jsonl: _write_lines,
    Format.csv: _write_csv,
    Format.tsv: partial(_write_csv, delimiter="\t"),
}
