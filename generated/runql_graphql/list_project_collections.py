# Generated from queries/collections/base.graphql by `make generate`. Do not edit.
# pyright: reportUnusedImport=false

from typing import Annotated, Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.collections.base import (  # noqa: F401
    ArtifactPortfolioFields,
    ArtifactPortfolioFieldsDefaultArtifactType,
    ArtifactPortfolioFieldsProject,
    ArtifactPortfolioFieldsTags,
    ArtifactSequenceFields,
    ArtifactSequenceFieldsDefaultArtifactType,
    ArtifactSequenceFieldsProject,
    ArtifactSequenceFieldsTags,
)
from .open_union import OpenUnion, UnknownType


class ListProjectCollections(BaseModel):
    """List collections of every type that match a MongoDB-style filter, and count them."""

    project: Optional["ListProjectCollectionsProject"]


class ListProjectCollectionsProject(BaseModel):
    artifact_collections: Optional["ListProjectCollectionsProjectArtifactCollections"]


class ListProjectCollectionsProjectArtifactCollections(BaseModel):
    total_count: int
    edges: list["ListProjectCollectionsProjectArtifactCollectionsEdges"]
    page_info: "ListProjectCollectionsProjectArtifactCollectionsPageInfo"


class ListProjectCollectionsProjectArtifactCollectionsEdges(BaseModel):
    cursor: str
    node: Optional[
        Annotated[
            Union[
                "ListProjectCollectionsProjectArtifactCollectionsEdgesNodeArtifactCollection",
                "ListProjectCollectionsProjectArtifactCollectionsEdgesNodeArtifactPortfolio",
                "ListProjectCollectionsProjectArtifactCollectionsEdgesNodeArtifactSequence",
                "UnknownType",
            ],
            OpenUnion(),
        ]
    ]


class ListProjectCollectionsProjectArtifactCollectionsEdgesNodeArtifactCollection(BaseModel):
    typename__: Literal["ArtifactCollection"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class ListProjectCollectionsProjectArtifactCollectionsEdgesNodeArtifactPortfolio(
    ArtifactPortfolioFields
):
    typename__: Literal["ArtifactPortfolio"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class ListProjectCollectionsProjectArtifactCollectionsEdgesNodeArtifactSequence(
    ArtifactSequenceFields
):
    typename__: Literal["ArtifactSequence"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


ListProjectCollectionsProjectArtifactCollectionsPageInfo = PageInfoFields
