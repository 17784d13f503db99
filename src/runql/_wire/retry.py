"""Whether to try again, and when: a decision without a clock."""

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
"""Statuses of servers, and of what is before them, that gave up on a heavy request."""

_MOST_REQUESTED: Final = 600.0
"""Seconds that a server may ask to wait where a call has no limit of time."""


@dataclass(slots=True)
class CallBudget:
    """Tries and time that one call has used, with every request that is made for it.

    A page that is requested again in halves is one call, so the limits of the settings hold for all of it.

    Attributes:
        started: When it began, on the monotonic clock.
        attempts: Tries so far.
        spent: Whether no further try is allowed.
        extra: Seconds that it may take beyond its total, for a large file.
    """

    started: float = field(default_factory=monotonic)
    attempts: int = 0
    spent: bool = False
    extra: float = 0.0

    def elapsed(self) -> float:
        """Return the seconds since it began."""
        return monotonic() - self.started

    def limit(self, total: float | None) -> float | None:
        """Return the seconds that it may take in all; None for no limit."""
        return None if total is None else total + self.extra

    def close_if_spent(self, most: int, total: float | None) -> None:
        """Note whether the tries or the time are used up."""
        limit = self.limit(total)
        late = limit is not None and self.elapsed() >= limit
        self.spent = self.attempts >= most or late


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try that failed.

    Attributes:
        number: Tries so far, this one included.
        elapsed: Seconds since the first one began.
        total: Seconds that the call may take in all; None for no limit.
        repeatable: Whether asking twice does no harm: queries, and mutations that set what is set.
        divisible: Whether less can be requested, which is better than waiting once more.
        same: Tries so far of the very same request.
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
    """Return the seconds to wait before the next try; None to give up.

    What changes something is tried again only when the server cannot have acted: it was not reached,
    or it refused for its rate limit.

    Args:
        policy: How often and how patiently.
        error: Why the try failed.
        attempt: Which try it was.
        chance: Draws a number from 0 to 1.
    """
    if not error.retryable or attempt.number >= policy.max_attempts:
        return None
    if attempt.divisible and _is_heavy(error, attempt.same):
        return None
    if not attempt.repeatable and not isinstance(error, ConnectError | RateLimitError):
        return None
    requested = error.retry_after if isinstance(error, ApiError) else None
    if requested is None:
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
