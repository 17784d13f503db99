# Generated from queries/server.graphql by `make generate`. Do not edit.

"""Calls of queries/server.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..calls import Call, Operation
from ..documents import server as _server

if TYPE_CHECKING:
    from ..get_server_info import GetServerInfo

__all__ = [
    "GET_SERVER_INFO",
    "get_server_info",
]

GET_SERVER_INFO: Final[Operation[GetServerInfo]] = Operation(
    name="GetServerInfo",
    kind="query",
    model=".get_server_info:GetServerInfo",
    document=Operation.join(
        _server.GET_SERVER_INFO, _server.ServerFeatureFields, _server.ServerInfoFields
    ),
    arguments={},
)


def get_server_info() -> Call[GetServerInfo]:
    """Feature switches of the server; a name that is absent counts as off.

    Source: query GetServerInfo in queries/server.graphql.
    """
    return Call(GET_SERVER_INFO, {})
