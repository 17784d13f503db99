# Generated from src/runql/_async/accounts/users.py by `make generate`. Do not edit.

"""The user behind the API key, their keys, and other users."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops.accounts import users as ops

from runql._models._attributes.mutation_results import check_done
from runql._models._attributes.text_lists import check_kind, required_text
from runql._models.accounts.users import (
    Account,
    ApiKey,
    NewApiKey,
    Viewer,
    account_with_address,
    check_address,
    found_account,
    found_viewer,
    key_named,
    listed_accounts,
    listed_keys,
    made_account,
    made_key,
)
from runql._paging.pages import Listing, PageWindow
from runql._sync._client.api_base import ApiBase
from runql._sync._client.lister import Lister
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql._models.accounts.users import User

__all__ = ["ApiKeys", "Users", "UsersApi"]


class Users(Lister[Account]):
    """Users of the server: a lazy list. The server does not count them, so `len` reads them all.

    Requests: One per page as far as the users requested reach.
    """


class ApiKeys(Lister[ApiKey]):
    """Keys of the viewer: a lazy list of what the server shows of them.

    Requests: One per page as far as the keys requested reach.
    """


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
        """Fetch a user by name; administrators of the server also by address.

        Args:
            name: Name in paths, or the address of the account.

        Raises:
            UsageError: If the name is empty; nothing was sent.
            NotFoundError: If the user does not exist.
            PermissionDeniedError: If an address was given, and the server lets only its
                administrators search.

        Requests: One; for an address one per page of those that begin with it.
        """
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
            query: What name or address begins with; None for everybody.
            per_page: Users to request at once; None begins with 50, and requests more each time.
            limit: Users after which the list ends; None for all.
            after: The `cursor` of an earlier list, to continue after it.

        Raises:
            PermissionDeniedError: If the server lets only its administrators search; raised by the
                first page.

        Requests: None until iterated; then one per page.
        """
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
            UsageError: If the address is invalid; nothing was sent.
            ConflictError: If there is such an account already.
            PermissionDeniedError: If the API key is not an administrator's.

        Requests: One, which is not sent again when its fate is unknown.
        """
        call = ops.create_user(email=check_address(email), admin=admin)
        return made_account(self._session.send(call))

    def api_keys(
        self, *, per_page: int | None = None, limit: int | None = None, after: str | None = None
    ) -> ApiKeys:
        """List the keys of the viewer, masked; each call reads them again.

        Args:
            per_page: Keys to request at once; None begins with 50, and requests more each time.
            limit: Keys after which the list ends; None for all.
            after: The `cursor` of an earlier list, to continue after it.

        Raises:
            AuthenticationError: If the server does not know the API key; raised by the first page.
            PermissionDeniedError: If the server does not show keys to this client.

        Requests: None until iterated; then one per page.
        """
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
        if isinstance(key, str):
            key = key_named(self.api_keys().all(), key)
        check_kind(key, ApiKey, "key")
        response = self._session.send(ops.delete_api_key(id=key.id))
        done = response.delete_api_key
        check_done(done.success if done is not None else None, "DeleteApiKey", "revoke the key")


def user_key(user: User) -> str:
    """Return what makes a user themself, wherever they are listed."""
    return user.id


def api_key_key(key: ApiKey) -> str:
    """Return what makes a key itself, wherever it is listed."""
    return key.id
