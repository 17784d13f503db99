# Generated from queries/artifacts/base.graphql by `make generate`. Do not edit.

from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments.artifacts.base import ArtifactCollectionMembershipFull


class GetCollectionArtifact(BaseModel):
    """The same for servers whose projects do not look versions up: by collection, and number or alias in it."""

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
