"""`runql runs curves`: run metrics as charts in the terminal."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Annotated, Any

import typer

from runql.cli._input.clients import client
from runql.cli._input.targets import FilterText, RunPathsArgument, Targets
from runql.cli._output.lists import print_records
from runql.cli._output.options import AsJson, FormatOption, Output
from runql.cli._output.plots import Curve, drawn
from runql.cli._output.tables import is_terminal
from runql.cli.commands.runs.history import checked_keys
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql._models.history.buckets import HistoryBuckets
    from runql._sync.runs.resource import Run

__all__ = ["run_curves"]

_MOST_RUNS = 12
_NAMES = ("run", "key", "x_mean", "mean", "min", "max", "last", "rows", "has_nan")


def run_curves(
    paths: RunPathsArgument,
    keys: Annotated[str, typer.Option(help="Metrics, separated by commas.")],
    filters: FilterText = None,
    x: Annotated[str, typer.Option("--x", help="Metric of the x axis.")] = "_step",
    log: Annotated[bool, typer.Option("--log", help="Logarithmic y axis.")] = False,
    points: Annotated[
        int | None,
        typer.Option(min=2, max=10_000, help="Points per curve (default: the terminal width)."),
    ] = None,
    height: Annotated[
        int, typer.Option(min=4, max=200, help="Height of the chart, in lines.")
    ] = 16,
    json: AsJson = False,
    format: FormatOption = None,
) -> None:
    """Draw metrics of runs in the terminal. The server reduces each curve to a few points.

    With `--json` or `--format`, the command prints the points: mean, minimum, maximum and last value of each.
    """
    metrics = [key.strip() for key in keys.split(",")]
    if not all(metrics):
        raise UsageError(f"--keys has an empty key: {keys!r}.", hint="Use --keys loss,accuracy.")
    # In this order: COLUMNS, the terminal, 80.
    width = shutil.get_terminal_size().columns
    with client() as api:
        runs = Targets(paths, filters).found(api)
        if len(runs) > _MOST_RUNS:
            raise UsageError(
                f"Too many runs for one chart: {len(runs)}. The maximum is {_MOST_RUNS}.",
                hint="Select fewer runs with --filter.",
            )
        found: list[tuple[Run[Any, Any], HistoryBuckets]] = []
        for run in runs:
            checked_keys(run, [*metrics, x])
            found.append((run, run.history_buckets(metrics, x=x, buckets=points or width)))
    if json or format is not None:
        _print_points(found, Output.of(json, format))
        return
    curves = [
        Curve(
            " ".join([run.name or run.id, *([key] if len(metrics) > 1 else [])]),
            [
                (b.x_mean, b.mean)
                for b in buckets.of(key)
                if b.x_mean is not None and b.mean is not None
            ],
        )
        for run, buckets in found
        for key in metrics
    ]
    color = is_terminal() and not os.environ.get("NO_COLOR")
    lines = drawn(curves, width=width, height=height, x=x, log=log, color=color)
    for line in [", ".join(metrics), *lines]:
        typer.echo(line)


def _print_points(found: list[tuple[Run[Any, Any], HistoryBuckets]], output: Output) -> None:
    rows = (
        [run.id, *(getattr(bucket, name) for name in _NAMES[1:])]
        for run, buckets in found
        for bucket in buckets
    )
    print_records("points", _NAMES, rows, output)
