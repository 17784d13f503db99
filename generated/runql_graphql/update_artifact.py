# Generated from queries/artifacts/edits.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.artifacts.base import ArtifactFields


class UpdateArtifact(BaseModel):
    """Change description, metadata, time to live and tags of a version; null leaves a field unchanged."""

    update_artifact: Optional["UpdateArtifactUpdateArtifact"]


class UpdateArtifactUpdateArtifact(BaseModel):
    artifact: "UpdateArtifactUpdateArtifactArtifact"


UpdateArtifactUpdateArtifactArtifact = ArtifactFields
