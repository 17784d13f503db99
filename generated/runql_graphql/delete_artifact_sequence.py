# Generated from queries/collections/edits.graphql by `make generate`. Do not edit.

from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class DeleteArtifactSequence(BaseModel):
    """Delete a sequence and its versions."""

    delete_artifact_sequence: Optional["DeleteArtifactSequenceDeleteArtifactSequence"]


class DeleteArtifactSequenceDeleteArtifactSequence(BaseModel):
    artifact_collection: "DeleteArtifactSequenceDeleteArtifactSequenceArtifactCollection"


class DeleteArtifactSequenceDeleteArtifactSequenceArtifactCollection(BaseModel):
    typename__: str = Field(validation_alias="__typename", serialization_alias="__typename")
    id: str
