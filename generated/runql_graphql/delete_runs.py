# Generated from queries/runs/bulk_edits.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class DeleteRuns(BaseModel):
    """Delete all runs of a project that match a filter, and optionally the artifact versions that they logged."""

    delete_runs: Optional["DeleteRunsDeleteRuns"]


class DeleteRunsDeleteRuns(BaseModel):
    errors: Optional[str]
