# Generated from queries/collections/edits.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class DeleteCollectionTags(BaseModel):
    """Remove tags from a collection."""

    delete_artifact_collection_tag_assignments: Optional[
        "DeleteCollectionTagsDeleteArtifactCollectionTagAssignments"
    ]


class DeleteCollectionTagsDeleteArtifactCollectionTagAssignments(BaseModel):
    success: bool
