# Generated from queries/registries/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.accounts.organizations import OrganizationFields


class GetRegistryOwner(BaseModel):
    """Resolve a name to an organization: the organization of an entity, or an organization itself."""

    entity: Optional["GetRegistryOwnerEntity"]
    organization: Optional["GetRegistryOwnerOrganization"]


class GetRegistryOwnerEntity(BaseModel):
    id: str
    name: str
    organization: Optional["GetRegistryOwnerEntityOrganization"]
    user: Optional["GetRegistryOwnerEntityUser"]


GetRegistryOwnerEntityOrganization = OrganizationFields


class GetRegistryOwnerEntityUser(BaseModel):
    id: str
    organizations: list["GetRegistryOwnerEntityUserOrganizations"]


GetRegistryOwnerEntityUserOrganizations = OrganizationFields
GetRegistryOwnerOrganization = OrganizationFields
