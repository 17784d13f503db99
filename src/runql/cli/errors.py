"""How commands end when they cannot do what they were asked: plain lines, and a code."""

from __future__ import annotations

import errno
import os
import sys
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from runql.errors import RunQLError

__all__ = [
    "CODES",
    "FAILED",
    "INTERRUPTED",
    "SOME_FAILED",
    "USAGE",
    "WRONG",
    "code_of",
    "plain_errors",
    "plain_warnings",
    "say",
]

FAILED: Final = 1
"""The server, the network or the disk did not let the command do its work."""

USAGE: Final = 2
"""The command cannot work as written; nothing was sent."""

SOME_FAILED: Final = 3
"""Some of many failed; the rest is done."""

WRONG: Final = 4
"""A verification found something wrong."""

INTERRUPTED: Final = 130
"""Ctrl-C ended the command."""

CODES: Final = {
    0: "The command succeeded.",
    FAILED: "The command failed: an error of the server, the network or the disk, or you did not confirm the change.",
    USAGE: "An argument is wrong: an unknown option, path, column, key or field. Nothing was changed.",
    SOME_FAILED: "Some items failed, and are listed on standard error. The others succeeded.",
    WRONG: "A verification or a download found corrupted data.",
    INTERRUPTED: "The command was interrupted by Ctrl-C.",
}
"""What exit codes mean, for the documentation."""


def say(text: str) -> None:
    """Write a line to standard error, next to what the command prints."""
    typer.echo(f"runql: {text}", err=True)


@contextmanager
def plain_errors(debug: Callable[[], bool]) -> Generator[None]:
    """Show an error of ours as it reads, on standard error, and end with its code.

    Args:
        debug: Returns whether to let an error through, so that Python shows its traceback.
    """
    try:
        yield
    except Exception as error:
        # Loaded for errors alone: `runql --help` has none.
        from runql.errors import RunQLError

        if debug() or os.environ.get("RUNQL_DEBUG"):
            raise
        if isinstance(error, RunQLError):
            say(str(error))
            raise typer.Exit(code_of(error)) from None
        if isinstance(error, OSError) and error.errno not in (None, errno.EPIPE):
            name = f": {error.filename}" if error.filename else ""
            say(f"{error.strerror}{name}.")
            raise typer.Exit(FAILED) from None
        raise


@contextmanager
def plain_warnings() -> Generator[None]:
    """Show warnings of the library as lines on standard error, each once."""
    seen: set[str] = set()

    def show(message: Warning | str, *_: object, **__: object) -> None:
        text = str(message)
        if text not in seen:
            seen.add(text)
            sys.stderr.write(f"runql: warning: {text}\n")

    with warnings.catch_warnings():
        warnings.simplefilter("always", UserWarning)
        warnings.showwarning = show
        yield


def code_of(error: RunQLError) -> int:
    """Return the exit code of an error."""
    from runql.errors import BatchError, IntegrityError, UsageError

    if isinstance(error, UsageError):
        return USAGE
    if isinstance(error, BatchError):
        return SOME_FAILED
    return WRONG if isinstance(error, IntegrityError) else FAILED
