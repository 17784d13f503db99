"""Users of a server, and the keys of the viewer: lists."""

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
    """Users of the server: a lazy list. The server does not count them, so `len` reads them all.

    Requests: One per page as far as the users requested reach.
    """


class AsyncApiKeys(AsyncLister[ApiKey]):
    """Keys of the viewer: a lazy list of what the server shows of them.

    Requests: One per page as far as the keys requested reach.
    """


def user_key(user: User) -> str:
    """Return what makes a user themself, wherever they are listed."""
    return user.id


def api_key_key(key: ApiKey) -> str:
    """Return what makes a key itself, wherever it is listed."""
    return key.id
