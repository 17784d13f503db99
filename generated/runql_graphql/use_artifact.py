# Generated from queries/artifact_edits.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.artifact_versions import ArtifactBirth


class UseArtifact(BaseModel):
    """Take a version as a run's input."""

    use_artifact: Optional["UseArtifactUseArtifact"]


class UseArtifactUseArtifact(BaseModel):
    artifact: "UseArtifactUseArtifactArtifact"


UseArtifactUseArtifactArtifact = ArtifactBirth
