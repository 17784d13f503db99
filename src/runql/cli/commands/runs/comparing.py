"""`runql runs diff`: differences between two runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, cast

import typer

from runql.cli._input.clients import client
from runql.cli._input.completion import complete_runs
from runql.cli._input.targets import RunPathArgument
from runql.cli._output.lists import print_records
from runql.cli._output.options import AsJson, FormatOption, Output

if TYPE_CHECKING:
    from runql._models.analysis.differences import Compared

__all__ = ["diff_runs"]

_NAMES: Final = ("key", "kind", "before", "after")


def diff_runs(
    path: RunPathArgument,
    other: Annotated[
        str,
        typer.Argument(
            metavar="OTHER",
            help="The other run; a run ID alone refers to the same project.",
            autocompletion=complete_runs,
        ),
    ],
    part: Annotated[
        list[str] | None,
        typer.Option(help="config, summary, metadata or packages (default: all); repeatable."),
    ] = None,
    json: AsJson = False,
    format: FormatOption = None,
) -> None:
    """Show the differences between two runs: added, removed and changed keys."""
    output = Output.of(json, format)
    with client() as api:
        run = api.run(path)
        found = run.diff(other, parts=cast("list[Compared]", part)) if part else run.diff(other)
    rows = ([getattr(each, name) for name in _NAMES] for each in found)
    facts = {"first": found.first, "other": found.other}
    print_records("differences", _NAMES, rows, output, facts=facts)
