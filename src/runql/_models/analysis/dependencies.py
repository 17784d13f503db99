"""Whether the libraries are installed that answers about many runs are computed with."""

from __future__ import annotations

import importlib.util
from typing import Final

from runql.errors import MissingDependencyError

__all__ = ["require_analysis_libraries"]

_LIBRARIES: Final = ("numpy", "pyarrow", "scipy")


def require_analysis_libraries(what: str) -> None:
    """Make sure that what is to be computed can be, before anything is sent.

    Args:
        what: What needs the libraries, as users call it.

    Raises:
        MissingDependencyError: If a library is not installed.
    """
    for library in _LIBRARIES:
        if importlib.util.find_spec(library) is None:
            raise MissingDependencyError(
                f"{what} requires {library}, which is not installed.",
                hint="Install it with: pip install 'runql[analysis]'",
            )
