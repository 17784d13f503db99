"""`runql runs copy`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from runql.cli._input.clients import client
from runql.cli._input.completion import complete_projects
from runql.cli._input.confirm import DryRun, Yes, confirm
from runql.cli._input.targets import EveryRun, FilterText, RunPathsArgument, Targets

if TYPE_CHECKING:
    from runql._models.copies import CopyReport
    from runql._sync.api import Api

__all__ = ["copy_runs"]


To: TypeAlias = Annotated[
    str,
    typer.Option(
        "--to",
        metavar="ENTITY/PROJECT",
        help="The project of the copies.",
        autocompletion=complete_projects,
    ),
]
Files: TypeAlias = Annotated[
    str, typer.Option("--files", help="A glob of the files to copy; '' for none.")
]
Artifacts: TypeAlias = Annotated[
    str, typer.Option("--artifacts", help="bytes, reference, or none.")
]
History: TypeAlias = Annotated[
    bool, typer.Option(help="Copy histories, system metrics and console lines.")
]
OtherServer: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--to-base-url",
        help="URL of another server to copy to; RUNQL_TO_API_KEY holds its API key.",
    ),
]


def copy_runs(
    paths: RunPathsArgument,
    to: To,
    filters: FilterText = None,
    every: EveryRun = False,
    files: Files = "*",
    artifacts: Artifacts = "bytes",
    history: History = True,
    base_url: OtherServer = None,
    dry_run: DryRun = False,
    yes: Yes = False,
) -> None:
    """Copy runs to another project or server. What would be copied is shown before."""
    import contextlib

    from runql._models.copies import CopyOptions

    kind = None if artifacts == "none" else artifacts
    chosen = CopyOptions.of(
        files or False, kind, history=history, dry_run=dry_run, workers=8
    ).artifacts
    with contextlib.ExitStack() as stack:
        api = stack.enter_context(client())
        target = None if base_url is None else stack.enter_context(_other_client(base_url))

        def copy(*, pretend: bool) -> list[CopyReport]:
            return [
                report
                for found in Targets(paths, filters, every).lists(api)
                for report in found.copy_to(
                    to,
                    api=target,
                    files=files or False,
                    artifacts=chosen,
                    history=history,
                    dry_run=pretend,
                )
            ]

        plan = copy(pretend=True)
        what = f"Copy {len(plan)} run{'' if len(plan) == 1 else 's'} to {to}"
        if not plan:
            typer.echo(f"{what}: no run matches.")
            return
        confirm(what, [_line(report) for report in plan], yes=yes, dry_run=dry_run)
        done = copy(pretend=False)
    for report in done:
        for note in report.notes:
            typer.echo(f"{report.source}: {note}", err=True)
    typer.echo(f"{what}: done.")


def _other_client(base_url: str) -> Api:
    """Return a client of the server to copy to; WANDB_API_KEY is the key of the first one.

    Raises:
        ConfigurationError: If there is no key for it.
    """
    import os

    from runql._sync.api import Api
    from runql.errors import ConfigurationError

    key = os.environ.get("RUNQL_TO_API_KEY")
    if not key:
        raise ConfigurationError(
            f"There is no API key for {base_url}.", hint="Set RUNQL_TO_API_KEY to it."
        )
    return Api(key, base_url=base_url)


def _line(report: CopyReport) -> str:
    parts = [f"{report.rows_sent} rows", f"{len(report.files)} files"]
    if report.artifacts:
        parts.append(f"{len(report.artifacts)} artifacts")
    return f"{report.source} -> {report.target}  {', '.join(parts)}"
