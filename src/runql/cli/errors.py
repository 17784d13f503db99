"""How commands end when they cannot do what they were asked: plain lines, and a code."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import typer

from runql.errors import IntegrityError, RunQLError, UsageError

if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = ["FAILED", "SOME_FAILED", "USAGE", "WRONG", "plain_errors"]

FAILED: Final = 1
"""The server, the network or the disk did not let the command do its work."""

USAGE: Final = 2
"""The command cannot work as written; nothing was sent."""

SOME_FAILED: Final = 3
"""Some of many failed; the rest is done."""

WRONG: Final = 4
"""A verification found something wrong."""


@contextmanager
def plain_errors() -> Generator[None]:
    """Show an error of ours as it reads, on standard error, and end with its code."""
    try:
        yield
    except RunQLError as error:
        typer.echo(f"runql: {error}", err=True)
        raise typer.Exit(_code(error)) from None


def _code(error: RunQLError) -> int:
    if isinstance(error, UsageError):
        return USAGE
    return WRONG if isinstance(error, IntegrityError) else FAILED
