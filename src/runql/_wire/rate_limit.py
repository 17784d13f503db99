"""Limits on requests: the server's rate limit, and a limit that a program sets for a block."""

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
    """Counts the HTTP requests of a block, and raises an error beyond a limit.

    The limit counts the requests of all clients in the block, including retries and redirects, in
    the current thread or task and in those that runql starts for the work. In nested blocks, a
    request counts for all of them.

    Attributes:
        most: Maximum number of requests; None only counts.
        used: Number of requests that were sent so far.

    Example:
        ```python
        with RequestLimit(20) as limit:
            runs = api.runs("entity/project").all()
        print(limit.used)
        ```
    """

    def __init__(self, most: int | None = None) -> None:
        """Set the limit; it applies in a `with` block.

        Args:
            most: Maximum number of requests; None only counts.

        Raises:
            UsageError: If `most` is not an integer of at least 1.
        """
        if most is not None and (
            isinstance(most, bool) or not hasattr(most, "__index__") or most < 1
        ):
            raise UsageError(f"RequestLimit(most) must be an integer of at least 1, got {most!r}.")
        self.most = most
        self.used: int = 0
        self._lock = threading.Lock()
        self._above: RequestLimit | None = None
        self._token: Token[RequestLimit | None] | None = None

    def __enter__(self) -> Self:
        if self._token is not None:
            raise UsageError(
                "This RequestLimit is already used by a block that has not ended.",
                hint="Create a RequestLimit for each block. A request counts for all nested blocks.",
            )
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
        with self._lock:
            if self.most is not None and self.used >= self.most:
                raise RequestLimitError(
                    f"{operation} was not sent: the limit of this block, {self.most} requests, is reached.",
                    hint="Raise the limit of RequestLimit(), or request fewer runs, keys or rows.",
                )
            self.used += 1
        if self._above is None:
            return
        try:
            self._above._take(operation)
        except RequestLimitError:
            # The request is not sent, so it does not count.
            with self._lock:
                self.used -= 1
            raise

    def __repr__(self) -> str:
        return f"<RequestLimit {self.used} of {'any number' if self.most is None else self.most}>"


def count_request(operation: str) -> None:
    """Count a request that is about to be sent.

    Args:
        operation: Name for errors.

    Raises:
        RequestLimitError: If the limit of the block is reached.
    """
    limit = _current.get()
    if limit is not None:
        limit._take(operation)


def with_limits(work: Callable[P, R]) -> Callable[P, R]:
    """Wrap work for another thread so that its requests count in the current block."""
    context = copy_context()

    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        """Run in the context of the thread that wrapped the work."""
        return context.copy().run(work, *args, **kwargs)

    return run


class Pacer:
    """The last reported rate limit of one server, shared by all threads and tasks of a client.

    Servers send `RateLimit-Remaining` in their own units, and `RateLimit-Reset` in seconds.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open_at = -math.inf

    def note(self, headers: Mapping[str, str], now: float) -> None:
        """Record the headers of a response that arrived at a time of the monotonic clock."""
        remaining = _number(headers.get("ratelimit-remaining"))
        reset = _number(headers.get("ratelimit-reset"))
        if remaining is not None and reset is not None and remaining < 1:
            self.close_for(reset, now)

    def close_for(self, seconds: float, now: float) -> None:
        """Delay all requests by a number of seconds from now."""
        with self._lock:
            self._open_at = max(self._open_at, now + seconds)

    def delay(self, now: float) -> float:
        """Return the seconds to delay a request."""
        with self._lock:
            return max(0.0, self._open_at - now)

    def __reduce__(self) -> tuple[type[Pacer], tuple[()]]:
        # Another process starts without a delay, and learns the limit from its own responses.
        return (Pacer, ())


def _number(text: str | None) -> float | None:
    try:
        value = float(text) if text is not None else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None
