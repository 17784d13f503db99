# Generated from queries/collections/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.artifacts.base import ArtifactTypeName


class ListRegistryTypes(BaseModel):
    """More of the types that a registry knows, whether anything of them is linked or not."""

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
