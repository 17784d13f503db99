"""The `runql` command: one module a noun, mounted here."""

from __future__ import annotations

import importlib
import sys
from importlib.metadata import version

__all__ = ["main"]


def main() -> None:
    """Run the command line; without the extra it says which one to install."""
    try:
        app = importlib.import_module("runql.cli.app")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] in ("runql", "runql_sandbox"):
            raise
        if sys.argv[1:] == ["--version"]:
            sys.stdout.write(f"runql {version('runql')}\n")
            return
        sys.exit(
            f"The command needs {error.name}, which is not installed.\n"
            "Install it with: pip install 'runql[cli]'"
        )
    app.app(prog_name="runql")
