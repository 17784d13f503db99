# Generated from queries/accounts/users.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.accounts.users import AccountFields


class CreateUser(BaseModel):
    """Make an account; for administrators of the server."""

    create_user: Optional["CreateUserCreateUser"]


class CreateUserCreateUser(BaseModel):
    user: Optional["CreateUserCreateUserUser"]


CreateUserCreateUserUser = AccountFields
