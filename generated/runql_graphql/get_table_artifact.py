# Generated from queries/media.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.media import ArtifactTable


class GetTableArtifact(BaseModel):
    """Get a version by its opaque ID, with the URL of its manifest."""

    artifact: Optional["GetTableArtifactArtifact"]


GetTableArtifactArtifact = ArtifactTable
