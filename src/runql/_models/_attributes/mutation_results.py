"""Errors of mutations that changed nothing or returned nothing."""

from __future__ import annotations

from runql.errors import ApiError, AuthenticationError, ProtocolError

__all__ = ["check_done", "empty_response", "unknown_key"]


def check_done(success: bool | None, operation: str, what: str) -> None:
    """Check that the server carried out a change.

    Raises:
        ApiError: If the server reports that it did not.
    """
    if not success:
        raise ApiError(
            f"The server did not {what}, and returned no error message.",
            hint="Read the current state; another user may have changed it in the meantime.",
            operation=operation,
        )


def empty_response(operation: str, what: str) -> ProtocolError:
    """Return the error for a mutation whose response lacks the object."""
    return ProtocolError(
        f"The server returned no {what} and no error message.",
        hint="The change may have been applied. Read the current state before you retry.",
        operation=operation,
    )


def unknown_key(operation: str) -> AuthenticationError:
    """Return the error for an API key that the server does not know."""
    return AuthenticationError(
        "The server does not know this API key.",
        hint="Check WANDB_API_KEY and WANDB_BASE_URL: an API key is valid for one server only.",
        operation=operation,
    )
