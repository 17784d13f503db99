# Generated from queries/collections/base.graphql by `make generate`. Do not edit.

from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.collections.base import ArtifactAliasName


class ListCollectionAliases(BaseModel):
    """The aliases in a collection."""

    artifact_collection: Optional["ListCollectionAliasesArtifactCollection"]


class ListCollectionAliasesArtifactCollection(BaseModel):
    typename__: str = Field(validation_alias="__typename", serialization_alias="__typename")
    id: str
    aliases: "ListCollectionAliasesArtifactCollectionAliases"


class ListCollectionAliasesArtifactCollectionAliases(BaseModel):
    edges: list["ListCollectionAliasesArtifactCollectionAliasesEdges"]
    page_info: "ListCollectionAliasesArtifactCollectionAliasesPageInfo"


class ListCollectionAliasesArtifactCollectionAliasesEdges(BaseModel):
    cursor: str
    node: Optional["ListCollectionAliasesArtifactCollectionAliasesEdgesNode"]


ListCollectionAliasesArtifactCollectionAliasesEdgesNode = ArtifactAliasName
ListCollectionAliasesArtifactCollectionAliasesPageInfo = PageInfoFields
