"""What only sync code does; `_async/_colour.py` is its counterpart, and both are written by hand."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["lazy_load", "loop_token", "sleep"]


def sleep(seconds: float) -> None:
    """Wait."""
    time.sleep(seconds)


def loop_token() -> int:
    """Return what a connection pool is bound to: nothing, as threads may share one."""
    return 0


def lazy_load(load: Callable[..., object], part: str) -> None:
    """Load what an attribute lacks, for the whole page."""
    load(part)
