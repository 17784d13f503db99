"""What only sync code does; `_async/_colour.py` is its counterpart, and both are written by hand."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["in_thread", "lazy_load", "loop_token", "sleep"]

T = TypeVar("T")


def sleep(seconds: float) -> None:
    """Wait."""
    time.sleep(seconds)


def loop_token() -> int:
    """Return what a connection pool is bound to: nothing, as threads may share one."""
    return 0


def lazy_load(load: Callable[..., object], part: str) -> None:
    """Load what an attribute lacks, for the whole page."""
    load(part)


def in_thread(work: Callable[[threading.Event], T]) -> T:
    """Do blocking work right here."""
    return work(threading.Event())
