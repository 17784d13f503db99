"""Changes that need several requests, some of which may fail."""

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
    """Return whether an error applies to every other object as well.

    A refused permission applies to one object only if others were changed, for example when an
    alias is protected.
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
    """Return the error for a change that was partially applied."""
    done = tuple(finished)
    error = PartialUpdateError(message, hint=hint, failures=failures, done=len(done))
    error.finished, error.remaining = done, tuple(remaining)
    return error
