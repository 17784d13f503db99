# Generated from queries/registries/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.artifacts.base import ArtifactCollectionMembershipFull


class ListRegistryVersions(BaseModel):
    """List the versions that are linked to registries and collections that match MongoDB-style filters."""

    organization: Optional["ListRegistryVersionsOrganization"]


class ListRegistryVersionsOrganization(BaseModel):
    id: str
    name: str
    org_entity: Optional["ListRegistryVersionsOrganizationOrgEntity"]


class ListRegistryVersionsOrganizationOrgEntity(BaseModel):
    id: str
    name: str
    artifact_memberships: Optional["ListRegistryVersionsOrganizationOrgEntityArtifactMemberships"]


class ListRegistryVersionsOrganizationOrgEntityArtifactMemberships(BaseModel):
    edges: list["ListRegistryVersionsOrganizationOrgEntityArtifactMembershipsEdges"]
    page_info: "ListRegistryVersionsOrganizationOrgEntityArtifactMembershipsPageInfo"


class ListRegistryVersionsOrganizationOrgEntityArtifactMembershipsEdges(BaseModel):
    cursor: str
    node: Optional["ListRegistryVersionsOrganizationOrgEntityArtifactMembershipsEdgesNode"]


ListRegistryVersionsOrganizationOrgEntityArtifactMembershipsEdgesNode = (
    ArtifactCollectionMembershipFull
)
ListRegistryVersionsOrganizationOrgEntityArtifactMembershipsPageInfo = PageInfoFields
