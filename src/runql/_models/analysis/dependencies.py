"""Check that the libraries for the analysis of many runs are installed."""

from __future__ import annotations

import importlib.util
from typing import Final

from runql.errors import MissingDependencyError

__all__ = ["require_analysis_libraries"]

_LIBRARIES: Final = ("numpy", "pyarrow", "scipy")


def require_analysis_libraries(what: str) -> None:
    """Check that the analysis libraries are installed, before any request is sent.

    Args:
        what: The call that requires the libraries, as users know it.

    Raises:
        MissingDependencyError: If a library is not installed.
    """
    for library in _LIBRARIES:
        if importlib.util.find_spec(library) is None:
            raise MissingDependencyError(
                f"{what} requires {library}, which is not installed.",
                hint="Install it with: pip install 'runql[analysis]'",
            )
