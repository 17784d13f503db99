"""Tables: fitted to the width of a terminal, complete in a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import typer

from runql.cli._output.cells import exact, shown
from runql.cli.errors import say

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["is_terminal", "print_facts", "print_table"]

_LEAST_WIDTH: Final = 10
"""Minimum characters of a column after the first; narrower columns are omitted."""


def is_terminal() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout.isatty()


def print_table(names: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table: fitted to a terminal, or as plain text without truncation in a pipe."""
    cells = [[shown(value) for value in row] for row in rows]
    numeric = [_is_numeric([row[at] for row in rows]) for at in range(len(names))]
    if is_terminal():
        _print_fitted(names, cells, numeric)
        return
    widths = [max(map(len, column)) for column in zip(names, *cells, strict=True)]
    for line in ([name.upper() for name in names], *cells):
        parts = [
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(line, widths, numeric, strict=True)
        ]
        typer.echo("  ".join(parts).rstrip())


def print_facts(facts: Sequence[tuple[str, object]]) -> None:
    """Print the attributes of an object, one per line."""
    width = max(len(name) for name, _ in facts)
    for name, value in facts:
        typer.echo(f"{name.ljust(width)}  {exact(value)}")


def _is_numeric(values: Sequence[object]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in known
    )


def _print_fitted(
    names: Sequence[str], cells: Sequence[Sequence[str]], numeric: Sequence[bool]
) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(soft_wrap=False, highlight=False)
    needed = [max(map(len, column)) for column in zip(names, *cells, strict=True)]
    widths = _fitted(needed, console.width)
    count = len(widths)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for at in range(count):
        table.add_column(
            Text(names[at].upper()),
            justify="right" if numeric[at] else "left",
            no_wrap=True,
            overflow="ellipsis",
            width=widths[at],
        )
    for row in cells:
        table.add_row(*(Text(cell) for cell in row[:count]))
    console.print(table)
    if count < len(names):
        left = ", ".join(names[count:])
        say(f"The terminal is too narrow for: {left}. Choose columns with --columns.")


def _fitted(needed: Sequence[int], width: int) -> list[int]:
    """Return the widths of the columns that fit, with two spaces between them.

    The first column is never cut, because it identifies the row. The others share the remaining width, from left to right.
    """
    found = [needed[0]]
    left = width - needed[0]
    for each in needed[1:]:
        least = min(_LEAST_WIDTH, each)
        if left < least + 2:
            break
        found.append(least)
        left -= least + 2
    for at in range(1, len(found)):
        more = min(needed[at] - found[at], max(left, 0))
        found[at] += more
        left -= more
    return found
