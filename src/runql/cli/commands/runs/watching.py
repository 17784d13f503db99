"""`runql runs watch`: the state and the last metrics of runs, until they end."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated, Any

import typer

from runql.cli._input.clients import client
from runql.cli._input.keys import check_project_keys
from runql.cli._input.targets import FilterText, RunPathsArgument, Targets, project_of
from runql.cli._output.cells import shown
from runql.cli._output.run_columns import key_value
from runql.cli._output.tables import is_terminal
from runql.cli.errors import FAILED
from runql.errors import UsageError, WaitTimeoutError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from runql._sync.api import Api
    from runql._sync.runs.resource import Run

__all__ = ["watch_runs"]


def watch_runs(
    paths: RunPathsArgument,
    keys: Annotated[
        str | None, typer.Option(help="Summary keys, separated by commas (default: a few).")
    ] = None,
    filters: FilterText = None,
    poll: Annotated[float, typer.Option(min=0.2, help="Seconds between requests.")] = 5.0,
    timeout: Annotated[
        float | None, typer.Option(min=0, help="Seconds after which the command fails.")
    ] = None,
    exit_status: Annotated[
        bool, typer.Option("--exit-status", help="Exit with code 1 if a run did not finish.")
    ] = False,
) -> None:
    """Show the state and the last metrics of runs until all runs have ended.

    A terminal shows one table that is updated in place. In a pipe, each change of a run prints a line.
    """
    wanted = [key.strip() for key in keys.split(",")] if keys is not None else []
    with client() as api, ExitStack() as stack:
        runs = Targets(paths, filters).found(api)
        if not runs:
            raise UsageError(
                "No run matches.", hint="List the runs with: runql runs list ENTITY/PROJECT"
            )
        _check(api, runs, wanted)
        show = _screen(stack) if is_terminal() else _Lines()
        start = time.monotonic()
        while True:
            show([_row(run, wanted) for run in runs])
            if all(run.state.is_terminal for run in runs):
                break
            if timeout is not None and time.monotonic() - start + poll > timeout:
                left = sum(not run.state.is_terminal for run in runs)
                raise WaitTimeoutError(
                    f"{left} of {len(runs)} runs have not ended in {timeout:g} s."
                )
            time.sleep(poll)
            for run in runs:
                if not run.state.is_terminal:
                    run.refresh()
    if exit_status and any(run.state.value != "finished" for run in runs):
        raise typer.Exit(FAILED)


def _check(api: Api, runs: Sequence[Run[Any, Any]], keys: Sequence[str]) -> None:
    for run in runs:
        run.load("summary")
    absent = [
        f"summary.{key}"
        for key in keys
        if all(key_value(run, f"summary.{key}") is None for run in runs)
    ]
    if absent:
        first = runs[0]
        check_project_keys(
            api, project_of(api, f"{first.entity}/{first.project}"), absent, "--keys"
        )


def _row(run: Run[Any, Any], keys: Sequence[str]) -> list[str]:
    run.load("summary")
    summary = run.summary_metrics
    names = (
        keys
        or [
            key
            for key, value in summary.items()
            if not key.startswith("_") and isinstance(value, int | float)
        ][:4]
    )
    metrics = "  ".join(f"{shown(key)}={shown(key_value(run, f'summary.{key}'))}" for key in names)
    return [run.id, run.name or "", run.state.value, shown(summary.get("_step")), metrics]


class _Lines:
    """Writes a line for each change of a run."""

    def __init__(self) -> None:
        self._seen: dict[str, list[str]] = {}

    def __call__(self, rows: Sequence[list[str]]) -> None:
        """Write the rows that changed."""
        for row in rows:
            if self._seen.get(row[0]) != row:
                self._seen[row[0]] = row
                run, name, state, step = map(shown, row[:4])
                typer.echo(f"{run}  {name}  {state}  step={step}  {row[4]}".rstrip())


def _screen(stack: ExitStack) -> Callable[[Sequence[list[str]]], None]:
    from rich.live import Live
    from rich.table import Table
    from rich.text import Text

    live = stack.enter_context(Live(auto_refresh=False))

    def show(rows: Sequence[list[str]]) -> None:
        table = Table("ID", "NAME", "STATE", "STEP", "METRICS", box=None, pad_edge=False)
        for row in rows:
            table.add_row(*(Text(shown(cell)) for cell in row[:4]), Text(row[4]))
        live.update(table, refresh=True)

    return show
