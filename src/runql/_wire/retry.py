"""Retry decisions: whether to retry, and after which delay."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Final

from runql.errors import (
    ApiError,
    ConnectError,
    RateLimitError,
    RequestTimeoutError,
    RunQLError,
    ServerError,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql.settings import RetryPolicy

__all__ = ["GAVE_UP", "Attempt", "CallBudget", "retry_delay"]

GAVE_UP: Final = (502, 504)
"""Statuses of servers and gateways that timed out on a heavy request."""

_MOST_REQUESTED: Final = 600.0
"""Maximum delay in seconds that a server can request if a call has no total timeout."""


@dataclass(slots=True)
class CallBudget:
    """Attempts and time that one call has used, including all requests for it.

    A page that is requested again in halves is one call, so the limits of the settings apply to all its requests.

    Attributes:
        started: Start time on the monotonic clock.
        attempts: Attempts so far.
        spent: Whether no further attempt is allowed.
        extra: Seconds that extend the total timeout, for a large file.
    """

    started: float = field(default_factory=monotonic)
    attempts: int = 0
    spent: bool = False
    extra: float = 0.0

    def elapsed(self) -> float:
        """Return the seconds since the start."""
        return monotonic() - self.started

    def limit(self, total: float | None) -> float | None:
        """Return the maximum seconds for the call; None for no limit."""
        return None if total is None else total + self.extra

    def close_if_spent(self, most: int, total: float | None) -> None:
        """Update `spent` from the attempts and the time."""
        limit = self.limit(total)
        late = limit is not None and self.elapsed() >= limit
        self.spent = self.attempts >= most or late


@dataclass(frozen=True, slots=True)
class Attempt:
    """A failed attempt.

    Attributes:
        number: Attempts so far, including this one.
        elapsed: Seconds since the first attempt began.
        total: Maximum seconds for the call; None for no limit.
        repeatable: Whether the request can be sent twice without harm: queries and idempotent mutations.
        divisible: Whether the caller can request less, which is better than waiting again.
        same: Attempts so far of the identical request.
    """

    number: int
    elapsed: float
    total: float | None
    repeatable: bool
    divisible: bool = False
    same: int = 1


def retry_delay(
    policy: RetryPolicy, error: RunQLError, attempt: Attempt, chance: Callable[[], float]
) -> float | None:
    """Return the seconds to wait before the next attempt; None to stop.

    Mutations that are not idempotent are retried only if the server cannot have executed them: the
    connection failed, or the server refused the request because of its rate limit.

    Args:
        policy: Maximum attempts and delays.
        error: Error of the attempt.
        attempt: The failed attempt.
        chance: Function that returns a random number between 0 and 1.
    """
    if not error.retryable or attempt.number >= policy.max_attempts:
        return None
    if attempt.divisible and _is_heavy(error, attempt.same):
        return None
    if not attempt.repeatable and not isinstance(error, ConnectError | RateLimitError):
        return None
    requested = error.retry_after if isinstance(error, ApiError) else None
    # A delay of zero, or a date in the past by another clock, would send all attempts at once.
    if not requested:
        doubled = policy.first_wait * 2.0 ** min(attempt.number - 1, 30)
        wait = min(doubled, policy.longest_wait) * (1 + policy.jitter * chance())
        wait = min(wait, policy.longest_wait)
    else:
        wait = requested
    bound = attempt.total if attempt.total is not None else attempt.elapsed + _MOST_REQUESTED
    return wait if attempt.elapsed + wait < bound else None


def _is_heavy(error: RunQLError, tries: int) -> bool:
    """Return whether a smaller request is more likely to succeed than the same one again."""
    if isinstance(error, RequestTimeoutError):
        return True
    return isinstance(error, ServerError) and error.status in GAVE_UP and tries > 1
