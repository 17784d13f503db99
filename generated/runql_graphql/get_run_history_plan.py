# Generated from queries/history.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.history import RunHistoryPlan


class GetRunHistoryPlan(BaseModel):
    """Get everything that a complete scan of a history needs before it starts."""

    project: Optional["GetRunHistoryPlanProject"]


class GetRunHistoryPlanProject(BaseModel):
    run: Optional["GetRunHistoryPlanProjectRun"]


GetRunHistoryPlanProjectRun = RunHistoryPlan
