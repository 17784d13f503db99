# Generated from queries/runs/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.runs.base import RunFull


class GetRun(BaseModel):
    """Get a run by its ID, the last part of its path (`name` in the schema)."""

    project: Optional["GetRunProject"]


class GetRunProject(BaseModel):
    run: Optional["GetRunProjectRun"]


GetRunProjectRun = RunFull
