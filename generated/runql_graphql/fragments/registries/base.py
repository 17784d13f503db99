# Generated from queries/registries/base.graphql by `make generate`. Do not edit.

from typing import Optional

from ...base_model import BaseModel
from ...fragments._shared import PageInfoFields
from ...fragments.artifacts.base import ArtifactTypeName
from ...scalars import DateTime


class AdvancedRegistryFeaturesFields(BaseModel):
    advanced_search: bool


class OrganizationName(BaseModel):
    id: str
    name: str


class EntityOrganization(BaseModel):
    id: str
    name: str
    organization: Optional["EntityOrganizationOrganization"]


EntityOrganizationOrganization = OrganizationName


class ProjectRegistry(BaseModel):
    """A registry: a project of an organization's entity, which holds links."""

    id: str
    internal_id: str
    name: str
    description: Optional[str]
    access: Optional[str]
    created_at: DateTime
    updated_at: Optional[DateTime]
    allow_all_artifact_types_in_registry: bool
    entity: "ProjectRegistryEntity"
    artifact_types: "ProjectRegistryArtifactTypes"


ProjectRegistryEntity = EntityOrganization


class ProjectRegistryArtifactTypes(BaseModel):
    edges: list["ProjectRegistryArtifactTypesEdges"]
    page_info: "ProjectRegistryArtifactTypesPageInfo"


class ProjectRegistryArtifactTypesEdges(BaseModel):
    node: Optional["ProjectRegistryArtifactTypesEdgesNode"]


ProjectRegistryArtifactTypesEdgesNode = ArtifactTypeName
ProjectRegistryArtifactTypesPageInfo = PageInfoFields
