"""Whether to try again, and when: a decision without a clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runql.errors import ConnectError, RateLimitError, RequestTimeoutError, RunQLError

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql.settings import RetryPolicy

__all__ = ["Attempt", "retry_delay"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try that failed.

    Attributes:
        number: Tries so far, this one included.
        elapsed: Seconds since the first one began.
        total: Seconds that the call may take in all; None for no limit.
        repeatable: Whether asking twice does no harm: queries, and mutations that set what is set.
        divisible: Whether less can be asked for, which is better than waiting once more.
    """

    number: int
    elapsed: float
    total: float | None
    repeatable: bool
    divisible: bool = False


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
    if attempt.divisible and isinstance(error, RequestTimeoutError):
        return None
    if not attempt.repeatable and not isinstance(error, ConnectError | RateLimitError):
        return None
    requested = error.retry_after if isinstance(error, RateLimitError) else None
    if requested is None:
        doubled = policy.first_wait * 2.0 ** min(attempt.number - 1, 30)
        wait = min(doubled, policy.longest_wait) * (1 + policy.jitter * chance())
        wait = min(wait, policy.longest_wait)
    else:
        wait = requested
    if attempt.total is not None and attempt.elapsed + wait >= attempt.total:
        return None
    return wait
