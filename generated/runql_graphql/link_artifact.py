# Generated from queries/artifacts/edits.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.artifacts.base import ArtifactCollectionMembershipFull


class LinkArtifact(BaseModel):
    """Link a version to a portfolio, which is created if it does not exist."""

    link_artifact: Optional["LinkArtifactLinkArtifact"]


class LinkArtifactLinkArtifact(BaseModel):
    version_index: Optional[int]
    artifact_membership: Optional["LinkArtifactLinkArtifactArtifactMembership"]


LinkArtifactLinkArtifactArtifactMembership = ArtifactCollectionMembershipFull
