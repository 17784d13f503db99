# Generated from queries/accounts/users.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/accounts/users.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calls import UNSET, AsyncSender, Unset
from ...ops.accounts import users as _ops

if TYPE_CHECKING:
    from ...create_user import CreateUser
    from ...delete_api_key import DeleteApiKey
    from ...generate_api_key import GenerateApiKey
    from ...get_user import GetUser
    from ...get_viewer import GetViewer
    from ...list_api_keys import ListApiKeys
    from ...search_users import SearchUsers

__all__ = ["AsyncAccountsUsersMethods"]


class AsyncAccountsUsersMethods:
    """Operations of queries/accounts/users.graphql."""

    _sender: AsyncSender

    async def get_viewer(self) -> GetViewer:
        """Get the user of the API key; null if the server does not know the key.

        Source: query GetViewer in queries/accounts/users.graphql.
        """
        return await self._sender.send(_ops.get_viewer())

    async def get_user(self, *, username: str) -> GetUser:
        """Get a user by name.

        Args:
            username: `String!`.

        Source: query GetUser in queries/accounts/users.graphql.
        """
        return await self._sender.send(_ops.get_user(username=username))

    async def search_users(
        self,
        *,
        query: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> SearchUsers:
        """List users whose name or e-mail address begins with the query; requires a server
        administrator.

        Args:
            query: `String`.
            first: `Int`.
            after: `String`.

        Source: query SearchUsers in queries/accounts/users.graphql.
        """
        return await self._sender.send(_ops.search_users(query=query, first=first, after=after))

    async def create_user(self, *, email: str, admin: bool | None | Unset = UNSET) -> CreateUser:
        """Create a user; requires a server administrator.

        Args:
            email: `String!`.
            admin: `Boolean`.

        Source: mutation CreateUser in queries/accounts/users.graphql.
        """
        return await self._sender.send(_ops.create_user(email=email, admin=admin))

    async def list_api_keys(
        self, *, first: int | None | Unset = UNSET, after: str | None | Unset = UNSET
    ) -> ListApiKeys:
        """List the API keys of the current user, masked.

        Args:
            first: `Int`.
            after: `String`.

        Source: query ListApiKeys in queries/accounts/users.graphql.
        """
        return await self._sender.send(_ops.list_api_keys(first=first, after=after))

    async def generate_api_key(self, *, description: str | None | Unset = UNSET) -> GenerateApiKey:
        """Create an API key for the current user; only this response contains the whole key.

        Args:
            description: `String`.

        Source: mutation GenerateApiKey in queries/accounts/users.graphql.
        """
        return await self._sender.send(_ops.generate_api_key(description=description))

    async def delete_api_key(self, *, id: str) -> DeleteApiKey:
        """Revoke an API key.

        Args:
            id: `String!`.

        Source: mutation DeleteApiKey in queries/accounts/users.graphql.
        """
        return await self._sender.send(_ops.delete_api_key(id=id))
