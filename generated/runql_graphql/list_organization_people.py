# Generated from queries/registries/members.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.accounts.organizations import OrganizationMemberFields
from .fragments.accounts.users import EntityFields


class ListOrganizationPeople(BaseModel):
    """Members and teams of an organization, to whom roles can be given."""

    organization: Optional["ListOrganizationPeopleOrganization"]


class ListOrganizationPeopleOrganization(BaseModel):
    id: str
    members: list["ListOrganizationPeopleOrganizationMembers"]
    teams: list["ListOrganizationPeopleOrganizationTeams"]


ListOrganizationPeopleOrganizationMembers = OrganizationMemberFields
ListOrganizationPeopleOrganizationTeams = EntityFields
