"""Users and their API keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import MINYEAR
from typing import TYPE_CHECKING, Final

from runql._display.cards import Card, kind_of
from runql._display.objects import Displayed
from runql._models._attributes.mutation_results import empty_response, unknown_key
from runql._models._attributes.text_lists import required_text
from runql._paging.pages import Page
from runql._wandb_names.attributes import WandbNames
from runql._wandb_names.keys import ReadByKey
from runql._wire.schema_requirements import missing_part
from runql.errors import NotFoundError, PermissionDeniedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from runql_graphql.create_user import CreateUser
    from runql_graphql.fragments.accounts.users import (
        AccountFields,
        ApiKeyFields,
        UserFields,
        ViewerFields,
    )
    from runql_graphql.generate_api_key import GenerateApiKey
    from runql_graphql.get_user import GetUser
    from runql_graphql.get_viewer import GetViewer
    from runql_graphql.list_api_keys import ListApiKeys
    from runql_graphql.search_users import SearchUsers

__all__ = ["Account", "ApiKey", "NewApiKey", "User", "Viewer", "found_viewer"]

_SHOWN: Final = 6
_SECRET_LENGTH: Final = 20


class User(Displayed, ReadByKey, WandbNames):
    """A user, with the attributes that every other user may see.

    Attributes:
        id: Opaque ID.
        name: Full name.
        username: Name in paths; None if the server hides the user.
    """

    def __init__(self, snapshot: UserFields) -> None:
        self.id: str = snapshot.id
        self.name: str = snapshot.name
        self.username: str | None = snapshot.username

    def _card(self) -> Card:
        facts = {
            name: vars(self).get(name)
            for name in ("username", "email", "entity", "teams", "is_admin")
        }
        return Card(kind_of(self), self.name or self.username or "", facts=facts)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.username or self.name}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, User) and other.id == self.id

    def __hash__(self) -> int:
        return hash(self.id)


class Viewer(User):
    """The user whose API key is used.

    Attributes:
        email: E-mail address of the account.
        entity: Default entity, which paths without an entity refer to.
        is_admin: Whether the user administers the server.
        teams: Names of the entities that the user belongs to.
    """

    def __init__(self, snapshot: ViewerFields) -> None:
        super().__init__(snapshot)
        self.email: str | None = snapshot.email
        self.entity: str | None = snapshot.entity
        self.is_admin: bool = bool(snapshot.admin)
        self.teams: tuple[str, ...] = _team_names(snapshot)


class Account(User):
    """A user, with the attributes that server administrators see.

    Other viewers see fewer attributes.

    Attributes:
        email: E-mail address of the account; None if the server does not return it.
        entity: Default entity.
        is_admin: Whether the user administers the server.
        teams: Names of the user's entities that the viewer has access to.
        deleted_at: Time at which the account was closed (aware, UTC); None if it is open.
    """

    def __init__(self, snapshot: AccountFields) -> None:
        super().__init__(snapshot)
        self.email: str | None = snapshot.email
        self.entity: str | None = snapshot.entity
        self.is_admin: bool = bool(snapshot.admin)
        self.teams: tuple[str, ...] = _team_names(snapshot)
        self.deleted_at: datetime | None = snapshot.deleted_at


def _team_names(snapshot: AccountFields | ViewerFields) -> tuple[str, ...]:
    edges = snapshot.teams.edges if snapshot.teams is not None else []
    return tuple(edge.node.name for edge in edges if edge.node is not None)


@dataclass(frozen=True, slots=True)
class KeyDates:
    """Times at which a key was created, last used, and expires.

    Attributes:
        created_at: Time of creation.
        last_used_at: Time of the last use.
        expires_at: Time of expiry.
    """

    created_at: datetime | None
    last_used_at: datetime | None
    expires_at: datetime | None

    @classmethod
    def of(cls, key: ApiKeyFields) -> KeyDates:
        """Return the dates of an API key in a response."""
        return cls(key.created_at, key.last_used_at, key.expires_at)

    def known(self, name: str, moment: datetime | None) -> datetime | None:
        """Return a date.

        Raises:
            UnsupportedError: If the server lacks the field.
        """
        if moment is not None and moment.year == MINYEAR:
            raise missing_part(f"ApiKey.{name}")
        return moment


@dataclass(frozen=True, slots=True)
class ApiKey(Displayed, WandbNames):
    """An API key of the viewer, as listings show it.

    Attributes:
        id: Opaque ID.
        name: The masked key: the beginning that the server returns.
        description: Purpose of the key.
    """

    id: str
    name: str
    description: str | None
    _dates: KeyDates = field(
        default=KeyDates(None, None, None), repr=False, compare=False, kw_only=True
    )

    @property
    def created_at(self) -> datetime | None:
        """Time of the key's creation (aware, UTC). None if the server does not know.

        Raises:
            UnsupportedError: If the server has no `ApiKey.createdAt`, which was first seen in June
                2026.
        """
        return self._dates.known("createdAt", self._dates.created_at)

    @property
    def last_used_at(self) -> datetime | None:
        """Time of the last use (aware, UTC).

        None if the key is unused, or if the server does not know.

        Raises:
            UnsupportedError: If the server has no `ApiKey.lastUsedAt`, which was first seen in June
                2026.
        """
        return self._dates.known("lastUsedAt", self._dates.last_used_at)

    @property
    def expires_at(self) -> datetime | None:
        """Time at which the key expires (aware, UTC). None if it does not expire.

        Raises:
            UnsupportedError: If the server has no `ApiKey.expiresAt`, which was first seen in June
                2026.
        """
        return self._dates.known("expiresAt", self._dates.expires_at)

    def _card(self) -> Card:
        return Card(kind_of(self), masked(self.name), facts={"description": self.description})

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {masked(self.name)} {self.description or ''}".rstrip() + ">"


@dataclass(frozen=True, slots=True, repr=False)
class NewApiKey(ApiKey):
    """An API key that was just created.

    Attributes:
        secret: The key itself, which the server does not return again.
    """

    secret: str


def found_viewer(response: GetViewer) -> Viewer:
    """Return the viewer of a response.

    Raises:
        AuthenticationError: If the server does not know the API key.
    """
    if response.viewer is None:
        raise unknown_key("GetViewer")
    return Viewer(response.viewer)


def masked(secret: str) -> str:
    """Return a key for display; a short one is already masked."""
    return secret if len(secret) < _SECRET_LENGTH else f"{secret[:_SHOWN]}…"


def check_address(email: str) -> str:
    """Return an e-mail address without surrounding spaces.

    Raises:
        UsageError: If the address is invalid.
    """
    name, at, host = required_text(email, "email").strip().partition("@")
    if not (name and at and host) or any(each.isspace() for each in email.strip()):
        raise UsageError(
            f"Invalid e-mail address: {email!r}. No request was sent.",
            hint="Use the form name@host.",
        )
    return email.strip()


def found_account(response: GetUser, name: str) -> Account:
    """Return the user of a response.

    Raises:
        NotFoundError: If the user does not exist, or the viewer has no access.
    """
    if response.user is None:
        raise missing_user(name, "GetUser")
    return Account(response.user)


def account_with_address(accounts: Iterable[Account], email: str) -> Account:
    """Return the user with an e-mail address.

    Raises:
        NotFoundError: If no user has the address.
    """
    wanted = email.casefold()
    found = [each for each in accounts if (each.email or "").casefold() == wanted]
    if not found:
        raise missing_user(email, "SearchUsers")
    return found[0]


def missing_user(name: str, operation: str) -> NotFoundError:
    """Return the error for a user that was not found."""
    return NotFoundError(
        f"User not found: {name!r}. The user does not exist, or this API key has no access.",
        hint="Check the spelling. Server administrators can search with api.users(text).",
        operation=operation,
    )


def made_account(response: CreateUser) -> Account:
    """Return the user that the server created.

    Raises:
        ProtocolError: If the response contains no user.
    """
    user = response.create_user.user if response.create_user is not None else None
    if user is None:
        raise empty_response("CreateUser", "user")
    return Account(user)


def listed_accounts(response: SearchUsers) -> Page[Account]:
    """Return the page of users in a response.

    Raises:
        PermissionDeniedError: If this API key may not search users.
    """
    if response.users is None:
        raise PermissionDeniedError(
            "The server does not let this API key search users: only server administrators may.",
            hint="Use api.user(name) to get one user by name.",
            operation="SearchUsers",
        )
    info = response.users.page_info
    nodes = tuple(Account(edge.node) for edge in response.users.edges if edge.node is not None)
    return Page(nodes, info.end_cursor if info.has_next_page else None, end=info.end_cursor)


def listed_keys(response: ListApiKeys) -> Page[ApiKey]:
    """Return the page of API keys in a response.

    Raises:
        AuthenticationError: If the server does not know the API key.
        PermissionDeniedError: If the server does not list API keys for this client.
    """
    if response.viewer is None:
        raise unknown_key("ListApiKeys")
    keys = response.viewer.api_keys
    if keys is None:
        raise PermissionDeniedError(
            "The server does not list the account's API keys for this client.",
            hint="Open the settings page of the web app to see them.",
            operation="ListApiKeys",
        )
    nodes = tuple(
        ApiKey(edge.node.id, edge.node.name, edge.node.description, _dates=KeyDates.of(edge.node))
        for edge in keys.edges
        if edge.node is not None
    )
    info = keys.page_info
    return Page(nodes, info.end_cursor if info.has_next_page else None, end=info.end_cursor)


def made_key(response: GenerateApiKey) -> NewApiKey:
    """Return the API key that the server created.

    Raises:
        ProtocolError: If the response contains no key, or only a masked one.
    """
    made = response.generate_api_key.api_key if response.generate_api_key is not None else None
    if made is None or len(made.name) < _SECRET_LENGTH:
        raise empty_response("GenerateApiKey", "key")
    dates = KeyDates.of(made)
    return NewApiKey(made.id, masked(made.name), made.description, made.name, _dates=dates)


def key_named(keys: Iterable[ApiKey], name: str) -> ApiKey:
    """Return the API key with a name or an ID.

    Raises:
        NotFoundError: If no key matches; the message shows only the beginning of `name`.
        UsageError: If several keys have the name.
    """
    found = [each for each in keys if name in (each.id, each.name)]
    if not found:
        raise NotFoundError(
            f"API key not found: {masked(name)!r}.",
            hint="api.api_keys() lists your keys. Pass the name or the ID, not the secret.",
            operation="ListApiKeys",
        )
    if len(found) > 1:
        raise UsageError(
            f"{len(found)} API keys have the name {masked(name)!r}.",
            hint="Pass the ApiKey object, or its ID.",
        )
    return found[0]
