"""`runql files`: run files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from runql._display.counts import counted
from runql.cli._input.clients import client, one_more
from runql.cli._input.confirm import DryRun, Yes, confirm
from runql.cli._input.targets import RunPathArgument
from runql.cli._output.columns import attributes
from runql.cli._output.lists import print_list
from runql.cli._output.options import AsJson, Columns, FormatOption, Limit, Output
from runql.cli.groups import examples
from runql.errors import NotFoundError

__all__ = ["files_app"]

_COLUMNS: Final = attributes("name size updated_at mimetype", "md5_hex url")

Pattern = Annotated[
    str | None, typer.Argument(help="Glob for the files, such as '*.ckpt' (default: all).")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print no progress bar.")]

files_app: typer.Typer = typer.Typer(
    help="List, download, upload and delete run files.", no_args_is_help=True
)


@files_app.command(
    "list",
    epilog=examples(
        "runql files list me/mnist/1a2b3c4d", "runql files list me/mnist/1a2b3c4d '*.yaml'"
    ),
)
def list_files(
    path: RunPathArgument,
    pattern: Pattern = None,
    columns: Columns = None,
    limit: Limit = None,
    json: AsJson = False,
    format: FormatOption = None,
) -> None:
    """List the files of a run."""
    output = Output.of(json, format, columns)
    with client() as api:
        found = api.run(path, fields=["id"]).files(pattern, limit=one_more(limit))
        print_list("files", _COLUMNS, found, output, limit=limit)


@files_app.command(
    "download", epilog=examples("runql files download me/mnist/1a2b3c4d '*.ckpt' --to checkpoints")
)
def download_files(
    path: RunPathArgument,
    pattern: Pattern = None,
    to: Annotated[Path, typer.Option(help="Folder to write to.")] = Path(),
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace local files with different content.")
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Concurrent transfers (default: chosen automatically)."),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Download files of a run and verify their checksums."""
    with client() as api:
        run = api.run(path, fields=["id"])
        found = run.download_files(
            pattern, to, workers=workers, replace=replace, progress=False if quiet else None
        )
        if not found:
            raise NotFoundError(
                f"The run {'/'.join(run.path)} has no file that matches {pattern!r}."
                if pattern is not None
                else f"The run {'/'.join(run.path)} has no files.",
                hint="List the files with: runql files list RUN",
            )
    for each in found:
        typer.echo(each)


@files_app.command(
    "upload", epilog=examples("runql files upload me/mnist/1a2b3c4d report.pdf plots/")
)
def upload_files(
    path: RunPathArgument,
    sources: Annotated[list[Path], typer.Argument(help="Files or folders.")],
    root: Annotated[
        Path | None, typer.Option(help="Folder that file names are relative to.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Concurrent transfers.")] = 8,
    quiet: Quiet = False,
) -> None:
    """Upload files to a run."""
    with client() as api:
        run = api.run(path, fields=["id"])
        found = run.upload_files(
            list(sources), root=root, workers=workers, progress=False if quiet else None
        )
    for each in found:
        typer.echo(each.name)


@files_app.command(
    "delete", epilog=examples("runql files delete me/mnist/1a2b3c4d '*.tmp' --dry-run")
)
def delete_files(
    path: RunPathArgument,
    pattern: Annotated[str, typer.Argument(help="Glob for the files: '*.ckpt', or '**' for all.")],
    dry_run: DryRun = False,
    yes: Yes = False,
) -> None:
    """Delete files of a run.

    The command lists the files before it deletes them.
    """
    with client() as api:
        run = api.run(path, fields=["id"])
        found = run.files(pattern).all()
        if not found:
            raise NotFoundError(
                f"The run {'/'.join(run.path)} has no file that matches {pattern!r}.",
                hint="List the files with: runql files list RUN",
            )
        what = f"Delete {counted(len(found), 'file')} of {'/'.join(run.path)}"
        confirm(
            what,
            [f"{file.name}  {counted(file.size, 'byte')}" for file in found],
            yes=yes,
            dry_run=dry_run,
        )
        run.delete_files(found)
    typer.echo(f"{what}: done.")
