# Generated from queries/collections/edits.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.artifacts.base import TagFields


class AddCollectionTags(BaseModel):
    """Add tags to a collection."""

    create_artifact_collection_tag_assignments: Optional[
        "AddCollectionTagsCreateArtifactCollectionTagAssignments"
    ]


class AddCollectionTagsCreateArtifactCollectionTagAssignments(BaseModel):
    tags: list["AddCollectionTagsCreateArtifactCollectionTagAssignmentsTags"]


AddCollectionTagsCreateArtifactCollectionTagAssignmentsTags = TagFields
