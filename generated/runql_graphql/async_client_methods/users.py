# Generated from queries/users.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/users.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls import AsyncSender
from ..ops import users as _ops

if TYPE_CHECKING:
    from ..get_viewer import GetViewer

__all__ = ["AsyncUsersMethods"]


class AsyncUsersMethods:
    """Operations of queries/users.graphql."""

    _sender: AsyncSender

    async def get_viewer(self) -> GetViewer:
        """The user whose API key is sent; null when the key is unknown to the server.

        Source: query GetViewer in queries/users.graphql.
        """
        return await self._sender.send(_ops.get_viewer())
