# Generated from queries/artifacts/upload.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.artifacts.upload import ArtifactStart


class CreateArtifact(BaseModel):
    """Create a version; if a version with the same content exists, the server returns that committed version."""

    create_artifact: Optional["CreateArtifactCreateArtifact"]


class CreateArtifactCreateArtifact(BaseModel):
    artifact: "CreateArtifactCreateArtifactArtifact"


CreateArtifactCreateArtifactArtifact = ArtifactStart
