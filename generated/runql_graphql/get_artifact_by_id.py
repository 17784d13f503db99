# Generated from queries/artifacts/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.artifacts.base import ArtifactFields


class GetArtifactById(BaseModel):
    """A version by its opaque id."""

    artifact: Optional["GetArtifactByIdArtifact"]


GetArtifactByIdArtifact = ArtifactFields
