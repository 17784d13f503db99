# Generated from queries/artifacts/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.artifacts.base import ArtifactCollectionMembershipFields


class ListArtifactMemberships(BaseModel):
    """List the collections that contain a version."""

    artifact: Optional["ListArtifactMembershipsArtifact"]


class ListArtifactMembershipsArtifact(BaseModel):
    artifact_memberships: "ListArtifactMembershipsArtifactArtifactMemberships"


class ListArtifactMembershipsArtifactArtifactMemberships(BaseModel):
    edges: list["ListArtifactMembershipsArtifactArtifactMembershipsEdges"]
    page_info: "ListArtifactMembershipsArtifactArtifactMembershipsPageInfo"


class ListArtifactMembershipsArtifactArtifactMembershipsEdges(BaseModel):
    node: Optional["ListArtifactMembershipsArtifactArtifactMembershipsEdgesNode"]


ListArtifactMembershipsArtifactArtifactMembershipsEdgesNode = ArtifactCollectionMembershipFields
ListArtifactMembershipsArtifactArtifactMembershipsPageInfo = PageInfoFields
