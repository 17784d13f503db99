"""`runql sweeps`: sweeps, their best runs, and their control."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from runql._display.counts import counted
from runql.cli._input.clients import client, one_more
from runql.cli._input.confirm import DryRun, Yes, confirm
from runql.cli._input.targets import ProjectPathArgument
from runql.cli._output.columns import Column, attributes, values_of
from runql.cli._output.lists import print_list, print_object, print_records
from runql.cli._output.options import AsJson, Columns, FormatOption, Limit, Output
from runql.cli._output.run_columns import ATTRIBUTES, key_value
from runql.cli.groups import examples

if TYPE_CHECKING:
    from runql._sync.runs.resource import Run
    from runql._sync.sweeps.resource import Sweep

__all__ = ["sweeps_app"]

_COLUMNS: Final = attributes(
    "id name state method run_count best_loss",
    "expected_run_count created_at updated_at user description url",
)
_IMPORTANCE: Final = ("parameter", "importance", "correlation")

SweepPath = Annotated[str, typer.Argument(metavar="SWEEP", help="Path or URL of the sweep.")]
Metric = Annotated[str | None, typer.Option(help="Summary key (default: the metric of the sweep).")]

sweeps_app: typer.Typer = typer.Typer(
    help="List, analyze and control sweeps.", no_args_is_help=True
)


@sweeps_app.command("list", epilog=examples("runql sweeps list me/mnist"))
def list_sweeps(
    path: ProjectPathArgument,
    filters: Annotated[
        str | None,
        typer.Option("--filter", help="Filter for the sweeps, such as 'state = \"RUNNING\"'."),
    ] = None,
    order: Annotated[str | None, typer.Option(help="Order, such as -created_at.")] = None,
    columns: Columns = None,
    limit: Limit = None,
    json: AsJson = False,
    format: FormatOption = None,
) -> None:
    """List the sweeps of a project."""
    output = Output.of(json, format, columns)
    with client() as api:
        found = api.sweeps(path, filters, order, limit=one_more(limit))
        print_list("sweeps", _COLUMNS, found, output, limit=limit)


@sweeps_app.command("show", epilog=examples("runql sweeps show me/mnist/9x8y7z6w --json"))
def show_sweep(path: SweepPath, json: AsJson = False) -> None:
    """Show a sweep: its attributes and its configuration."""
    with client() as api:
        sweep = api.sweep(path)
        facts = values_of(sweep, _COLUMNS)
        facts["config"] = dict(sweep.config)
    print_object(facts, json)


@sweeps_app.command(
    "best",
    epilog=examples(
        "runql sweeps best me/mnist/9x8y7z6w --count 5",
        "runql sweeps best me/mnist/9x8y7z6w --metric accuracy --goal maximize",
    ),
)
def best_runs(
    path: SweepPath,
    count: Annotated[int, typer.Option("--count", "-n", min=1, help="Number of runs to list.")] = 1,
    metric: Metric = None,
    goal: Annotated[
        str | None, typer.Option(help="minimize or maximize (default: the goal of the sweep).")
    ] = None,
    include_failed: Annotated[
        bool, typer.Option("--include-failed", help="Include runs that did not finish.")
    ] = False,
    columns: Columns = None,
    json: AsJson = False,
    format: FormatOption = None,
) -> None:
    """List the best runs of a sweep by its metric, with their parameters."""
    output = Output.of(json, format, columns)
    with client() as api:
        sweep = api.sweep(path)
        found: list[Run[Any, Any]] = sweep.top_k(
            count, metric=metric, goal=goal, include_failed=include_failed
        )
        named = metric or sweep.config.metric
        name = named if isinstance(named, str) else named.name if named is not None else ""
        keys = [f"summary.{name}", *(f"config.{each}" for each in sweep.config.parameters)]
        own: list[Column[Run[Any, Any]]] = [_key_column(key) for key in keys]
        print_list("runs", [*ATTRIBUTES[:3], *own, *ATTRIBUTES[3:]], found, output)


@sweeps_app.command("importance", epilog=examples("runql sweeps importance me/mnist/9x8y7z6w"))
def show_importance(
    path: SweepPath,
    metric: Metric = None,
    include_failed: Annotated[
        bool, typer.Option("--include-failed", help="Include runs that did not finish.")
    ] = False,
    json: AsJson = False,
    format: FormatOption = None,
) -> None:
    """Show the importance of each sweep parameter for the metric.

    Requires the extra `analysis`.
    """
    output = Output.of(json, format)
    with client() as api:
        found = api.sweep(path).parameter_importance(metric, include_failed=include_failed)
    rows = ([row.get(name) for name in _IMPORTANCE] for row in found.records())
    facts = {"metric": found.metric, "runs": found.runs}
    print_records("parameters", _IMPORTANCE, rows, output, facts=facts)


@sweeps_app.command("pause", epilog=examples("runql sweeps pause me/mnist/9x8y7z6w"))
def pause_sweep(path: SweepPath, dry_run: DryRun = False) -> None:
    """Pause a sweep: agents start no new runs until `resume`. Current runs continue."""
    _set_state(path, "pause", dry_run=dry_run, yes=True)


@sweeps_app.command("resume", epilog=examples("runql sweeps resume me/mnist/9x8y7z6w"))
def resume_sweep(path: SweepPath, dry_run: DryRun = False) -> None:
    """Resume a paused sweep: agents start new runs again."""
    _set_state(path, "resume", dry_run=dry_run, yes=True)


@sweeps_app.command("stop", epilog=examples("runql sweeps stop me/mnist/9x8y7z6w --yes"))
def stop_sweep(path: SweepPath, dry_run: DryRun = False, yes: Yes = False) -> None:
    """Stop a sweep: agents start no new runs. Current runs continue to their end."""
    _set_state(path, "stop", dry_run=dry_run, yes=yes)


@sweeps_app.command("cancel", epilog=examples("runql sweeps cancel me/mnist/9x8y7z6w --yes"))
def cancel_sweep(path: SweepPath, dry_run: DryRun = False, yes: Yes = False) -> None:
    """Cancel a sweep and stop its runs."""
    _set_state(path, "cancel", dry_run=dry_run, yes=yes)


def _set_state(path: str, action: str, *, dry_run: bool, yes: bool) -> None:
    with client() as api:
        sweep: Sweep = api.sweep(path)
        name = "/".join(sweep.path)
        line = f"{name}  {sweep.name}  {sweep.state.value}  {counted(sweep.run_count, 'run')}"
        confirm(f"{action.capitalize()} the sweep {name}", [line], yes=yes, dry_run=dry_run)
        changes = {
            "pause": sweep.pause,
            "resume": sweep.resume,
            "stop": sweep.stop,
            "cancel": sweep.cancel,
        }
        changes[action]()
        typer.echo(f"{name} is {sweep.state.value}.")


def _key_column(name: str) -> Column[Run[Any, Any]]:
    return Column(name, lambda run: key_value(run, name))
