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


class ListArtifactCollections(BaseModel):
    """List collections of one type that match a MongoDB-style filter, and count them."""

    project: Optional["ListArtifactCollectionsProject"]


class ListArtifactCollectionsProject(BaseModel):
    artifact_type: Optional["ListArtifactCollectionsProjectArtifactType"]


class ListArtifactCollectionsProjectArtifactType(BaseModel):
    artifact_collections: Optional["ListArtifactCollectionsProjectArtifactTypeArtifactCollections"]


class ListArtifactCollectionsProjectArtifactTypeArtifactCollections(BaseModel):
    total_count: int
    edges: list["ListArtifactCollectionsProjectArtifactTypeArtifactCollectionsEdges"]
    page_info: "ListArtifactCollectionsProjectArtifactTypeArtifactCollectionsPageInfo"


class ListArtifactCollectionsProjectArtifactTypeArtifactCollectionsEdges(BaseModel):
    cursor: str
    node: Optional[
        Annotated[
            Union[
                "ListArtifactCollectionsProjectArtifactTypeArtifactCollectionsEdgesNodeArtifactCollection",
                "ListArtifactCollectionsProjectArtifactTypeArtifactCollectionsEdgesNodeArtifactPortfolio",
                "ListArtifactCollectionsProjectArtifactTypeArtifactCollectionsEdgesNodeArtifactSequence",
                "UnknownType",
            ],
            OpenUnion(),
        ]
    ]


class ListArtifactCollectionsProjectArtifactTypeArtifactCollectionsEdgesNodeArtifactCollection(
    BaseModel
):
    typename__: Literal["ArtifactCollection"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class ListArtifactCollectionsProjectArtifactTypeArtifactCollectionsEdgesNodeArtifactPortfolio(
    ArtifactPortfolioFields
):
    typename__: Literal["ArtifactPortfolio"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class ListArtifactCollectionsProjectArtifactTypeArtifactCollectionsEdgesNodeArtifactSequence(
    ArtifactSequenceFields
):
    typename__: Literal["ArtifactSequence"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


ListArtifactCollectionsProjectArtifactTypeArtifactCollectionsPageInfo = PageInfoFields
