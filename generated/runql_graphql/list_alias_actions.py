# Generated from queries/collections/base.graphql by `make generate`. Do not edit.

from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.collections.base import ArtifactAliasActionFields


class ListAliasActions(BaseModel):
    """List the changes of a collection's aliases, or of one alias."""

    artifact_collection: Optional["ListAliasActionsArtifactCollection"]


class ListAliasActionsArtifactCollection(BaseModel):
    typename__: str = Field(validation_alias="__typename", serialization_alias="__typename")
    id: str
    alias_action_history: "ListAliasActionsArtifactCollectionAliasActionHistory"


class ListAliasActionsArtifactCollectionAliasActionHistory(BaseModel):
    edges: list["ListAliasActionsArtifactCollectionAliasActionHistoryEdges"]
    page_info: "ListAliasActionsArtifactCollectionAliasActionHistoryPageInfo"


class ListAliasActionsArtifactCollectionAliasActionHistoryEdges(BaseModel):
    cursor: str
    node: "ListAliasActionsArtifactCollectionAliasActionHistoryEdgesNode"


ListAliasActionsArtifactCollectionAliasActionHistoryEdgesNode = ArtifactAliasActionFields
ListAliasActionsArtifactCollectionAliasActionHistoryPageInfo = PageInfoFields
