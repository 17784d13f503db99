# Generated from queries/artifacts/files.graphql by `make generate`. Do not edit.

from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments.artifacts.files import ArtifactCollectionMembershipFilesPage


class ListArtifactFiles(BaseModel):
    """List files of a version as a member of a collection: all, or by exact names."""

    project: Optional["ListArtifactFilesProject"]


class ListArtifactFilesProject(BaseModel):
    artifact_collection: Optional["ListArtifactFilesProjectArtifactCollection"]


class ListArtifactFilesProjectArtifactCollection(BaseModel):
    typename__: str = Field(validation_alias="__typename", serialization_alias="__typename")
    id: str
    artifact_membership: Optional["ListArtifactFilesProjectArtifactCollectionArtifactMembership"]


ListArtifactFilesProjectArtifactCollectionArtifactMembership = ArtifactCollectionMembershipFilesPage
