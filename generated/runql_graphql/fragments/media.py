# Generated from queries/media.graphql by `make generate`. Do not edit.
# pyright: reportUnusedImport=false

from typing import Optional

from pydantic import Field

from ..base_model import BaseModel
from ..fragments.artifacts.base import (  # noqa: F401
    ArtifactFields,
    ArtifactFieldsAliases,
    ArtifactFieldsArtifactSequence,
    ArtifactFieldsArtifactType,
    ArtifactFieldsTags,
)
from ..fragments.artifacts.files import ArtifactManifestFields


class ArtifactTable(ArtifactFields):
    """A version that holds a table."""

    current_manifest: Optional["ArtifactTableCurrentManifest"]


ArtifactTableCurrentManifest = ArtifactManifestFields


class ClientIDMappingFields(BaseModel):
    server_id: str = Field(validation_alias="serverID", serialization_alias="serverID")
