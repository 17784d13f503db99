# Generated from queries/runs/moving.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.runs.moving import TaskFields


class MoveRuns(BaseModel):
    """Move all runs of a project that match a filter to another project."""

    move_runs: Optional["MoveRunsMoveRuns"]


class MoveRunsMoveRuns(BaseModel):
    task: "MoveRunsMoveRunsTask"


MoveRunsMoveRunsTask = TaskFields
