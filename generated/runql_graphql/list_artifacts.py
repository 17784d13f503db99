# Generated from queries/artifacts/base.graphql by `make generate`. Do not edit.

from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.artifacts.base import ArtifactFields
from .fragments.runs.base import RunProjectFields


class ListArtifacts(BaseModel):
    """List versions of a collection that match a MongoDB-style filter, in a given order, and count them."""

    project: Optional["ListArtifactsProject"]


class ListArtifactsProject(BaseModel):
    artifact_type: Optional["ListArtifactsProjectArtifactType"]


class ListArtifactsProjectArtifactType(BaseModel):
    artifact_collection: Optional["ListArtifactsProjectArtifactTypeArtifactCollection"]


class ListArtifactsProjectArtifactTypeArtifactCollection(BaseModel):
    typename__: str = Field(validation_alias="__typename", serialization_alias="__typename")
    id: str
    name: str
    project: Optional["ListArtifactsProjectArtifactTypeArtifactCollectionProject"]
    artifacts: Optional["ListArtifactsProjectArtifactTypeArtifactCollectionArtifacts"]


ListArtifactsProjectArtifactTypeArtifactCollectionProject = RunProjectFields


class ListArtifactsProjectArtifactTypeArtifactCollectionArtifacts(BaseModel):
    total_count: int
    edges: list["ListArtifactsProjectArtifactTypeArtifactCollectionArtifactsEdges"]
    page_info: "ListArtifactsProjectArtifactTypeArtifactCollectionArtifactsPageInfo"


class ListArtifactsProjectArtifactTypeArtifactCollectionArtifactsEdges(BaseModel):
    cursor: str
    version: str
    node: "ListArtifactsProjectArtifactTypeArtifactCollectionArtifactsEdgesNode"


ListArtifactsProjectArtifactTypeArtifactCollectionArtifactsEdgesNode = ArtifactFields
ListArtifactsProjectArtifactTypeArtifactCollectionArtifactsPageInfo = PageInfoFields
