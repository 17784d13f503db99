# Generated from queries/accounts/organizations.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.accounts.organizations import OrganizationMemberFields


class ListOrganizationMembers(BaseModel):
    """List the members of an organization."""

    organization: Optional["ListOrganizationMembersOrganization"]


class ListOrganizationMembersOrganization(BaseModel):
    id: str
    members: list["ListOrganizationMembersOrganizationMembers"]


ListOrganizationMembersOrganizationMembers = OrganizationMemberFields
