# Generated from queries/accounts/users.graphql by `make generate`. Do not edit.

"""Calls of queries/accounts/users.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...calls import UNSET, Call, Operation, PagedCall, Unset
from ...documents import _shared as _shared
from ...documents.accounts import users as _accounts_users

if TYPE_CHECKING:
    from ...create_user import CreateUser
    from ...delete_api_key import DeleteApiKey
    from ...generate_api_key import GenerateApiKey
    from ...get_user import GetUser
    from ...get_viewer import GetViewer
    from ...list_api_keys import ListApiKeys, ListApiKeysViewerApiKeysEdgesNode
    from ...search_users import SearchUsers, SearchUsersUsersEdgesNode

__all__ = [
    "CREATE_USER",
    "DELETE_API_KEY",
    "GENERATE_API_KEY",
    "GET_USER",
    "GET_VIEWER",
    "LIST_API_KEYS",
    "SEARCH_USERS",
    "create_user",
    "delete_api_key",
    "generate_api_key",
    "get_user",
    "get_viewer",
    "list_api_keys",
    "search_users",
]

GET_VIEWER: Final[Operation[GetViewer]] = Operation(
    name="GetViewer",
    kind="query",
    model=".get_viewer:GetViewer",
    document=Operation.join(
        _accounts_users.GET_VIEWER,
        _accounts_users.EntityFields,
        _accounts_users.UserFields,
        _accounts_users.ViewerFields,
    ),
    arguments={},
)


def get_viewer() -> Call[GetViewer]:
    """Get the user of the API key; null if the server does not know the key.

    Source: query GetViewer in queries/accounts/users.graphql.
    """
    return Call(GET_VIEWER, {})


GET_USER: Final[Operation[GetUser]] = Operation(
    name="GetUser",
    kind="query",
    model=".get_user:GetUser",
    document=Operation.join(
        _accounts_users.GET_USER,
        _accounts_users.AccountFields,
        _accounts_users.EntityFields,
        _accounts_users.UserFields,
    ),
    arguments={"username": "username"},
)


def get_user(*, username: str) -> Call[GetUser]:
    """Get a user by name.

    Args:
        username: `String!`.

    Source: query GetUser in queries/accounts/users.graphql.
    """
    return Call(GET_USER, {"username": username})


SEARCH_USERS: Final[Operation[SearchUsers]] = Operation(
    name="SearchUsers",
    kind="query",
    model=".search_users:SearchUsers",
    document=Operation.join(
        _accounts_users.SEARCH_USERS,
        _accounts_users.AccountFields,
        _accounts_users.EntityFields,
        _shared.PageInfoFields,
        _accounts_users.UserFields,
    ),
    arguments={"query": "query", "first": "first", "after": "after"},
)


def search_users(
    *,
    query: str | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[SearchUsers, SearchUsersUsersEdgesNode]:
    """List users whose name or e-mail address begins with the query; requires a server administrator.

    Args:
        query: `String`.
        first: `Int`.
        after: `String`.

    Source: query SearchUsers in queries/accounts/users.graphql.
    """
    return PagedCall(SEARCH_USERS, {"query": query, "first": first, "after": after})


CREATE_USER: Final[Operation[CreateUser]] = Operation(
    name="CreateUser",
    kind="mutation",
    model=".create_user:CreateUser",
    document=Operation.join(
        _accounts_users.CREATE_USER,
        _accounts_users.AccountFields,
        _accounts_users.EntityFields,
        _accounts_users.UserFields,
    ),
    arguments={"email": "email", "admin": "admin"},
)


def create_user(*, email: str, admin: bool | None | Unset = UNSET) -> Call[CreateUser]:
    """Create a user; requires a server administrator.

    Args:
        email: `String!`.
        admin: `Boolean`.

    Source: mutation CreateUser in queries/accounts/users.graphql.
    """
    return Call(CREATE_USER, {"email": email, "admin": admin})


LIST_API_KEYS: Final[Operation[ListApiKeys]] = Operation(
    name="ListApiKeys",
    kind="query",
    model=".list_api_keys:ListApiKeys",
    document=Operation.join(
        _accounts_users.LIST_API_KEYS, _accounts_users.ApiKeyFields, _shared.PageInfoFields
    ),
    arguments={"first": "first", "after": "after"},
)


def list_api_keys(
    *, first: int | None | Unset = UNSET, after: str | None | Unset = UNSET
) -> PagedCall[ListApiKeys, ListApiKeysViewerApiKeysEdgesNode]:
    """List the API keys of the current user, masked.

    Args:
        first: `Int`.
        after: `String`.

    Source: query ListApiKeys in queries/accounts/users.graphql.
    """
    return PagedCall(LIST_API_KEYS, {"first": first, "after": after})


GENERATE_API_KEY: Final[Operation[GenerateApiKey]] = Operation(
    name="GenerateApiKey",
    kind="mutation",
    model=".generate_api_key:GenerateApiKey",
    document=Operation.join(_accounts_users.GENERATE_API_KEY, _accounts_users.ApiKeyFields),
    arguments={"description": "description"},
)


def generate_api_key(*, description: str | None | Unset = UNSET) -> Call[GenerateApiKey]:
    """Create an API key for the current user; only this response contains the whole key.

    Args:
        description: `String`.

    Source: mutation GenerateApiKey in queries/accounts/users.graphql.
    """
    return Call(GENERATE_API_KEY, {"description": description})


DELETE_API_KEY: Final[Operation[DeleteApiKey]] = Operation(
    name="DeleteApiKey",
    kind="mutation",
    model=".delete_api_key:DeleteApiKey",
    document=Operation.join(_accounts_users.DELETE_API_KEY),
    arguments={"id": "id"},
)


def delete_api_key(*, id: str) -> Call[DeleteApiKey]:
    """Revoke an API key.

    Args:
        id: `String!`.

    Source: mutation DeleteApiKey in queries/accounts/users.graphql.
    """
    return Call(DELETE_API_KEY, {"id": id})
