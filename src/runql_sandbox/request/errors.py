"""Refusals with the statuses and words of the public server.

An error of one field carries its status here, because the public server gives the whole response that status. The code
`PERMISSION_ERROR` is the only one that it is known to send.
"""

from __future__ import annotations

from typing import Final

from graphql import GraphQLError

__all__ = ["Refusal", "conflict", "denied", "invalid", "not_found", "unserved"]

PERMISSION_ERROR: Final = "PERMISSION_ERROR"


class Refusal(GraphQLError):
    """An error that a resolver raises on purpose.

    Attributes:
        status: HTTP status of the response.
        located: Whether the response names the path of the field.
    """

    def __init__(
        self, message: str, status: int, *, code: str | None = None, located: bool = True
    ) -> None:
        super().__init__(message, extensions=None if code is None else {"code": code})
        self.status = status
        self.located = located


def invalid(message: str, *, located: bool = True) -> Refusal:
    """Return the error for input that the server does not accept."""
    return Refusal(message, 400, located=located)


def not_found(what: str) -> Refusal:
    """Return the error for a thing that does not exist, or that the user may not see."""
    return Refusal(f"{what} not found", 404)


def conflict(message: str) -> Refusal:
    """Return the error for a thing that exists already."""
    return Refusal(message, 409)


def denied() -> Refusal:
    """Return the error for what the user may not do; the public server gives no reason."""
    return Refusal("permission denied", 403, code=PERMISSION_ERROR)


def unserved(name: str) -> Refusal:
    """Return the error for a field of the schema that has no resolver."""
    return Refusal(f"{name} is not served by this sandbox", 400)
