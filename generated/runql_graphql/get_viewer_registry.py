# Generated from queries/registries/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.registries.base import ProjectRegistry


class GetViewerRegistry(BaseModel):
    """Get a registry by the name of its project, in each organization of the viewer."""

    viewer: Optional["GetViewerRegistryViewer"]


class GetViewerRegistryViewer(BaseModel):
    id: str
    organizations: list["GetViewerRegistryViewerOrganizations"]


class GetViewerRegistryViewerOrganizations(BaseModel):
    id: str
    name: str
    org_entity: Optional["GetViewerRegistryViewerOrganizationsOrgEntity"]


class GetViewerRegistryViewerOrganizationsOrgEntity(BaseModel):
    id: str
    name: str
    project: Optional["GetViewerRegistryViewerOrganizationsOrgEntityProject"]


GetViewerRegistryViewerOrganizationsOrgEntityProject = ProjectRegistry
