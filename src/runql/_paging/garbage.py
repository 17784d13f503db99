"""Pauses of the garbage collector while many long-lived objects are created.

The collector runs after a certain number of new objects, and inspects all of them. For a page of thousands of values,
this takes a third of the creation time and frees nothing.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = ["collection_paused"]

_lock = Lock()
_pauses = 0
_was_on = False


@contextmanager
def collection_paused() -> Generator[None]:
    """Pause the collector in a block. The end of the last nested block restores the state before the first."""
    global _pauses, _was_on  # noqa: PLW0603 - the process has one collector
    with _lock:
        if _pauses == 0:
            _was_on = gc.isenabled()
            gc.disable()
        _pauses += 1
    try:
        yield
    finally:
        with _lock:
            _pauses -= 1
            if _pauses == 0 and _was_on:
                gc.enable()
