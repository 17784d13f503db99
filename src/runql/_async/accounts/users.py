"""Lists of users and of the viewer's API keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._async._client.lister import AsyncLister
from runql._models.accounts.users import (
    Account,
    ApiKey,
)

if TYPE_CHECKING:
    from runql._models.accounts.users import User

__all__ = ["AsyncApiKeys", "AsyncUsers", "api_key_key", "user_key"]


class AsyncUsers(AsyncLister[Account]):
    """Lazy list of users. The server reports no count, so `len` reads all pages.

    Requests: One per page up to the last requested user.
    """


class AsyncApiKeys(AsyncLister[ApiKey]):
    """Lazy list of the viewer's API keys, masked as the server lists them.

    Requests: One per page up to the last requested key.
    """


def user_key(user: User) -> str:
    """Return the deduplication key of a user."""
    return user.id


def api_key_key(key: ApiKey) -> str:
    """Return the deduplication key of a key."""
    return key.id
