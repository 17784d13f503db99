# Generated from queries/users.graphql by `make generate`. Do not edit.

"""Calls of queries/users.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..calls import Call, Operation
from ..documents import users as _users

if TYPE_CHECKING:
    from ..get_viewer import GetViewer

__all__ = [
    "GET_VIEWER",
    "get_viewer",
]

GET_VIEWER: Final[Operation[GetViewer]] = Operation(
    name="GetViewer",
    kind="query",
    model=".get_viewer:GetViewer",
    document=Operation.join(
        _users.GET_VIEWER, _users.EntityFields, _users.UserFields, _users.ViewerFields
    ),
    arguments={},
)


def get_viewer() -> Call[GetViewer]:
    """The user whose API key is sent; null when the key is unknown to the server.

    Source: query GetViewer in queries/users.graphql.
    """
    return Call(GET_VIEWER, {})
