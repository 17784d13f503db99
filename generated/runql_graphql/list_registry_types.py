# Generated from queries/collections/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.artifacts.base import ArtifactTypeName


class ListRegistryTypes(BaseModel):
    """List further artifact types of a registry, with and without linked versions."""

    project: Optional["ListRegistryTypesProject"]


class ListRegistryTypesProject(BaseModel):
    artifact_types: "ListRegistryTypesProjectArtifactTypes"


class ListRegistryTypesProjectArtifactTypes(BaseModel):
    edges: list["ListRegistryTypesProjectArtifactTypesEdges"]
    page_info: "ListRegistryTypesProjectArtifactTypesPageInfo"


class ListRegistryTypesProjectArtifactTypesEdges(BaseModel):
    cursor: str
    node: Optional["ListRegistryTypesProjectArtifactTypesEdgesNode"]


ListRegistryTypesProjectArtifactTypesEdgesNode = ArtifactTypeName
ListRegistryTypesProjectArtifactTypesPageInfo = PageInfoFields
