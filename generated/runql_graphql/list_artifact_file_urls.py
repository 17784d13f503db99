# Generated from queries/artifacts/files.graphql by `make generate`. Do not edit.

from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments.artifacts.files import ArtifactCollectionMembershipUrlsPage


class ListArtifactFileUrls(BaseModel):
    """List only the URLs of a version's files."""

    project: Optional["ListArtifactFileUrlsProject"]


class ListArtifactFileUrlsProject(BaseModel):
    artifact_collection: Optional["ListArtifactFileUrlsProjectArtifactCollection"]


class ListArtifactFileUrlsProjectArtifactCollection(BaseModel):
    typename__: str = Field(validation_alias="__typename", serialization_alias="__typename")
    id: str
    artifact_membership: Optional["ListArtifactFileUrlsProjectArtifactCollectionArtifactMembership"]


ListArtifactFileUrlsProjectArtifactCollectionArtifactMembership = (
    ArtifactCollectionMembershipUrlsPage
)
