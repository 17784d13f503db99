"""Refusals with the codes of the public server."""

from __future__ import annotations

from graphql import GraphQLError

__all__ = ["conflict", "denied", "invalid", "not_found"]


def invalid(message: str) -> GraphQLError:
    """Return the error for a value that means nothing."""
    return GraphQLError(message, extensions={"code": "BAD_USER_INPUT"})


def not_found(what: str) -> GraphQLError:
    """Return the error for what is not there, or may not be seen."""
    return GraphQLError(f"{what} not found", extensions={"code": "NOT_FOUND"})


def conflict(message: str) -> GraphQLError:
    """Return the error for what is there already."""
    return GraphQLError(message, extensions={"code": "CONFLICT"})


def denied(message: str) -> GraphQLError:
    """Return the error for what the asking user may not do."""
    return GraphQLError(f"permission denied: {message}", extensions={"code": "PERMISSION_ERROR"})
