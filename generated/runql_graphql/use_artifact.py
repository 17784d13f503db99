# Generated from queries/artifacts/edits.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.artifacts.upload import ArtifactBirth


class UseArtifact(BaseModel):
    """Record a version as an input of a run."""

    use_artifact: Optional["UseArtifactUseArtifact"]


class UseArtifactUseArtifact(BaseModel):
    artifact: "UseArtifactUseArtifactArtifact"


UseArtifactUseArtifactArtifact = ArtifactBirth
