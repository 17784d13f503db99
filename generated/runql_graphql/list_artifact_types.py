# Generated from queries/collections/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.collections.base import ArtifactTypeFields


class ListArtifactTypes(BaseModel):
    """List the artifact types of a project."""

    project: Optional["ListArtifactTypesProject"]


class ListArtifactTypesProject(BaseModel):
    artifact_types: "ListArtifactTypesProjectArtifactTypes"


class ListArtifactTypesProjectArtifactTypes(BaseModel):
    edges: list["ListArtifactTypesProjectArtifactTypesEdges"]
    page_info: "ListArtifactTypesProjectArtifactTypesPageInfo"


class ListArtifactTypesProjectArtifactTypesEdges(BaseModel):
    cursor: str
    node: Optional["ListArtifactTypesProjectArtifactTypesEdgesNode"]


ListArtifactTypesProjectArtifactTypesEdgesNode = ArtifactTypeFields
ListArtifactTypesProjectArtifactTypesPageInfo = PageInfoFields
