"""Confirmations and dry runs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from runql.cli.errors import FAILED

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["DryRun", "Yes", "confirm"]

Yes: TypeAlias = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask for confirmation.")]
DryRun: TypeAlias = Annotated[
    bool, typer.Option("--dry-run", help="Show what would change; change nothing.")
]

_SHOWN = 20


def confirm(what: str, lines: Sequence[str], *, yes: bool, dry_run: bool) -> None:
    """Show what would change, and continue if the user agrees.

    Args:
        what: The change, such as `Delete 3 runs`.
        lines: Affected objects, one per line.
        yes: Whether the user agreed beforehand.
        dry_run: Whether to stop after showing the change.

    Raises:
        Exit: If this is a dry run, or the user does not agree.
        UsageError: If confirmation is required and standard input is not a terminal.
    """
    if not yes or dry_run:
        for line in lines[:_SHOWN]:
            typer.echo(f"  {line}", err=not dry_run)
        if len(lines) > _SHOWN:
            typer.echo(f"  and {len(lines) - _SHOWN} more", err=not dry_run)
    if dry_run:
        typer.echo(f"{what}: nothing was changed, because of --dry-run.")
        raise typer.Exit
    if yes:
        return
    if not sys.stdin.isatty():
        from runql.errors import UsageError

        raise UsageError(
            f"{what} requires a confirmation, and standard input is not a terminal. "
            "Nothing was changed.",
            hint="Pass --yes to confirm, or --dry-run to see what would change.",
        )
    typer.echo(f"{what}? [y/N] ", err=True, nl=False)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        typer.echo("Nothing was changed.", err=True)
        raise typer.Exit(FAILED)
