# Generated from queries/artifacts/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.artifacts.base import ArtifactCollectionMembershipState


class GetArtifactState(BaseModel):
    """Whether a version exists, and of which type it is."""

    project: Optional["GetArtifactStateProject"]


class GetArtifactStateProject(BaseModel):
    artifact_collection_membership: Optional["GetArtifactStateProjectArtifactCollectionMembership"]


GetArtifactStateProjectArtifactCollectionMembership = ArtifactCollectionMembershipState
