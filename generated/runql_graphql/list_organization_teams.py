# Generated from queries/accounts/organizations.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.accounts.users import EntityFields


class ListOrganizationTeams(BaseModel):
    """List the teams of an organization."""

    organization: Optional["ListOrganizationTeamsOrganization"]


class ListOrganizationTeamsOrganization(BaseModel):
    id: str
    teams: list["ListOrganizationTeamsOrganizationTeams"]


ListOrganizationTeamsOrganizationTeams = EntityFields
