# Generated from queries/artifacts/upload.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.artifacts.upload import ArtifactManifestTarget


class CreateArtifactManifest(BaseModel):
    """Make a place for the manifest of a version; asked again with a digest, it is the same place."""

    create_artifact_manifest: Optional["CreateArtifactManifestCreateArtifactManifest"]


class CreateArtifactManifestCreateArtifactManifest(BaseModel):
    artifact_manifest: "CreateArtifactManifestCreateArtifactManifestArtifactManifest"


CreateArtifactManifestCreateArtifactManifestArtifactManifest = ArtifactManifestTarget
