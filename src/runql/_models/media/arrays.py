"""The check for numpy, which some media values require."""

from __future__ import annotations

import importlib.util

from runql.errors import MissingDependencyError

__all__ = ["require_numpy"]


def require_numpy(what: str) -> None:
    """Check that numpy is installed.

    Raises:
        MissingDependencyError: If numpy is not installed.
    """
    if importlib.util.find_spec("numpy") is None:
        raise MissingDependencyError(
            f"{what} requires the numpy package.",
            hint="Install it with: pip install 'runql[pandas]'",
        )
