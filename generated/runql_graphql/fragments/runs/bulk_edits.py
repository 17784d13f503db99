# Generated from queries/runs/bulk_edits.graphql by `make generate`. Do not edit.

from typing import Optional

from ...base_model import BaseModel


class RunTags(BaseModel):
    """Only the tags of a run."""

    id: str
    tags: Optional[list[str]]
