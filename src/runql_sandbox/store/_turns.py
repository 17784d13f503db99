"""Turns to write. SQLite allows one writer at a time, and waiting writers retry at random."""

from __future__ import annotations

import threading
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

__all__ = ["Turn", "Turns"]


class Turns:
    """A lock that threads get in the order in which they requested it."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    def take(self) -> None:
        """Wait for this thread's turn."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        # The leaving thread hands over its turn, so that no later thread gets in between.
        mine.acquire()

    def leave(self) -> None:
        """Hand the turn to the next thread."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


class Turn:
    """One turn, which ends with a `with` block or earlier."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._mine = False

    def __enter__(self) -> Self:
        self._turns.take()
        self._mine = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def end(self) -> None:
        """Hand over the turn now. The end of the block then has no effect."""
        if self._mine:
            self._mine = False
            self._turns.leave()

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Let other threads write while the caller does work that needs no turn."""
        self.end()
        try:
            yield
        finally:
            self._turns.take()
            self._mine = True
