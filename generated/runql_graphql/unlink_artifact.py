# Generated from queries/artifacts/edits.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class UnlinkArtifact(BaseModel):
    """Unlink a version from a portfolio."""

    unlink_artifact: Optional["UnlinkArtifactUnlinkArtifact"]


class UnlinkArtifactUnlinkArtifact(BaseModel):
    success: bool
