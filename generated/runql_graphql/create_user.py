# Generated from queries/accounts/users.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.accounts.users import AccountFields


class CreateUser(BaseModel):
    """Create a user; requires a server administrator."""

    create_user: Optional["CreateUserCreateUser"]


class CreateUserCreateUser(BaseModel):
    user: Optional["CreateUserCreateUserUser"]


CreateUserCreateUserUser = AccountFields
