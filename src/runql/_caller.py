"""Warnings that point at the code that uses the package."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import Final

__all__ = ["warn_caller"]

_PACKAGE: Final = str(Path(__file__).parent / "_")[:-1]


def warn_caller(message: str, category: type[Warning] = UserWarning) -> None:
    """Warn the code that called the package, whatever the number of frames in between."""
    warnings.warn(message, category, stacklevel=_levels_to_caller())


def _levels_to_caller() -> int:
    """Return how far up the code of the user is: the first frame outside of this package."""
    level, frame = 1, sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_PACKAGE):
        level, frame = level + 1, frame.f_back
    return level
