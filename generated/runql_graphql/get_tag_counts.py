# Generated from queries/projects.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.projects import TagCountFields


class GetTagCounts(BaseModel):
    """The tags of the runs that match a filter, with how many runs have each."""

    project: Optional["GetTagCountsProject"]


class GetTagCountsProject(BaseModel):
    tag_counts: list["GetTagCountsProjectTagCounts"]


GetTagCountsProjectTagCounts = TagCountFields
