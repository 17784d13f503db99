# Generated from src/runql/_async/accounts/api.py by `make generate`. Do not edit.

"""Users, teams and organizations, listed, fetched and made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops.accounts import organizations as organization_ops
from runql_graphql.ops.accounts import teams as team_ops
from runql_graphql.ops.accounts import users as ops

from runql._models._attributes.mutation_results import check_done
from runql._models._attributes.text_lists import check_kind, required_text
from runql._paging.pages import Listing, PageWindow
from runql._sync._client.api_base import ApiBase
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql._models.accounts.users import Account, ApiKey, NewApiKey, Viewer
    from runql._sync.accounts.organizations import Organization
    from runql._sync.accounts.teams import Team
    from runql._sync.accounts.users import ApiKeys, Users

__all__ = ["OrganizationsApi", "TeamsApi", "UsersApi"]


class OrganizationsApi(ApiBase):
    """`Api` methods for organizations."""

    def organizations(self) -> list[Organization]:
        """Return the organizations that the viewer belongs to.

        Raises:
            AuthenticationError: If the server does not know the API key.

        Requests: One.
        """
        from runql._models.accounts.organizations import own_organizations
        from runql._sync.accounts.organizations import Organization

        response = self._session.send(organization_ops.list_viewer_organizations())
        return [Organization(self._session, each) for each in own_organizations(response)]

    def organization(self, name: str | None = None) -> Organization:
        """Fetch an organization.

        Args:
            name: Name of the organization; None means the only one of the viewer.

        Raises:
            NotFoundError: If there is none that the API key may see.
            UsageError: If no name was given, and the viewer belongs to several; names them.

        Requests: One.
        """
        from runql._models.accounts.organizations import (
            found_organization,
            only_organization,
            own_organizations,
        )
        from runql._sync.accounts.organizations import Organization

        if name is None:
            response = self._session.send(organization_ops.list_viewer_organizations())
            return Organization(self._session, only_organization(own_organizations(response)))
        found = self._session.send(organization_ops.get_organization(name=name))
        return Organization(self._session, found_organization(found, name))


class TeamsApi(ApiBase):
    """`Api` methods for teams."""

    def team(self, name: str) -> Team:
        """Fetch a team with its members and invitations.

        Args:
            name: Name of the team.

        Raises:
            UsageError: If the name is invalid; nothing was sent.
            NotFoundError: If the team does not exist, or the API key has no access to it.

        Requests: One.

        Examples:
            >>> team = api.team("demo")
            >>> [member.username for member in team.members if member.role == "admin"]
            ['sandbox']
        """
        from runql._models.accounts.teams import check_team_name, found_team
        from runql._sync.accounts.teams import Team

        response = self._session.send(team_ops.get_team(name=check_team_name(name)))
        return Team(self._session, found_team(response, name))

    def create_team(self, name: str, *, admin: str | None = None) -> Team:
        """Make a team.

        Args:
            name: Name of the team: letters, digits, dashes and underscores.
            admin: Name of the user who administers it; None means the viewer.

        Raises:
            UsageError: If the name is invalid; nothing was sent.
            ConflictError: If there is an entity of that name already.
            NotFoundError: If the user does not exist.
            PermissionDeniedError: If the API key may not make teams, or not for others.

        Requests: Two; the first is not sent again when its fate is unknown.
        """
        from runql._models.accounts.teams import check_team_name, made_team

        call = team_ops.create_team(name=check_team_name(name), admin=admin)
        return self.team(made_team(self._session.send(call)))


class UsersApi(ApiBase):
    """`Api` methods for users."""

    @property
    def viewer(self) -> Viewer:
        """The user whose API key is used.

        Raises:
            AuthenticationError: If the server does not know the API key.

        Requests: One, and none again until this client sends a change.

        Examples:
            >>> viewer = api.viewer
            >>> viewer.username, viewer.teams
            ('sandbox', ('sandbox', 'demo'))
        """
        from runql._models.accounts.users import found_viewer

        remembered, writes = self._session.remembered, self._session.writes
        known: Viewer | None = remembered.get("viewer", writes)
        if known is not None:
            return known
        found = found_viewer(self._session.send(ops.get_viewer()))
        return remembered.keep("viewer", writes, found)

    @property
    def default_entity(self) -> str | None:
        """The entity that paths without one mean: the settings' entity, else the viewer's own.

        Raises:
            AuthenticationError: If the server does not know the API key.

        Requests: None when the settings name an entity; else one.
        """
        return self._entity or self.viewer.entity

    def user(self, name: str) -> Account:
        """Fetch a user by name; administrators of the server also by e-mail address.

        Args:
            name: Name in paths, or the e-mail address of the account.

        Raises:
            UsageError: If the name is empty; nothing was sent.
            NotFoundError: If the user does not exist.
            PermissionDeniedError: If an e-mail address was given, and the server lets only its
                administrators search.

        Requests: One; for an e-mail address one per page of those that begin with it.
        """
        from runql._models.accounts.users import account_with_address, found_account

        if not required_text(name, "name").strip():
            raise UsageError("The user's name is empty.", hint="Pass a name or an e-mail address.")
        if "@" in name:
            return account_with_address(self.users(name.strip()).all(), name.strip())
        return found_account(self._session.send(ops.get_user(username=name)), name)

    def users(
        self,
        query: str | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> Users:
        """Search users: those of your organizations, or all of the server if you administer it.

        Args:
            query: Beginning of the name or e-mail address; None for all users.
            per_page: Users per request; None begins with 50, and requests more each time.
            limit: Users after which the list ends; None for all.
            after: The `cursor` of an earlier list, to continue after it.

        Raises:
            PermissionDeniedError: If the server lets only its administrators search; raised by the
                first page.

        Requests: None until iterated; then one per page.
        """
        from runql._models.accounts.users import listed_accounts
        from runql._sync.accounts.users import Users, user_key

        call = ops.search_users(query=query)
        return Users(
            self._session,
            Listing(call, listed_accounts, user_key, PageWindow(per_page, limit, after)),
        )

    def create_user(self, email: str, *, admin: bool = False) -> Account:
        """Make an account on a server of one's own, for its administrators.

        Args:
            email: Address of the account; the server derives the name from it.
            admin: Whether the user administers the server.

        Raises:
            UsageError: If the e-mail address is invalid; nothing was sent.
            ConflictError: If there is such an account already.
            PermissionDeniedError: If the API key is not an administrator's.

        Requests: One, which is not sent again when its fate is unknown.
        """
        from runql._models.accounts.users import check_address, made_account

        call = ops.create_user(email=check_address(email), admin=admin)
        return made_account(self._session.send(call))

    def api_keys(
        self, *, per_page: int | None = None, limit: int | None = None, after: str | None = None
    ) -> ApiKeys:
        """List the keys of the viewer, masked; each call reads them again.

        Args:
            per_page: Keys per request; None begins with 50, and requests more each time.
            limit: Keys after which the list ends; None for all.
            after: The `cursor` of an earlier list, to continue after it.

        Raises:
            AuthenticationError: If the server does not know the API key; raised by the first page.
            PermissionDeniedError: If the server does not show keys to this client.

        Requests: None until iterated; then one per page.
        """
        from runql._models.accounts.users import listed_keys
        from runql._sync.accounts.users import ApiKeys, api_key_key

        call = ops.list_api_keys()
        return ApiKeys(
            self._session,
            Listing(call, listed_keys, api_key_key, PageWindow(per_page, limit, after)),
        )

    def generate_api_key(self, description: str | None = None) -> NewApiKey:
        """Make another key for the viewer. Its `secret` is shown this once, and never in a repr.

        Args:
            description: What the key is for.

        Raises:
            PermissionDeniedError: If the account may not make keys.
            TransportError: If no response came: a key may have been made, so look at `api_keys()`
                before trying again.

        Requests: One, which is not sent again when its fate is unknown.
        """
        from runql._models.accounts.users import made_key

        return made_key(self._session.send(ops.generate_api_key(description=description)))

    def delete_api_key(self, key: ApiKey | str) -> None:
        """Revoke a key of the viewer.

        Args:
            key: The key, its id, or its name as `api_keys()` lists it.

        Raises:
            NotFoundError: If the key does not exist.
            UsageError: If several keys have that name.

        Requests: One for a key; for a string also one per page of the account's keys.
        """
        from runql._models.accounts.users import ApiKey, key_named

        if isinstance(key, str):
            key = key_named(self.api_keys().all(), key)
        check_kind(key, ApiKey, "key")
        response = self._session.send(ops.delete_api_key(id=key.id))
        done = response.delete_api_key
        check_done(done.success if done is not None else None, "DeleteApiKey", "revoke the key")
