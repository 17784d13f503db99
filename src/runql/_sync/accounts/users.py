# Generated from src/runql/_async/accounts/users.py by `make generate`. Do not edit.

"""Users of a server, and the keys of the viewer: lists."""

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
    """Users of the server: a lazy list. The server does not count them, so `len` reads them all.

    Requests: One per page as far as the users requested reach.
    """


class ApiKeys(Lister[ApiKey]):
    """Keys of the viewer: a lazy list of what the server shows of them.

    Requests: One per page as far as the keys requested reach.
    """


def user_key(user: User) -> str:
    """Return what makes a user themself, wherever they are listed."""
    return user.id


def api_key_key(key: ApiKey) -> str:
    """Return what makes a key itself, wherever it is listed."""
    return key.id
