"""The number of concurrent connections."""

from __future__ import annotations

from typing import Final

__all__ = ["Width"]

_FIRST: Final = 4
_STEP: Final = 4
_LATER_STEP: Final = 2
_SHORTEST: Final = 0.05
_ROUNDS: Final = 2
_IDLE: Final = 0.2
_GAIN: Final = 1.2
_HOLD: Final = 2.0
_EACH: Final = 2**14
"""Overhead of a file, in bytes."""


class Width:
    """A number of connections that grows while the throughput does.

    A busy thread gains nothing from another connection, so the number grows only if the thread waits:
    by a factor of four, then two. If the throughput does not grow by a fifth, the previous number is
    restored, and the next attempt is later.

    Attributes:
        count: The current number.
        most: The maximum number.
    """

    def __init__(
        self, most: int, now: float, *, first: int = _FIRST, shortest: float = _SHORTEST
    ) -> None:
        """Start with a few connections.

        Args:
            most: The maximum number.
            now: The time.
            first: The initial number.
            shortest: Minimum seconds for which a number is measured.
        """
        self.most = most
        self.count = min(first, most)
        self._shortest = shortest
        self._step = _STEP
        self._before: tuple[int, float] | None = None
        self._hold_until = now
        self._begin(now)

    def note(self, size: int, now: float) -> None:
        """Record a received file."""
        self._files += 1
        self._moved += size + _EACH
        spent = now - self._began
        if self._files < _ROUNDS * self.count or spent < self._shortest:
            return
        rate, idle = self._moved / spent, self._waited / spent
        self._begin(now)
        if self._before is not None and rate < self._before[1] * _GAIN:
            self.count, self._before = self._before[0], None
            self._step, self._hold_until = _LATER_STEP, now + _HOLD
            return
        self._before = None
        if idle > _IDLE and self.count < self.most and now >= self._hold_until:
            self._before = (self.count, rate)
            self.count = min(self._step * self.count, self.most)

    def wait(self, seconds: float) -> None:
        """Record seconds without work."""
        self._waited += seconds

    def limit(self, most: int) -> None:
        """Lower the maximum number."""
        self.most = max(1, min(self.most, most))
        if self.count > self.most:
            self.count, self._before = self.most, None

    def _begin(self, now: float) -> None:
        self._began = now
        self._files = 0
        self._moved = 0
        self._waited = 0.0
