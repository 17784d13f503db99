# Generated from queries/runs/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.runs.base import RunStateFields


class GetRunState(BaseModel):
    """Get only the state of a run, to wait for it."""

    project: Optional["GetRunStateProject"]


class GetRunStateProject(BaseModel):
    run: Optional["GetRunStateProjectRun"]


GetRunStateProjectRun = RunStateFields
