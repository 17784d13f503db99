# Generated from queries/projects.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.projects import TagCountFields


class GetTagCounts(BaseModel):
    """Count the tags of the runs that match a filter."""

    project: Optional["GetTagCountsProject"]


class GetTagCountsProject(BaseModel):
    tag_counts: list["GetTagCountsProjectTagCounts"]


GetTagCountsProjectTagCounts = TagCountFields
