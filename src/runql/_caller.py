"""Warnings with the location of the user's code."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import Final

__all__ = ["warn_caller"]

_PACKAGE: Final = str(Path(__file__).parent / "_")[:-1]


def warn_caller(message: str, category: type[Warning] = UserWarning) -> None:
    """Issue a warning at the code that called the package, regardless of frames in between."""
    warnings.warn(message, category, stacklevel=_levels_to_caller())


def _levels_to_caller() -> int:
    """Return the stack level of the first frame outside of this package."""
    level, frame = 1, sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_PACKAGE):
        level, frame = level + 1, frame.f_back
    return level
