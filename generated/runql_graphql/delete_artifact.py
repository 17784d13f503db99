# Generated from queries/artifacts/edits.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.artifacts.upload import ArtifactProgress


class DeleteArtifact(BaseModel):
    """Delete a version; one with aliases only together with them."""

    delete_artifact: Optional["DeleteArtifactDeleteArtifact"]


class DeleteArtifactDeleteArtifact(BaseModel):
    artifact: "DeleteArtifactDeleteArtifactArtifact"


DeleteArtifactDeleteArtifactArtifact = ArtifactProgress
