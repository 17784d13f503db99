# Generated from queries/artifacts/base.graphql by `make generate`. Do not edit.

from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.artifacts.base import ArtifactLinks


class ListArtifactLinks(BaseModel):
    """List versions of a collection that match a MongoDB-style filter, with only their links."""

    project: Optional["ListArtifactLinksProject"]


class ListArtifactLinksProject(BaseModel):
    artifact_type: Optional["ListArtifactLinksProjectArtifactType"]


class ListArtifactLinksProjectArtifactType(BaseModel):
    artifact_collection: Optional["ListArtifactLinksProjectArtifactTypeArtifactCollection"]


class ListArtifactLinksProjectArtifactTypeArtifactCollection(BaseModel):
    typename__: str = Field(validation_alias="__typename", serialization_alias="__typename")
    id: str
    artifacts: Optional["ListArtifactLinksProjectArtifactTypeArtifactCollectionArtifacts"]


class ListArtifactLinksProjectArtifactTypeArtifactCollectionArtifacts(BaseModel):
    edges: list["ListArtifactLinksProjectArtifactTypeArtifactCollectionArtifactsEdges"]
    page_info: "ListArtifactLinksProjectArtifactTypeArtifactCollectionArtifactsPageInfo"


class ListArtifactLinksProjectArtifactTypeArtifactCollectionArtifactsEdges(BaseModel):
    cursor: str
    node: "ListArtifactLinksProjectArtifactTypeArtifactCollectionArtifactsEdgesNode"


ListArtifactLinksProjectArtifactTypeArtifactCollectionArtifactsEdgesNode = ArtifactLinks
ListArtifactLinksProjectArtifactTypeArtifactCollectionArtifactsPageInfo = PageInfoFields
