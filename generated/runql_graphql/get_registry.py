# Generated from queries/registries/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.registries.base import ProjectRegistry


class GetRegistry(BaseModel):
    """Get a registry of an organization by the name of its project."""

    organization: Optional["GetRegistryOrganization"]


class GetRegistryOrganization(BaseModel):
    id: str
    name: str
    org_entity: Optional["GetRegistryOrganizationOrgEntity"]


class GetRegistryOrganizationOrgEntity(BaseModel):
    id: str
    name: str
    project: Optional["GetRegistryOrganizationOrgEntityProject"]


GetRegistryOrganizationOrgEntityProject = ProjectRegistry
