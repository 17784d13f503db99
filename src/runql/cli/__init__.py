"""The `runql` command: one module per resource type, imported when its command runs."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from pathlib import Path

__all__ = ["main"]

_EXTRAS = {
    "codegen": "codegen",
    "export": "arrow,cli",
    "migrate": "migrate",
    "models": "models",
    "sandbox": "sandbox",
    "schema": "codegen",
    "verify": "arrow,cli",
}
"""Extras that each command requires."""


def main() -> None:
    """Run the command line, or report the extra to install if it is missing."""
    _open_streams()
    try:
        # typer takes a quarter of the time in which a sandbox starts.
        if sys.argv[1:2] == ["sandbox"]:
            server = importlib.import_module("runql_sandbox.__main__")
            if server.start_plainly(sys.argv[2:]):
                sys.exit(_flushed(0))
        app = importlib.import_module("runql.cli.app")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] in ("runql", "runql_sandbox"):
            raise
        if sys.argv[1:] == ["--version"]:
            from importlib.metadata import version

            sys.stdout.write(f"runql {version('runql')}\n")
            return
        sys.exit(
            f"runql: The command requires {error.name}, which is not installed.\n"
            f"Install it with: pip install 'runql[{extras_of(sys.argv[1:])}]'"
        )
    code: str | int | None = 0
    try:
        app.app(prog_name="runql")
    except SystemExit as ended:
        code = ended.code
    sys.exit(_flushed(code))


def _flushed(code: str | int | None) -> str | int | None:
    """Write the buffered output, and return the exit code: 1 instead of 0 if the output cannot be written."""
    try:
        sys.stdout.flush()
    except OSError as error:
        # Python would fail again at exit, with a message and an exit code of its own.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if code in (0, None):
            if error.errno != errno.EPIPE:
                sys.stderr.write(f"runql: {error.strerror}.\n")
            return 1
    return code


def _open_streams() -> None:
    """Open the standard streams that the parent process closed, so that reads end and writes are discarded."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115


def extras_of(arguments: list[str]) -> str:
    """Return the extras that a command line requires."""
    if "duckdb" in arguments or "--format=duckdb" in arguments:
        return "cli,duckdb"
    return next((_EXTRAS[each] for each in arguments if each in _EXTRAS), "cli")
