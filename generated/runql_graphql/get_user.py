# Generated from queries/accounts/users.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.accounts.users import AccountFields


class GetUser(BaseModel):
    """Get a user by name."""

    user: Optional["GetUserUser"]


GetUserUser = AccountFields
