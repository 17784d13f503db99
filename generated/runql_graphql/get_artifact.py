# Generated from queries/artifacts/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.artifacts.base import ArtifactCollectionMembershipFull


class GetArtifact(BaseModel):
    """Get a version by `collection:alias`, `collection:v3` or `collection:digest`."""

    project: Optional["GetArtifactProject"]


class GetArtifactProject(BaseModel):
    artifact_collection_membership: Optional["GetArtifactProjectArtifactCollectionMembership"]


GetArtifactProjectArtifactCollectionMembership = ArtifactCollectionMembershipFull
