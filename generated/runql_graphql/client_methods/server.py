# Generated from queries/server.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/server.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls import Sender
from ..ops import server as _ops

if TYPE_CHECKING:
    from ..get_rate_limits import GetRateLimits
    from ..get_server_info import GetServerInfo
    from ..get_server_version import GetServerVersion

__all__ = ["ServerMethods"]


class ServerMethods:
    """Operations of queries/server.graphql."""

    _sender: Sender

    def get_server_info(self) -> GetServerInfo:
        """List the feature flags of the server.

        Source: query GetServerInfo in queries/server.graphql.
        """
        return self._sender.send(_ops.get_server_info())

    def get_server_version(self) -> GetServerVersion:
        """Get the version of a self-hosted server, and the SDK versions that it supports.

        Source: query GetServerVersion in queries/server.graphql.
        """
        return self._sender.send(_ops.get_server_version())

    def get_rate_limits(self) -> GetRateLimits:
        """Get the rate limits of the viewer's default entity.

        Source: query GetRateLimits in queries/server.graphql.
        """
        return self._sender.send(_ops.get_rate_limits())
