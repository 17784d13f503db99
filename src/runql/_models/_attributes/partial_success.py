"""Changes that take several requests, of which some may fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql.errors import (
    AuthenticationError,
    PartialUpdateError,
    PermissionDeniedError,
    RateLimitError,
    RequestLimitError,
    RunQLError,
    TransportError,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["concerns_all", "partly_done"]


def concerns_all(error: RunQLError, *, others_done: bool) -> bool:
    """Return whether what failed once would fail for everything else as well.

    Where others were done, a refusal is of one alone: by a protected alias, for instance.
    """
    if isinstance(error, PermissionDeniedError):
        return not others_done
    return isinstance(
        error, AuthenticationError | RateLimitError | RequestLimitError | TransportError
    )


def partly_done(
    message: str,
    *,
    finished: Iterable[str],
    failures: Mapping[str, RunQLError],
    remaining: Iterable[str],
    hint: str,
) -> PartialUpdateError:
    """Return the error for a change of which a part was made."""
    done = tuple(finished)
    error = PartialUpdateError(message, hint=hint, failures=failures, done=len(done))
    error.finished, error.remaining = done, tuple(remaining)
    return error
