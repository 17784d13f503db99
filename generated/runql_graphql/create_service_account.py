# Generated from queries/accounts/teams.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.accounts.users import UserFields


class CreateServiceAccount(BaseModel):
    """Create a service account of a team."""

    create_service_account: Optional["CreateServiceAccountCreateServiceAccount"]


class CreateServiceAccountCreateServiceAccount(BaseModel):
    user: Optional["CreateServiceAccountCreateServiceAccountUser"]


CreateServiceAccountCreateServiceAccountUser = UserFields
