# Generated from queries/server.graphql by `make generate`. Do not edit.

"""Calls of queries/server.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..calls import Call, Operation
from ..documents import server as _server

if TYPE_CHECKING:
    from ..get_rate_limits import GetRateLimits
    from ..get_server_info import GetServerInfo
    from ..get_server_version import GetServerVersion

__all__ = [
    "GET_RATE_LIMITS",
    "GET_SERVER_INFO",
    "GET_SERVER_VERSION",
    "get_rate_limits",
    "get_server_info",
    "get_server_version",
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
    """List the feature flags of the server.

    Source: query GetServerInfo in queries/server.graphql.
    """
    return Call(GET_SERVER_INFO, {})


GET_SERVER_VERSION: Final[Operation[GetServerVersion]] = Operation(
    name="GetServerVersion",
    kind="query",
    model=".get_server_version:GetServerVersion",
    document=Operation.join(
        _server.GET_SERVER_VERSION, _server.LocalVersionFields, _server.ServerVersionFields
    ),
    arguments={},
)


def get_server_version() -> Call[GetServerVersion]:
    """Get the version of a self-hosted server, and the SDK versions that it supports.

    Source: query GetServerVersion in queries/server.graphql.
    """
    return Call(GET_SERVER_VERSION, {})


GET_RATE_LIMITS: Final[Operation[GetRateLimits]] = Operation(
    name="GetRateLimits",
    kind="query",
    model=".get_rate_limits:GetRateLimits",
    document=Operation.join(_server.GET_RATE_LIMITS, _server.RateLimitFields),
    arguments={},
)


def get_rate_limits() -> Call[GetRateLimits]:
    """Get the rate limits of the viewer's default entity.

    Source: query GetRateLimits in queries/server.graphql.
    """
    return Call(GET_RATE_LIMITS, {})
