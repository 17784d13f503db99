# Generated from queries/artifacts/edits.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class DeleteArtifactAliases(BaseModel):
    """Remove aliases from a version."""

    delete_aliases: Optional["DeleteArtifactAliasesDeleteAliases"]


class DeleteArtifactAliasesDeleteAliases(BaseModel):
    success: bool
