# Generated from queries/collections/edits.graphql by `make generate`. Do not edit.
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


class MoveArtifactSequence(BaseModel):
    """Change the type of a collection."""

    move_artifact_sequence: Optional["MoveArtifactSequenceMoveArtifactSequence"]


class MoveArtifactSequenceMoveArtifactSequence(BaseModel):
    artifact_collection: Optional[
        Annotated[
            Union[
                "MoveArtifactSequenceMoveArtifactSequenceArtifactCollectionArtifactCollection",
                "MoveArtifactSequenceMoveArtifactSequenceArtifactCollectionArtifactPortfolio",
                "MoveArtifactSequenceMoveArtifactSequenceArtifactCollectionArtifactSequence",
                "UnknownType",
            ],
            OpenUnion(),
        ]
    ]


class MoveArtifactSequenceMoveArtifactSequenceArtifactCollectionArtifactCollection(BaseModel):
    typename__: Literal["ArtifactCollection"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class MoveArtifactSequenceMoveArtifactSequenceArtifactCollectionArtifactPortfolio(
    ArtifactPortfolioFields
):
    typename__: Literal["ArtifactPortfolio"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class MoveArtifactSequenceMoveArtifactSequenceArtifactCollectionArtifactSequence(
    ArtifactSequenceFields
):
    typename__: Literal["ArtifactSequence"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )
