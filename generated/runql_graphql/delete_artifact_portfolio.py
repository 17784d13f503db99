# Generated from queries/collections/edits.graphql by `make generate`. Do not edit.

from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class DeleteArtifactPortfolio(BaseModel):
    """Delete a portfolio and its links, but not the linked versions."""

    delete_artifact_portfolio: Optional["DeleteArtifactPortfolioDeleteArtifactPortfolio"]


class DeleteArtifactPortfolioDeleteArtifactPortfolio(BaseModel):
    artifact_collection: "DeleteArtifactPortfolioDeleteArtifactPortfolioArtifactCollection"


class DeleteArtifactPortfolioDeleteArtifactPortfolioArtifactCollection(BaseModel):
    typename__: str = Field(validation_alias="__typename", serialization_alias="__typename")
    id: str
