"""Poll schedules: delays between checks of a state."""

from __future__ import annotations

from dataclasses import dataclass

from runql.errors import UsageError, WaitTimeoutError

__all__ = ["PollSchedule"]


@dataclass(frozen=True, slots=True)
class PollSchedule:
    """Check often at first, then every `poll` seconds, until `timeout` seconds have passed."""

    timeout: float | None
    poll: float

    def __post_init__(self) -> None:
        if not self.poll > 0:  # also NaN
            raise UsageError(f"poll must be above 0 seconds, got {self.poll}.")
        if self.timeout is not None and not self.timeout >= 0:
            raise UsageError(
                f"timeout must be at least 0 seconds, got {self.timeout}.",
                hint="Pass timeout=None to wait without a limit.",
            )

    def next_wait(self, polls: int, elapsed: float, what: str) -> float:
        """Return the seconds until the next check.

        Raises:
            WaitTimeoutError: If the timeout has passed.
        """
        if self.timeout is not None and elapsed >= self.timeout:
            raise WaitTimeoutError(
                f"{what} after {elapsed:.1f} s of waiting.",
                hint="Pass a longer timeout=, or timeout=None to wait without a limit.",
            )
        wait = min(self.poll, 0.25 * 2.0 ** min(polls, 16))
        return wait if self.timeout is None else min(wait, self.timeout - elapsed)
