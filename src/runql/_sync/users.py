# Generated from src/runql/_async/users.py by `make generate`. Do not edit.

"""The user behind the API key."""

from __future__ import annotations

from runql_graphql.ops import users as ops

from runql._models.user import Viewer, found_viewer
from runql._sync.base import ApiBase

__all__ = ["UsersApi"]


class UsersApi(ApiBase):
    """Users, from the front door."""

    @property
    def viewer(self) -> Viewer:
        """The user whose API key is used.

        Raises:
            AuthenticationError: The server does not know the API key.

        Requests: One.
        """
        return found_viewer(self._session.send(ops.get_viewer()))

    @property
    def default_entity(self) -> str | None:
        """The entity that paths without one mean: the settings' entity, else the viewer's own.

        Raises:
            AuthenticationError: The server does not know the API key.

        Requests: None when the settings name an entity; else one.
        """
        return self._entity or self.viewer.entity
