"""Whether the library of a format is installed."""

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
    """Make sure that a format can be given, before anything is requested it.

    Args:
        format: The format.
        choices: Formats that the caller has; `records` and those of frames when left out.

    Raises:
        MissingDependencyError: If its library is not installed.
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
            f"format={format!r} requires {module}, which is not installed.",
            hint=f"Install it with: pip install 'runql[{format}]'",
        )


def require_arrays() -> None:
    """Make sure that arrays can be given, which are made of Arrow tables.

    Raises:
        MissingDependencyError: If a library is not installed.
    """
    require_format("arrow")
    if importlib.util.find_spec("numpy") is None:
        raise MissingDependencyError(
            "format='numpy' requires numpy, which is not installed.",
            hint="Install it with: pip install 'runql[pandas]'",
        )
