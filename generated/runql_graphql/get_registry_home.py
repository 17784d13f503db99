# Generated from queries/registries/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.accounts.organizations import OrganizationFields


class GetRegistryHome(BaseModel):
    """Whose registries a name means: an entity's organization, or an organization itself."""

    entity: Optional["GetRegistryHomeEntity"]
    organization: Optional["GetRegistryHomeOrganization"]


class GetRegistryHomeEntity(BaseModel):
    id: str
    name: str
    organization: Optional["GetRegistryHomeEntityOrganization"]
    user: Optional["GetRegistryHomeEntityUser"]


GetRegistryHomeEntityOrganization = OrganizationFields


class GetRegistryHomeEntityUser(BaseModel):
    id: str
    organizations: list["GetRegistryHomeEntityUserOrganizations"]


GetRegistryHomeEntityUserOrganizations = OrganizationFields
GetRegistryHomeOrganization = OrganizationFields
