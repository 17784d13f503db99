"""Errors of mutations that changed nothing or returned nothing."""

from __future__ import annotations

from runql.errors import ApiError, AuthenticationError, ProtocolError

__all__ = ["check_done", "empty_response", "unknown_key"]


def check_done(success: bool | None, operation: str, what: str) -> None:
    """Make sure that the server did what was asked.

    Raises:
        ApiError: If it says that it did not.
    """
    if not success:
        raise ApiError(
            f"The server did not {what}, and returned no error message.",
            hint="Read the state again; an administrator may have changed it in the meantime.",
            operation=operation,
        )


def empty_response(operation: str, what: str) -> ProtocolError:
    """Return the error for a change that was answered without what it made."""
    return ProtocolError(
        f"The server answered {operation} without a {what} and without an error.",
        hint="It may have been made all the same: look before trying again.",
        operation=operation,
    )


def unknown_key(operation: str) -> AuthenticationError:
    """Return the error for a key that the server does not know."""
    return AuthenticationError(
        "The server does not know this API key.",
        hint="Check WANDB_API_KEY and WANDB_BASE_URL: a key is good for one server only.",
        operation=operation,
    )
