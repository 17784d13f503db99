"""Holding back before a server has to refuse."""

from __future__ import annotations

import math
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Pacer"]


class Pacer:
    """What one server last said of its rate limit, for every thread and task of a client.

    The protocol gives `RateLimit-Remaining`, in units of its own, and `RateLimit-Reset` in seconds.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open_at = -math.inf

    def note(self, headers: Mapping[str, str], now: float) -> None:
        """Take in the headers of a response that arrived at a moment of the monotonic clock."""
        remaining = _number(headers.get("ratelimit-remaining"))
        reset = _number(headers.get("ratelimit-reset"))
        if remaining is not None and reset is not None and remaining < 1:
            self.close_for(reset, now)

    def close_for(self, seconds: float, now: float) -> None:
        """Hold back everything for some seconds from now."""
        with self._lock:
            self._open_at = max(self._open_at, now + seconds)

    def delay(self, now: float) -> float:
        """Return the seconds to hold a request back."""
        with self._lock:
            return max(0.0, self._open_at - now)

    def __reduce__(self) -> tuple[type[Pacer], tuple[()]]:
        # Another process requests itself.
        return (Pacer, ())


def _number(text: str | None) -> float | None:
    try:
        value = float(text) if text is not None else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None
