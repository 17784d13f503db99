# Generated from queries/runs/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class CountRuns(BaseModel):
    """Count the runs of a project that match a filter."""

    project: Optional["CountRunsProject"]


class CountRunsProject(BaseModel):
    run_count: int
