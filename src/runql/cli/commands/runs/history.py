"""`runql runs history`: history rows of a run."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from runql._display.counts import counted
from runql.cli._input.clients import client
from runql.cli._input.targets import RunPathArgument
from runql.cli._output.atomic_files import replacing
from runql.cli._output.lists import print_records
from runql.cli._output.options import AsJson, Format, Output
from runql.cli.errors import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from runql._frames.flatten import Row
    from runql._sync.runs.resource import Run

__all__ = ["HistoryFormat", "checked_keys", "run_history"]


class HistoryFormat(StrEnum):
    """Output format of history rows."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    jsonl = "jsonl"
    json = "json"
    parquet = "parquet"


def run_history(
    path: RunPathArgument,
    keys: Annotated[
        str | None, typer.Option(help="Keys, separated by commas (default: all).")
    ] = None,
    min_step: Annotated[int | None, typer.Option(help="First step.")] = None,
    max_step: Annotated[int | None, typer.Option(help="Step to stop before (exclusive).")] = None,
    samples: Annotated[
        int | None,
        typer.Option(min=1, help="Number of rows that the server samples, instead of all."),
    ] = None,
    system: Annotated[
        bool, typer.Option("--system", help="System metrics instead of logged metrics.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File to write (default: standard output)."),
    ] = None,
    json: AsJson = False,
    format: Annotated[
        HistoryFormat | None, typer.Option(help="Output format.", show_default="table")
    ] = None,
) -> None:
    """Print the history rows of a run: all rows, or a sample with `--samples`.

    With `--keys`, CSV, TSV and JSON lines are written as rows arrive. Keys that the run did not log are errors.
    """
    from runql.errors import UsageError

    if output is not None and format is not HistoryFormat.parquet:
        raise UsageError(
            "--output requires --format parquet.", hint="Redirect other formats: … > history.csv"
        )
    if system and (min_step is not None or max_step is not None):
        raise UsageError(
            "--system cannot be combined with --min-step or --max-step: system metrics have no steps."
        )
    if json and format not in (None, HistoryFormat.json):
        raise UsageError(f"--json and --format {format} cannot be combined.")
    with client() as api:
        run = api.run(path, fields=["history_keys"])
        wanted = _split(keys)
        if wanted is not None and not system:
            checked_keys(run, wanted)
        if format is HistoryFormat.parquet:
            _write_parquet(run, wanted, min_step, max_step, samples, output, system=system)
            return
        chosen = Output(Format(HistoryFormat.json if json else format or HistoryFormat.table))
        streams = chosen.format not in (Format.json, Format.table)
        rows: Iterable[Row]
        if streams and wanted is not None and samples is None and not system:
            rows = run.scan_history(wanted, min_step=min_step, max_step=max_step, page_size=10_000)
        elif system:
            rows = run.system_metrics_history(keys=wanted, samples=samples, format="records")
        else:
            rows = run.history(
                wanted, samples=samples, min_step=min_step, max_step=max_step, format="records"
            )
            if rows.sampled and samples is None:
                say("The server returned a sample of the rows.")
        _print(rows, wanted, chosen, system=system)


def checked_keys(run: Run[Any, Any], keys: Sequence[str]) -> None:
    """Check that a run logged the keys.

    Raises:
        UsageError: If the run did not log a key. The error suggests similar keys.

    Requests: One, unless the run's `history_keys` are loaded.
    """
    from runql._models.history.known_keys import known_keys, unknown_keys
    from runql._models.history.rows import ALWAYS
    from runql.cli._input.keys import require_known

    known = known_keys(run.history_keys)
    if known is None:
        return
    own = [key for key in keys if key.startswith("_") and key not in ALWAYS]
    unknown = [*unknown_keys(keys, known), *(key for key in own if key not in known)]
    require_known(unknown, known, f"The run {'/'.join(run.path)} did not log", "--keys")


def _split(keys: str | None) -> list[str] | None:
    from runql.errors import UsageError

    if keys is None:
        return None
    found = [key.strip() for key in keys.split(",")]
    if not all(found):
        raise UsageError(f"--keys has an empty key: {keys!r}.", hint="Use --keys loss,accuracy.")
    return found


def _print(
    rows: Iterable[Row], keys: Sequence[str] | None, output: Output, *, system: bool
) -> None:
    from runql._models.history.rows import STEP, TIME, column_order

    first = TIME if system else STEP
    if keys is None:
        rows = list(rows)
        names = column_order((name for row in rows for name in row), None, first)
    else:
        names = column_order((), keys, first)
    print_records("rows", names, ([row.get(name) for name in names] for row in rows), output)


def _write_parquet(
    run: Run[Any, Any],
    keys: Sequence[str] | None,
    min_step: int | None,
    max_step: int | None,
    samples: int | None,
    output: Path | None,
    *,
    system: bool,
) -> None:
    from runql._frames.formats import require_format
    from runql.errors import UsageError

    if output is None and sys.stdout.isatty():
        raise UsageError(
            "Parquet is a binary format and cannot be printed to a terminal.",
            hint="Pass --output history.parquet.",
        )
    require_format("arrow")
    if system:
        table = run.system_metrics_history(keys=keys, samples=samples, format="arrow")
    else:
        table = run.history(
            keys, samples=samples, min_step=min_step, max_step=max_step, format="arrow"
        )
    import pyarrow.parquet as pq

    if output is None:
        pq.write_table(table, sys.stdout.buffer)
        return
    # pyarrow deletes a path that it cannot write to, also that of a device.
    with replacing(output) as part, part.open("wb") as file:
        pq.write_table(table, file)
    typer.echo(
        f"{output}: {counted(table.num_rows, 'row')}, {counted(table.num_columns, 'column')}."
    )
