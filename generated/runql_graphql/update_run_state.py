# Generated from queries/runs/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class UpdateRunState(BaseModel):
    """Set the state of a run that has no process."""

    update_run_state: Optional["UpdateRunStateUpdateRunState"]


class UpdateRunStateUpdateRunState(BaseModel):
    success: bool
