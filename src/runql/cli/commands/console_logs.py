"""`runql logs`: console lines of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from runql.cli._input.clients import client
from runql.cli._input.targets import RunPathArgument
from runql.cli._output.columns import Column
from runql.cli._output.lists import print_list
from runql.cli._output.options import AsJson, Columns, Format, FormatOption, Output
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from runql._models.console_logs import LogLine

__all__ = ["show_logs"]

_COLUMNS: Final[tuple[Column[LogLine], ...]] = (
    Column("number", lambda line: line.number),
    Column("time", lambda line: line.time),
    Column("level", lambda line: line.level),
    Column("label", lambda line: line.label),
    Column("text", lambda line: line.text),
)


def show_logs(
    path: RunPathArgument,
    follow: Annotated[
        bool, typer.Option("--follow", "-f", help="Wait for new lines until the run has ended.")
    ] = False,
    grep: Annotated[
        str | None, typer.Option("--grep", help="Print only lines that match a regular expression.")
    ] = None,
    last: Annotated[
        int | None, typer.Option("--last", "-n", min=0, help="Start with the last N lines.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=0, help="Maximum number of lines to print.")
    ] = None,
    poll: Annotated[float, typer.Option(min=0.2, help="Seconds between requests.")] = 5.0,
    timeout: Annotated[
        float | None, typer.Option(min=0, help="Seconds after which --follow stops.")
    ] = None,
    raw: Annotated[
        bool, typer.Option("--raw", help="Also print colors and other escape sequences.")
    ] = False,
    columns: Columns = None,
    json: AsJson = False,
    format: FormatOption = None,
) -> None:
    """Print the console lines of a run.

    `--last` counts lines before `--grep` filters them. `--json` and `--format` add number, time and level.
    """
    if follow and (limit is not None or json):
        raise UsageError(
            "--follow cannot be combined with --limit or --json.",
            hint="Use --format jsonl with --follow.",
        )
    if timeout is not None and not follow:
        raise UsageError("--timeout requires --follow.")
    is_list = json or format is not None or columns is not None
    if raw and is_list:
        raise UsageError("--raw cannot be combined with --json, --format or --columns.")
    with client() as api:
        run = api.run(path, fields=["id"])
        lines: Iterable[LogLine]
        if follow:
            lines = run.console_logs(
                last=last, follow=True, pattern=grep, poll=poll, timeout=timeout
            )
        else:
            lines = run.console_logs(last=last, pattern=grep, limit=limit)
        if is_list:
            output = Output.of(json, format, columns)
            if follow and output.format is Format.table:
                raise UsageError(
                    "--follow does not support --format table.",
                    hint="Use --format jsonl with --follow.",
                )
            print_list("lines", _COLUMNS, lines, output)
            return
        for line in lines:
            typer.echo(line.raw if raw else line.text)
