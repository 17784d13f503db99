"""The user behind the API key."""

from __future__ import annotations

from runql_graphql.ops import users as ops

from runql._async.base import AsyncApiBase
from runql._models.user import Viewer, found_viewer

__all__ = ["AsyncUsersApi"]


class AsyncUsersApi(AsyncApiBase):
    """Users, from the front door."""

    @property
    async def viewer(self) -> Viewer:
        """The user whose API key is used.

        Raises:
            AuthenticationError: The server does not know the API key.

        Requests: One.
        """
        return found_viewer(await self._session.send(ops.get_viewer()))

    @property
    async def default_entity(self) -> str | None:
        """The entity that paths without one mean: the settings' entity, else the viewer's own.

        Raises:
            AuthenticationError: The server does not know the API key.

        Requests: None when the settings name an entity; else one.
        """
        return self._entity or (await self.viewer).entity
