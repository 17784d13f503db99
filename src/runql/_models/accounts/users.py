"""Attributes of users, and their keys."""

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
    """A user, as far as others may see them.

    Attributes:
        id: Opaque id.
        name: Full name.
        username: Name in paths; None for users that the server hides.
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
        email: Address of the account.
        entity: Default entity: the one that paths without an entity mean.
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
    """A user, as administrators of the server see them; others are shown less.

    Attributes:
        email: Address of the account; None when it is not shown.
        entity: Default entity.
        is_admin: Whether the user administers the server.
        teams: Names of the entities that the user belongs to, as far as the viewer may see them.
        deleted_at: When the account was closed; aware, UTC.
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
    """When a key was created, last used, and ends.

    Attributes:
        created_at: When it was created.
        last_used_at: When it was last used.
        expires_at: When it expires.
    """

    created_at: datetime | None
    last_used_at: datetime | None
    expires_at: datetime | None

    @classmethod
    def of(cls, key: ApiKeyFields) -> KeyDates:
        """Return the dates of a key in a response."""
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
    """A key of the viewer, as listings show it.

    Attributes:
        id: Opaque id.
        name: The beginning of the key, as the server masks it.
        description: What it is for.
    """

    id: str
    name: str
    description: str | None
    _dates: KeyDates = field(
        default=KeyDates(None, None, None), repr=False, compare=False, kw_only=True
    )

    @property
    def created_at(self) -> datetime | None:
        """When the key was created; aware, UTC. None if the server does not know it.

        Raises:
            UnsupportedError: If the server has no `ApiKey.createdAt`, which was first seen in June
                2026.
        """
        return self._dates.known("createdAt", self._dates.created_at)

    @property
    def last_used_at(self) -> datetime | None:
        """When the key was last used; aware, UTC. None if it never was, or if the server does not know it.

        Raises:
            UnsupportedError: If the server has no `ApiKey.lastUsedAt`, which was first seen in June
                2026.
        """
        return self._dates.known("lastUsedAt", self._dates.last_used_at)

    @property
    def expires_at(self) -> datetime | None:
        """When the key expires; aware, UTC. None if it does not.

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
    """A key that has just been made.

    Attributes:
        secret: The key itself, which the server does not show again.
    """

    secret: str


def found_viewer(response: GetViewer) -> Viewer:
    """Return the viewer of a response.

    Raises:
        AuthenticationError: If there is none, as the server does not know the API key.
    """
    if response.viewer is None:
        raise unknown_key("GetViewer")
    return Viewer(response.viewer)


def masked(secret: str) -> str:
    """Return a key as it may be shown; what is short is masked already."""
    return secret if len(secret) < _SECRET_LENGTH else f"{secret[:_SHOWN]}…"


def check_address(email: str) -> str:
    """Return an address, if it can be one.

    Raises:
        UsageError: If it cannot.
    """
    name, at, host = required_text(email, "email").strip().partition("@")
    if not (name and at and host) or any(each.isspace() for each in email.strip()):
        raise UsageError(
            f"Invalid e-mail address: {email!r}.", hint="Write it as name@host; nothing was sent."
        )
    return email.strip()


def found_account(response: GetUser, name: str) -> Account:
    """Return the user of a response.

    Raises:
        NotFoundError: If there is none.
    """
    if response.user is None:
        raise missing_user(name, "GetUser")
    return Account(response.user)


def account_with_address(accounts: Iterable[Account], email: str) -> Account:
    """Return the user with an address.

    Raises:
        NotFoundError: If there is none.
    """
    wanted = email.casefold()
    found = [each for each in accounts if (each.email or "").casefold() == wanted]
    if not found:
        raise missing_user(email, "SearchUsers")
    return found[0]


def missing_user(name: str, operation: str) -> NotFoundError:
    """Return the error for a user who is not there."""
    return NotFoundError(
        f"User not found: {name!r}. The user does not exist, or this API key has no access.",
        hint="Check the spelling; administrators of the server can search: api.users(text).",
        operation=operation,
    )


def made_account(response: CreateUser) -> Account:
    """Return the user that was made.

    Raises:
        ProtocolError: If the server answered without one.
    """
    user = response.create_user.user if response.create_user is not None else None
    if user is None:
        raise empty_response("CreateUser", "user")
    return Account(user)


def listed_accounts(response: SearchUsers) -> Page[Account]:
    """Take a page of users out of a response.

    Raises:
        PermissionDeniedError: If the server hides its users from this API key.
    """
    if response.users is None:
        raise PermissionDeniedError(
            "The server does not let this API key search its users.",
            hint="That is for administrators of the server; api.user(name) finds one by name.",
            operation="SearchUsers",
        )
    info = response.users.page_info
    nodes = tuple(Account(edge.node) for edge in response.users.edges if edge.node is not None)
    return Page(nodes, info.end_cursor if info.has_next_page else None)


def listed_keys(response: ListApiKeys) -> Page[ApiKey]:
    """Take a page of keys out of a response.

    Raises:
        AuthenticationError: If the server does not know the API key.
        PermissionDeniedError: If the server does not show keys to this client.
    """
    if response.viewer is None:
        raise unknown_key("ListApiKeys")
    keys = response.viewer.api_keys
    if keys is None:
        raise PermissionDeniedError(
            "The server does not show the account's keys to this client.",
            hint="The settings page of the web app lists them.",
            operation="ListApiKeys",
        )
    nodes = tuple(
        ApiKey(edge.node.id, edge.node.name, edge.node.description, _dates=KeyDates.of(edge.node))
        for edge in keys.edges
        if edge.node is not None
    )
    return Page(nodes, keys.page_info.end_cursor if keys.page_info.has_next_page else None)


def made_key(response: GenerateApiKey) -> NewApiKey:
    """Return the key that was made.

    Raises:
        ProtocolError: If the server answered without one, or shows it masked.
    """
    made = response.generate_api_key.api_key if response.generate_api_key is not None else None
    if made is None or len(made.name) < _SECRET_LENGTH:
        raise empty_response("GenerateApiKey", "key")
    dates = KeyDates.of(made)
    return NewApiKey(made.id, masked(made.name), made.description, made.name, _dates=dates)


def key_named(keys: Iterable[ApiKey], name: str) -> ApiKey:
    """Return the key of a name or an id.

    Raises:
        NotFoundError: If there is none; the key is not repeated in whole.
        UsageError: If two keys have that name.
    """
    found = [each for each in keys if name in (each.id, each.name)]
    if not found:
        raise NotFoundError(
            f"The account has no key named {masked(name)!r}.",
            hint="api.api_keys() lists them. Pass the name or the id, not the secret.",
            operation="ListApiKeys",
        )
    if len(found) > 1:
        raise UsageError(
            f"{len(found)} keys are named {masked(name)!r}.",
            hint="Pass the key itself, or its id.",
        )
    return found[0]
