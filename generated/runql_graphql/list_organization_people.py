# Generated from queries/registries/members.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.accounts.organizations import OrganizationMemberFields
from .fragments.accounts.users import EntityFields


class ListOrganizationPeople(BaseModel):
    """List members and teams of an organization that can get roles."""

    organization: Optional["ListOrganizationPeopleOrganization"]


class ListOrganizationPeopleOrganization(BaseModel):
    id: str
    members: list["ListOrganizationPeopleOrganizationMembers"]
    teams: list["ListOrganizationPeopleOrganizationTeams"]


ListOrganizationPeopleOrganizationMembers = OrganizationMemberFields
ListOrganizationPeopleOrganizationTeams = EntityFields
