# Generated from queries/artifacts/upload.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.artifacts.upload import ArtifactProgress


class CommitArtifact(BaseModel):
    """Commit a version: the server assigns its number and its aliases."""

    commit_artifact: Optional["CommitArtifactCommitArtifact"]


class CommitArtifactCommitArtifact(BaseModel):
    artifact: "CommitArtifactCommitArtifactArtifact"


CommitArtifactCommitArtifactArtifact = ArtifactProgress
