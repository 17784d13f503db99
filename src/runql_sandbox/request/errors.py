"""Errors with the HTTP statuses and messages of the public server.

The error of a field carries an HTTP status, because the public server uses it for the whole response. The code
`PERMISSION_ERROR` is the only one that the public server is known to send.
"""

from __future__ import annotations

from typing import Final

from graphql import GraphQLError

__all__ = ["Refusal", "conflict", "denied", "invalid", "not_found", "unserved"]

PERMISSION_ERROR: Final = "PERMISSION_ERROR"


class Refusal(GraphQLError):
    """An error that a resolver raises deliberately.

    Attributes:
        status: HTTP status of the response.
        located: Whether the response contains the path of the field.
    """

    def __init__(
        self, message: str, status: int, *, code: str | None = None, located: bool = True
    ) -> None:
        super().__init__(message, extensions=None if code is None else {"code": code})
        self.status = status
        self.located = located


def invalid(message: str, *, located: bool = True) -> Refusal:
    """Return the error for invalid input."""
    return Refusal(message, 400, located=located)


def not_found(what: str) -> Refusal:
    """Return the error for an object that does not exist or that the user cannot see."""
    return Refusal(f"{what} not found", 404)


def conflict(message: str) -> Refusal:
    """Return the error for an object that already exists."""
    return Refusal(message, 409)


def denied() -> Refusal:
    """Return the error for missing permissions. The public server gives no reason."""
    return Refusal("permission denied", 403, code=PERMISSION_ERROR)


def unserved(name: str) -> Refusal:
    """Return the error for a schema field that has no resolver."""
    return Refusal(f"{name} is not served by this sandbox", 400)
