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


class UpdateArtifactPortfolio(BaseModel):
    """Change name and description of a portfolio; null leaves a field unchanged."""

    update_artifact_portfolio: Optional["UpdateArtifactPortfolioUpdateArtifactPortfolio"]


class UpdateArtifactPortfolioUpdateArtifactPortfolio(BaseModel):
    artifact_collection: Annotated[
        Union[
            "UpdateArtifactPortfolioUpdateArtifactPortfolioArtifactCollectionArtifactCollection",
            "UpdateArtifactPortfolioUpdateArtifactPortfolioArtifactCollectionArtifactPortfolio",
            "UpdateArtifactPortfolioUpdateArtifactPortfolioArtifactCollectionArtifactSequence",
            "UnknownType",
        ],
        OpenUnion(),
    ]


class UpdateArtifactPortfolioUpdateArtifactPortfolioArtifactCollectionArtifactCollection(BaseModel):
    typename__: Literal["ArtifactCollection"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class UpdateArtifactPortfolioUpdateArtifactPortfolioArtifactCollectionArtifactPortfolio(
    ArtifactPortfolioFields
):
    typename__: Literal["ArtifactPortfolio"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class UpdateArtifactPortfolioUpdateArtifactPortfolioArtifactCollectionArtifactSequence(
    ArtifactSequenceFields
):
    typename__: Literal["ArtifactSequence"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )
