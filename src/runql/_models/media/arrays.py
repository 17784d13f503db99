"""What media needs numpy for."""

from __future__ import annotations

import importlib.util

from runql.errors import MissingDependencyError

__all__ = ["require_numpy"]


def require_numpy(what: str) -> None:
    """Make sure that numpy is there.

    Raises:
        MissingDependencyError: If it is not installed.
    """
    if importlib.util.find_spec("numpy") is None:
        raise MissingDependencyError(
            f"{what} needs numpy, which is not installed.",
            hint="Install it with: pip install 'runql[pandas]'",
        )
