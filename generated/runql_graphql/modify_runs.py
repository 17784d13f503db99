# Generated from queries/runs/bulk_edits.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.runs.bulk_edits import RunTags


class ModifyRuns(BaseModel):
    """Add tags to all runs of a project that match a filter, and remove tags from them."""

    modify_runs: Optional["ModifyRunsModifyRuns"]


class ModifyRunsModifyRuns(BaseModel):
    runs: list[Optional["ModifyRunsModifyRunsRuns"]]


ModifyRunsModifyRunsRuns = RunTags
