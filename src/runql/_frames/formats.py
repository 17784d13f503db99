"""Checks that the library of a format is installed."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Final

from runql._choices import checked_choice
from runql.errors import MissingDependencyError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["require_arrays", "require_format"]

_MODULES: Final[Mapping[str, str]] = {"pandas": "pandas", "polars": "polars", "arrow": "pyarrow"}


def require_format(format: str, choices: Sequence[str] = ()) -> None:
    """Check that a format is valid and its library is installed, before a request is sent.

    Args:
        format: The format.
        choices: Allowed formats; empty for `records` and the data frame formats.

    Raises:
        MissingDependencyError: If the library is not installed.
        UsageError: If the format does not exist.
    """
    checked_choice("format", format, choices or (*_MODULES, "records"))
    if format == "records":
        return
    if format == "numpy":
        require_arrays()
        return
    module = _MODULES[format]
    if importlib.util.find_spec(module) is None:
        raise MissingDependencyError(
            f"format={format!r} requires the {module} package.",
            hint=f"Install it with: pip install 'runql[{format}]'",
        )


def require_arrays() -> None:
    """Check that the libraries for numpy arrays are installed. Arrays are created from Arrow tables.

    Raises:
        MissingDependencyError: If a library is not installed.
    """
    require_format("arrow")
    if importlib.util.find_spec("numpy") is None:
        raise MissingDependencyError(
            "format='numpy' requires the numpy package.",
            hint="Install it with: pip install 'runql[pandas]'",
        )
