# Generated from queries/artifacts/edits.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.artifacts.upload import ArtifactProgress


class DeleteArtifact(BaseModel):
    """Delete a version; a version with aliases only together with its aliases."""

    delete_artifact: Optional["DeleteArtifactDeleteArtifact"]


class DeleteArtifactDeleteArtifact(BaseModel):
    artifact: "DeleteArtifactDeleteArtifactArtifact"


DeleteArtifactDeleteArtifactArtifact = ArtifactProgress
