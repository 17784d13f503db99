# Generated from queries/artifacts/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.artifacts.base import ArtifactCollectionMembershipState


class GetArtifactState(BaseModel):
    """Check whether a version exists, and get its type."""

    project: Optional["GetArtifactStateProject"]


class GetArtifactStateProject(BaseModel):
    artifact_collection_membership: Optional["GetArtifactStateProjectArtifactCollectionMembership"]


GetArtifactStateProjectArtifactCollectionMembership = ArtifactCollectionMembershipState
