# Generated from queries/artifacts/edits.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.artifacts.base import ArtifactCollectionMembershipFull


class LinkArtifact(BaseModel):
    """Put a version into a portfolio, which is created if there is none."""

    link_artifact: Optional["LinkArtifactLinkArtifact"]


class LinkArtifactLinkArtifact(BaseModel):
    version_index: Optional[int]
    artifact_membership: Optional["LinkArtifactLinkArtifactArtifactMembership"]


LinkArtifactLinkArtifactArtifactMembership = ArtifactCollectionMembershipFull
