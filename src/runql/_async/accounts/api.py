"""`Api` methods that list, fetch and create users, teams and organizations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops.accounts import organizations as organization_ops
from runql_graphql.ops.accounts import teams as team_ops
from runql_graphql.ops.accounts import users as ops

from runql._async._client.api_base import AsyncApiBase
from runql._models._attributes.mutation_results import check_done
from runql._models._attributes.text_lists import check_kind, required_text
from runql._paging.pages import Listing, PageWindow
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql._async.accounts.organizations import AsyncOrganization
    from runql._async.accounts.teams import AsyncTeam
    from runql._async.accounts.users import AsyncApiKeys, AsyncUsers
    from runql._models.accounts.users import Account, ApiKey, NewApiKey, Viewer

__all__ = ["AsyncOrganizationsApi", "AsyncTeamsApi", "AsyncUsersApi"]


class AsyncOrganizationsApi(AsyncApiBase):
    """`AsyncApi` methods for organizations."""

    async def organizations(self) -> list[AsyncOrganization]:
        """Return the organizations that the viewer belongs to.

        Raises:
            AuthenticationError: If the server rejects the API key.

        Requests: One.
        """
        from runql._async.accounts.organizations import AsyncOrganization
        from runql._models.accounts.organizations import own_organizations

        response = await self._session.send(organization_ops.list_viewer_organizations())
        return [AsyncOrganization(self._session, each) for each in own_organizations(response)]

    async def organization(self, name: str | None = None) -> AsyncOrganization:
        """Fetch an organization.

        Args:
            name: Name of the organization; None means the viewer's only organization.

        Raises:
            NotFoundError: If the organization does not exist, or the API key has no access to it.
            UsageError: If name is None, and the viewer belongs to several organizations; the
                message lists them.

        Requests: One.
        """
        from runql._async.accounts.organizations import AsyncOrganization
        from runql._models.accounts.organizations import (
            found_organization,
            only_organization,
            own_organizations,
        )

        if name is None:
            response = await self._session.send(organization_ops.list_viewer_organizations())
            return AsyncOrganization(self._session, only_organization(own_organizations(response)))
        found = await self._session.send(organization_ops.get_organization(name=name))
        return AsyncOrganization(self._session, found_organization(found, name))


class AsyncTeamsApi(AsyncApiBase):
    """`AsyncApi` methods for teams."""

    async def team(self, name: str) -> AsyncTeam:
        """Fetch a team with its members and invitations.

        Args:
            name: Name of the team.

        Raises:
            UsageError: If the name is invalid; nothing was sent.
            NotFoundError: If the team does not exist, or the API key has no access to it.

        Requests: One.

        Examples:
            >>> team = await api.team("demo")
            >>> [member.username for member in team.members if member.role == "admin"]
            ['sandbox']
        """
        from runql._async.accounts.teams import AsyncTeam
        from runql._models.accounts.teams import check_team_name, found_team

        response = await self._session.send(team_ops.get_team(name=check_team_name(name)))
        return AsyncTeam(self._session, found_team(response, name))

    async def create_team(self, name: str, *, admin: str | None = None) -> AsyncTeam:
        """Create a team.

        Args:
            name: Name of the team: letters, digits, dashes and underscores.
            admin: Name of the user who becomes its admin; None means the viewer.

        Raises:
            UsageError: If the name is invalid; nothing was sent.
            ConflictError: If an entity of that name exists.
            NotFoundError: If the user does not exist.
            PermissionDeniedError: If the API key has no permission to create teams, or to create
                teams for other users.

        Requests: Two; the first is not retried if its outcome is unknown.
        """
        from runql._models.accounts.teams import check_team_name, made_team

        call = team_ops.create_team(name=check_team_name(name), admin=admin)
        return await self.team(made_team(await self._session.send(call)))


class AsyncUsersApi(AsyncApiBase):
    """`AsyncApi` methods for users."""

    @property
    async def viewer(self) -> Viewer:
        """The user that the API key belongs to.

        Raises:
            AuthenticationError: If the server rejects the API key.

        Requests: One; later reads send none until this client sends a change.

        Examples:
            >>> viewer = await api.viewer
            >>> viewer.username, viewer.teams
            ('sandbox', ('sandbox', 'demo'))
        """
        from runql._models.accounts.users import found_viewer

        remembered, writes = self._session.remembered, self._session.writes
        known: Viewer | None = remembered.get("viewer", writes)
        if known is not None:
            return known
        found = found_viewer(await self._session.send(ops.get_viewer()))
        return remembered.keep("viewer", writes, found)

    @property
    async def default_entity(self) -> str | None:
        """The entity of paths that name none: the settings' entity, or else the viewer's own.

        Raises:
            AuthenticationError: If the server rejects the API key.

        Requests: None if the settings have an entity; otherwise one.
        """
        return self._entity or (await self.viewer).entity

    async def user(self, name: str) -> Account:
        """Fetch a user by name; server admins can also pass an e-mail address.

        Args:
            name: Username as in paths, or the e-mail address of the account.

        Raises:
            UsageError: If the name is empty; nothing was sent.
            NotFoundError: If the user does not exist.
            PermissionDeniedError: If name is an e-mail address, and the server allows only its
                admins to search.

        Requests: One; for an e-mail address one per page of the accounts that begin with it.
        """
        from runql._models.accounts.users import account_with_address, found_account

        if not required_text(name, "name").strip():
            raise UsageError(
                "name must not be empty. Nothing was sent.",
                hint="Pass a username or an e-mail address.",
            )
        if "@" in name:
            return account_with_address(await self.users(name.strip()).all(), name.strip())
        return found_account(await self._session.send(ops.get_user(username=name)), name)

    def users(
        self,
        query: str | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> AsyncUsers:
        """Search users of your organizations; server admins search all users of the server.

        Args:
            query: Beginning of the username or e-mail address; None for all users.
            per_page: Users per request; None starts with 50 and grows.
            limit: Maximum number of users; None for all.
            after: The `cursor` of an earlier list, to continue after it.

        Raises:
            PermissionDeniedError: If the server allows only its admins to search; raised by the
                first page.

        Requests: None until iterated; then one per page.
        """
        from runql._async.accounts.users import AsyncUsers, user_key
        from runql._models.accounts.users import listed_accounts

        call = ops.search_users(query=query)
        return AsyncUsers(
            self._session,
            Listing(call, listed_accounts, user_key, PageWindow(per_page, limit, after)),
        )

    async def create_user(self, email: str, *, admin: bool = False) -> Account:
        """Create an account on a self-managed server; requires a server admin.

        Args:
            email: E-mail address of the account; the server derives the username from it.
            admin: Whether the user becomes a server admin.

        Raises:
            UsageError: If the e-mail address is invalid; nothing was sent.
            ConflictError: If an account with that e-mail address exists.
            PermissionDeniedError: If the API key does not belong to a server admin.

        Requests: One, which is not retried if its outcome is unknown.
        """
        from runql._models.accounts.users import check_address, made_account

        call = ops.create_user(email=check_address(email), admin=admin)
        return made_account(await self._session.send(call))

    def api_keys(
        self, *, per_page: int | None = None, limit: int | None = None, after: str | None = None
    ) -> AsyncApiKeys:
        """List the viewer's API keys, masked; each call reads them again.

        Args:
            per_page: Keys per request; None starts with 50 and grows.
            limit: Maximum number of keys; None for all.
            after: The `cursor` of an earlier list, to continue after it.

        Raises:
            AuthenticationError: If the server rejects the API key; raised by the first page.
            PermissionDeniedError: If the server does not list keys for this client.

        Requests: None until iterated; then one per page.
        """
        from runql._async.accounts.users import AsyncApiKeys, api_key_key
        from runql._models.accounts.users import listed_keys

        call = ops.list_api_keys()
        return AsyncApiKeys(
            self._session,
            Listing(call, listed_keys, api_key_key, PageWindow(per_page, limit, after)),
        )

    async def generate_api_key(self, description: str | None = None) -> NewApiKey:
        """Create another API key for the viewer.

        `secret` of the returned key is available only here, and never appears in a repr.

        Args:
            description: Purpose of the key.

        Raises:
            PermissionDeniedError: If the account has no permission to create keys.
            TransportError: If no response arrived. The server may have created a key: check
                `api_keys()` before you retry.

        Requests: One, which is not retried if its outcome is unknown.
        """
        from runql._models.accounts.users import made_key

        return made_key(await self._session.send(ops.generate_api_key(description=description)))

    async def delete_api_key(self, key: ApiKey | str) -> None:
        """Revoke an API key of the viewer.

        Args:
            key: The key, its ID, or its name as listed by `api_keys()`.

        Raises:
            NotFoundError: If the key does not exist.
            UsageError: If several keys have that name.

        Requests: One for a key object; for a string also one per page of the account's keys.
        """
        from runql._models.accounts.users import ApiKey, key_named

        if isinstance(key, str):
            key = key_named(await self.api_keys().all(), key)
        check_kind(key, ApiKey, "key")
        response = await self._session.send(ops.delete_api_key(id=key.id))
        done = response.delete_api_key
        check_done(done.success if done is not None else None, "DeleteApiKey", "revoke the key")
