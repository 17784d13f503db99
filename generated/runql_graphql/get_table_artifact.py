# Generated from queries/media.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.media import ArtifactTable


class GetTableArtifact(BaseModel):
    """A version by its opaque id, and where its manifest is."""

    artifact: Optional["GetTableArtifactArtifact"]


GetTableArtifactArtifact = ArtifactTable
