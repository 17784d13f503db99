"""Command failures: plain error lines and exit codes."""

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
"""A server, network or disk error occurred, or the user did not confirm the change."""

USAGE: Final = 2
"""The command line is invalid. Nothing was changed."""

SOME_FAILED: Final = 3
"""Some items failed; the others are done."""

WRONG: Final = 4
"""A verification or a download found corrupted data."""

INTERRUPTED: Final = 130
"""Ctrl-C stopped the command."""

CODES: Final = {
    0: "The command succeeded.",
    FAILED: "The command failed: an error of the server, the network or the disk, or you did not confirm the change.",
    USAGE: "An argument is wrong: an unknown option, path, column, key or field. Nothing was changed.",
    SOME_FAILED: "Some items failed, and are listed on standard error. The others succeeded.",
    WRONG: "A verification or a download found corrupted data.",
    INTERRUPTED: "The command was interrupted by Ctrl-C.",
}
"""Meanings of the exit codes, for the documentation."""


def say(text: str) -> None:
    """Write a line to standard error, apart from the output of the command."""
    typer.echo(f"runql: {text}", err=True)


@contextmanager
def plain_errors(debug: Callable[[], bool]) -> Generator[None]:
    """Print a runql error on standard error, and exit with its code.

    Args:
        debug: Returns whether to re-raise errors, so that Python prints the traceback.
    """
    try:
        yield
    except Exception as error:
        # Imported only when an error occurs, so that `runql --help` starts quickly.
        from runql.errors import RunQLError

        if debug() or os.environ.get("RUNQL_DEBUG"):
            raise
        if isinstance(error, RunQLError):
            say(str(error))
            raise typer.Exit(code_of(error)) from None
        if isinstance(error, UnicodeEncodeError):
            shown = error.object[error.start : error.end][:20]
            say(
                f"The output contains {shown!a}, which the encoding {error.encoding} does not have.\n"
                "Set the environment variable PYTHONIOENCODING=utf-8."
            )
            raise typer.Exit(FAILED) from None
        if isinstance(error, OSError) and error.errno not in (None, errno.EPIPE):
            name = f": {error.filename}" if error.filename else ""
            say(f"{error.strerror}{name}.")
            raise typer.Exit(FAILED) from None
        raise


@contextmanager
def plain_warnings() -> Generator[None]:
    """Print each warning of the library once, as a line on standard error."""
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
