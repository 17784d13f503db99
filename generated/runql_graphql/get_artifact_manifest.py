# Generated from queries/artifacts/files.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.artifacts.files import ArtifactManifestFields


class GetArtifactManifest(BaseModel):
    """Get the URL of a version's manifest."""

    artifact: Optional["GetArtifactManifestArtifact"]


class GetArtifactManifestArtifact(BaseModel):
    current_manifest: Optional["GetArtifactManifestArtifactCurrentManifest"]


GetArtifactManifestArtifactCurrentManifest = ArtifactManifestFields
