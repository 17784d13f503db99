"""`runql migrate`: move scripts and notebooks from `wandb.Api` to runql."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from runql._display.counts import counted
from runql.cli.errors import FAILED, USAGE, say

if TYPE_CHECKING:
    from runql._migrate.files import Migration

__all__ = ["migrate"]


def migrate(
    paths: Annotated[list[Path], typer.Argument(help="Python files, notebooks or folders.")],
    fix: Annotated[bool, typer.Option("--fix", help="Write the changes that are safe.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Exit with code 1 if any code still has to change.")
    ] = False,
    notes: Annotated[
        bool, typer.Option("--notes", help="Also show code that runs but returns different values.")
    ] = False,
) -> None:
    """Find code that uses wandb.Api, and show the runql code to write.

    Prints `file:line  you wrote → write  why`. With --fix, safe changes are written, and comments that
    begin with TODO(runql) mark lines that need your decision. Code that logs runs is not changed.
    Exit codes: 0 on success, 1 on an error or if --check finds code to change, 2 for a path that does not exist.
    """
    if importlib.util.find_spec("libcst") is None:
        say(
            "`runql migrate` requires the libcst package.\n"
            "Install it with: pip install 'runql[migrate]'"
        )
        raise typer.Exit(FAILED)
    missing = [path for path in paths if not path.exists()]
    if missing:
        say(f"Path not found: {', '.join(map(str, missing))}.")
        raise typer.Exit(USAGE)
    from runql._migrate.files import find_files, migrated

    done = [migrated(path) for path in find_files(paths)]
    for each in done:
        _show(each, notes=notes)
    failed = [each for each in done if each.problem is not None]
    if fix:
        failed += [each for each in done if each.content is not None and not _written(each)]
    _summarize(done, fix=fix)
    if failed or (check and not all(each.is_done for each in done)):
        raise typer.Exit(FAILED)


def _show(migration: Migration, *, notes: bool) -> None:
    from runql._migrate.findings import Treatment

    for finding in migration.findings:
        if notes or finding.action is not Treatment.NOTE:
            typer.echo(finding.shown(str(migration.path)))
    for line in migration.marks:
        typer.echo(
            f"{migration.path}:{line}  A TODO(runql) comment of an earlier migration is still open."
        )
    if migration.problem is not None:
        say(f"{migration.path}: {migration.problem}")


def _written(migration: Migration) -> bool:
    from runql._migrate.files import write

    try:
        write(migration.path, migration.content or b"")
    except OSError as error:
        say(f"{migration.path} was not written: {error.strerror}.")
        return False
    return True


def _summarize(done: list[Migration], *, fix: bool) -> None:
    from runql._migrate.findings import Treatment

    found = [finding.action for each in done for finding in each.findings]
    rewrites, looks = found.count(Treatment.REWRITE), found.count(Treatment.LOOK)
    verb = "rewritten" if fix else "to rewrite with --fix"
    typer.echo(
        f"{counted(len(done), 'file')} read: {rewrites} {verb}, {looks} to decide.", err=True
    )
