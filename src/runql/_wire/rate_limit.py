"""Limits on requests: those of the server, and one that a program sets for a block of its own."""

from __future__ import annotations

import math
import threading
from contextvars import ContextVar, Token, copy_context
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from runql.errors import RequestLimitError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType
    from typing import Self

__all__ = ["Pacer", "RequestLimit", "count_request", "with_limits"]

P = ParamSpec("P")
R = TypeVar("R")

_current: ContextVar[RequestLimit | None] = ContextVar("runql_request_limit", default=None)


class RequestLimit:
    """Count the HTTP requests of a block, and refuse those beyond a limit.

    It counts what every client sends in the block, tries again and redirects included, in the
    current thread or task and in those that it starts for the work. In a block within a block a
    request counts for both.

    Attributes:
        most: Requests that may be sent; None counts only.
        used: Requests that were sent so far.

    Example:
        ```python
        with RequestLimit(20) as limit:
            runs = api.runs("entity/project").all()
        print(limit.used)
        ```
    """

    def __init__(self, most: int | None = None) -> None:
        """Set the limit; it counts in a `with` block.

        Args:
            most: Requests that may be sent; None counts only.

        Raises:
            UsageError: If it is below 1.
        """
        if most is not None and (isinstance(most, bool) or most < 1):
            raise UsageError(f"RequestLimit(most) must be at least 1, got {most!r}.")
        self.most = most
        self.used: int = 0
        self._lock = threading.Lock()
        self._above: RequestLimit | None = None
        self._token: Token[RequestLimit | None] | None = None

    def __enter__(self) -> Self:
        self._above = _current.get()
        self._token = _current.set(self)
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._token is not None:
            _current.reset(self._token)
            self._token = None

    def _take(self, operation: str) -> None:
        if self._above is not None:
            self._above._take(operation)
        with self._lock:
            if self.most is not None and self.used >= self.most:
                raise RequestLimitError(
                    f"{operation} was not sent: {self.most} requests, the limit of this block, were sent before.",
                    hint="Raise the limit, or request less: fewer runs, keys or rows.",
                )
            self.used += 1

    def __repr__(self) -> str:
        return f"<RequestLimit {self.used} of {'any number' if self.most is None else self.most}>"


def count_request(operation: str) -> None:
    """Count a request that is about to be sent.

    Args:
        operation: What to call it in an error.

    Raises:
        RequestLimitError: If the limit of the block is reached.
    """
    limit = _current.get()
    if limit is not None:
        limit._take(operation)


def with_limits(work: Callable[P, R]) -> Callable[P, R]:
    """Return work for another thread, whose requests count in the current block."""
    context = copy_context()

    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        """Run in the context of the thread that passed the work on."""
        return context.copy().run(work, *args, **kwargs)

    return run


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
