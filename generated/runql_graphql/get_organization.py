# Generated from queries/accounts/organizations.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.accounts.organizations import OrganizationFields


class GetOrganization(BaseModel):
    """Get an organization by name."""

    organization: Optional["GetOrganizationOrganization"]


GetOrganizationOrganization = OrganizationFields
