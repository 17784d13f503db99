"""Tables: fitted to a terminal, plain and whole in a pipe."""

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
"""Characters below which a column after the first is left out instead."""


def is_terminal() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout.isatty()


def print_table(names: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table: in a terminal as wide as fits, in a pipe as plain text with nothing cut."""
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
    """Print what is known of one object, a line each."""
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
    widths = [max(map(len, column)) for column in zip(names, *cells, strict=True)]
    least = [widths[0] + 2, *(min(_LEAST_WIDTH, width) + 2 for width in widths[1:])]
    count = 0
    while count < len(names) and sum(least[: count + 1]) <= console.width + 2:
        count += 1
    count = max(count, 1)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for at in range(count):
        table.add_column(
            Text(names[at].upper()),
            justify="right" if numeric[at] else "left",
            no_wrap=True,
            overflow="ellipsis",
            min_width=least[at] - 2,
        )
    for row in cells:
        table.add_row(*(Text(cell) for cell in row[:count]))
    console.print(table)
    if count < len(names):
        left = ", ".join(names[count:])
        say(f"The terminal is too narrow for: {left}. Choose columns with --columns.")
