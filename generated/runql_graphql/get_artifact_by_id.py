# Generated from queries/artifacts/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.artifacts.base import ArtifactFields


class GetArtifactById(BaseModel):
    """Get a version by its opaque ID."""

    artifact: Optional["GetArtifactByIdArtifact"]


GetArtifactByIdArtifact = ArtifactFields
