# Generated from queries/artifacts/base.graphql by `make generate`. Do not edit.

from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments.artifacts.base import ArtifactCollectionMembershipFull


class GetCollectionArtifact(BaseModel):
    """Get a version by its collection and its number or alias, on servers that cannot look up versions in a project."""

    project: Optional["GetCollectionArtifactProject"]


class GetCollectionArtifactProject(BaseModel):
    artifact_collection: Optional["GetCollectionArtifactProjectArtifactCollection"]


class GetCollectionArtifactProjectArtifactCollection(BaseModel):
    typename__: str = Field(validation_alias="__typename", serialization_alias="__typename")
    id: str
    artifact_membership: Optional[
        "GetCollectionArtifactProjectArtifactCollectionArtifactMembership"
    ]


GetCollectionArtifactProjectArtifactCollectionArtifactMembership = ArtifactCollectionMembershipFull
