# Generated from queries/server.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/server.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls import AsyncSender
from ..ops import server as _ops

if TYPE_CHECKING:
    from ..get_server_info import GetServerInfo

__all__ = ["AsyncServerMethods"]


class AsyncServerMethods:
    """Operations of queries/server.graphql."""

    _sender: AsyncSender

    async def get_server_info(self) -> GetServerInfo:
        """Feature switches of the server; a name that is absent counts as off.

        Source: query GetServerInfo in queries/server.graphql.
        """
        return await self._sender.send(_ops.get_server_info())
