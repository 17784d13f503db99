# Generated from src/runql/_async/accounts/users.py by `make generate`. Do not edit.

"""Lists of users and of the viewer's API keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._models.accounts.users import (
    Account,
    ApiKey,
)
from runql._sync._client.lister import Lister

if TYPE_CHECKING:
    from runql._models.accounts.users import User

__all__ = ["ApiKeys", "Users", "api_key_key", "user_key"]


class Users(Lister[Account]):
    """Lazy list of users. The server reports no count, so `len` reads all pages.

    Requests: One per page up to the last requested user.
    """


class ApiKeys(Lister[ApiKey]):
    """Lazy list of the viewer's API keys, masked as the server lists them.

    Requests: One per page up to the last requested key.
    """


def user_key(user: User) -> str:
    """Return the deduplication key of a user."""
    return user.id


def api_key_key(key: ApiKey) -> str:
    """Return the deduplication key of a key."""
    return key.id
