"""`runql runs copy`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from runql._display.counts import counted
from runql.cli._input.clients import client
from runql.cli._input.completion import complete_projects
from runql.cli._input.confirm import DryRun, Yes, confirm
from runql.cli._input.targets import EveryRun, FilterText, RunPathsArgument, Targets
from runql.cli.errors import say

if TYPE_CHECKING:
    from runql._models.copies import CopyReport
    from runql._sync.api import Api

__all__ = ["copy_runs"]


To: TypeAlias = Annotated[
    str,
    typer.Option(
        "--to",
        metavar="ENTITY/PROJECT",
        help="The target project.",
        autocompletion=complete_projects,
    ),
]
Files: TypeAlias = Annotated[
    str, typer.Option("--files", help="Glob for the files to copy; '' for none.")
]
Artifacts: TypeAlias = Annotated[
    str, typer.Option("--artifacts", help="How to copy artifacts: bytes, reference or none.")
]
History: TypeAlias = Annotated[
    bool, typer.Option(help="Copy histories, system metrics and console lines.")
]
OtherServer: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--to-base-url",
        help="URL of another server to copy to. Set RUNQL_TO_API_KEY to its API key.",
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
    """Copy runs to another project or server.

    The command lists the runs before it copies them.
    """
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
        what = f"Copy {counted(len(plan), 'run')} to {to}"
        if not plan:
            typer.echo(f"{what}: no matching runs.")
            return
        confirm(what, [_line(report) for report in plan], yes=yes, dry_run=dry_run)
        done = copy(pretend=False)
    for report in done:
        for note in report.notes:
            say(f"{report.source}: {note}")
    typer.echo(f"{what}: done.")


def _other_client(base_url: str) -> Api:
    """Return a client of the target server. WANDB_API_KEY is the key of the source server.

    Raises:
        ConfigurationError: If no API key for the target server is found.
    """
    import os

    from runql._sync.api import Api
    from runql.errors import ConfigurationError

    key = os.environ.get("RUNQL_TO_API_KEY")
    if not key:
        raise ConfigurationError(
            f"No API key found for {base_url}.", hint="Set RUNQL_TO_API_KEY to its API key."
        )
    return Api(key, base_url=base_url)


def _line(report: CopyReport) -> str:
    parts = [counted(report.rows_sent, "row"), counted(len(report.files), "file")]
    if report.artifacts:
        parts.append(counted(len(report.artifacts), "artifact"))
    return f"{report.source} -> {report.target}  {', '.join(parts)}"
