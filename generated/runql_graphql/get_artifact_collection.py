# Generated from queries/collections/base.graphql by `make generate`. Do not edit.
# pyright: reportUnusedImport=false

from typing import Annotated, Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
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


class GetArtifactCollection(BaseModel):
    """Get a collection by its type and name."""

    project: Optional["GetArtifactCollectionProject"]


class GetArtifactCollectionProject(BaseModel):
    artifact_type: Optional["GetArtifactCollectionProjectArtifactType"]


class GetArtifactCollectionProjectArtifactType(BaseModel):
    artifact_collection: Optional[
        Annotated[
            Union[
                "GetArtifactCollectionProjectArtifactTypeArtifactCollectionArtifactCollection",
                "GetArtifactCollectionProjectArtifactTypeArtifactCollectionArtifactPortfolio",
                "GetArtifactCollectionProjectArtifactTypeArtifactCollectionArtifactSequence",
                "UnknownType",
            ],
            OpenUnion(),
        ]
    ]


class GetArtifactCollectionProjectArtifactTypeArtifactCollectionArtifactCollection(BaseModel):
    typename__: Literal["ArtifactCollection"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class GetArtifactCollectionProjectArtifactTypeArtifactCollectionArtifactPortfolio(
    ArtifactPortfolioFields
):
    typename__: Literal["ArtifactPortfolio"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class GetArtifactCollectionProjectArtifactTypeArtifactCollectionArtifactSequence(
    ArtifactSequenceFields
):
    typename__: Literal["ArtifactSequence"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )
