"""`runql runs delete`."""

from __future__ import annotations

from typing import Annotated

import typer

from runql._display.counts import counted
from runql.cli._input.clients import client
from runql.cli._input.confirm import DryRun, Yes, confirm
from runql.cli._input.targets import EveryRun, FilterText, RunPathsArgument, Targets

__all__ = ["delete_runs"]


def delete_runs(
    paths: RunPathsArgument,
    filters: FilterText = None,
    every: EveryRun = False,
    delete_artifacts: Annotated[
        bool,
        typer.Option("--delete-artifacts", help="Also delete the artifacts that the runs logged."),
    ] = False,
    dry_run: DryRun = False,
    yes: Yes = False,
) -> None:
    """Delete runs.

    The command lists the runs before it deletes them.
    """
    with client() as api:
        lists = list(Targets(paths, filters, every).lists(api))
        runs = [run for found in lists for run in found]
        count = counted(len(runs), "run")
        what = f"Delete {count}{' and their artifacts' if delete_artifacts else ''}"
        if not runs:
            typer.echo(f"{what}: no matching runs.")
            return
        lines = [f"{'/'.join(run.path)}  {run.name or ''}  {run.state.value}" for run in runs]
        confirm(what, lines, yes=yes, dry_run=dry_run)
        for found in lists:
            found.delete(delete_artifacts=delete_artifacts, dry_run=False)
    typer.echo(f"{what}: done.")
