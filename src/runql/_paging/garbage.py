"""Pauses of the garbage collection while many objects are made that all stay.

The collector runs after so many new objects, and looks at all of them: for a page of thousands of values that is a
third of the time in which they are made, and it finds nothing.
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
    """Pause the collection in a block; the last of several blocks turns it on, if it was on before the first."""
    global _pauses, _was_on  # noqa: PLW0603 - the collector is one for the process
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
