# Generated from queries/artifacts/edits.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class AddArtifactAliases(BaseModel):
    """Add aliases to a version in collections that it is in."""

    add_aliases: Optional["AddArtifactAliasesAddAliases"]


class AddArtifactAliasesAddAliases(BaseModel):
    success: bool
