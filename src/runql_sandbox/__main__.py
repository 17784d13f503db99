"""`python -m runql_sandbox`, an alias of `runql sandbox`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command, or report the packages to install if they are missing."""
    try:
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
