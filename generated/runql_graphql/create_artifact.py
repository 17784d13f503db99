# Generated from queries/artifacts/upload.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.artifacts.upload import ArtifactStart


class CreateArtifact(BaseModel):
    """Start a version; one that has the same content is given instead, and is committed already."""

    create_artifact: Optional["CreateArtifactCreateArtifact"]


class CreateArtifactCreateArtifact(BaseModel):
    artifact: "CreateArtifactCreateArtifactArtifact"


CreateArtifactCreateArtifactArtifact = ArtifactStart
