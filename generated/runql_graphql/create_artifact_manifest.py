# Generated from queries/artifacts/upload.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.artifacts.upload import ArtifactManifestTarget


class CreateArtifactManifest(BaseModel):
    """Request an upload URL for the manifest of a version; a second request with the digest returns the same manifest."""

    create_artifact_manifest: Optional["CreateArtifactManifestCreateArtifactManifest"]


class CreateArtifactManifestCreateArtifactManifest(BaseModel):
    artifact_manifest: "CreateArtifactManifestCreateArtifactManifestArtifactManifest"


CreateArtifactManifestCreateArtifactManifestArtifactManifest = ArtifactManifestTarget
