# Generated from queries/collections/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.collections.base import ArtifactTypeFields


class GetArtifactType(BaseModel):
    """Get an artifact type by name."""

    project: Optional["GetArtifactTypeProject"]


class GetArtifactTypeProject(BaseModel):
    artifact_type: Optional["GetArtifactTypeProjectArtifactType"]


GetArtifactTypeProjectArtifactType = ArtifactTypeFields
