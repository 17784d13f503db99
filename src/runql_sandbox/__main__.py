"""`python -m runql_sandbox`, an alias of `runql sandbox`."""

from __future__ import annotations

import errno
import sys
from typing import TYPE_CHECKING, Final

from runql_sandbox.start import plain_options, start

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main", "start_plainly"]

_INTERRUPTED: Final = 130
"""Exit code of a command that Ctrl-C ended."""


def start_plainly(arguments: Sequence[str]) -> bool:
    """Serve until SIGTERM or SIGINT, if the options need no command line library; return whether it did."""
    options = plain_options(arguments)
    if options is None:
        return False
    try:
        reason = start(options)
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    except OSError as error:
        if error.strerror is None:
            raise
        # No process reads the output, as at the end of a pipeline.
        reason = "" if error.errno == errno.EPIPE else error.strerror + "."
    if reason is None:
        return True
    if reason:
        sys.stderr.write(f"runql sandbox: {reason}\n")
    sys.exit(1)


def main() -> None:
    """Run the command, or report the packages to install if they are missing."""
    try:
        if not start_plainly(sys.argv[1:]):
            from runql_sandbox.commands import sandbox_app

            sandbox_app(prog_name="runql sandbox")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("runql_sandbox"):
            raise
        sys.exit(
            f"The sandbox requires {error.name}, which is not installed.\n"
            "Install it with: pip install 'runql[sandbox]'"
        )
    except OSError as error:
        if error.strerror is None:
            raise
        sys.exit(f"runql sandbox: {error.strerror}.")


if __name__ == "__main__":
    main()
