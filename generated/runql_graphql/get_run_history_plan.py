# Generated from queries/history.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.history import RunHistoryPlan


class GetRunHistoryPlan(BaseModel):
    """Everything a complete scan has to know before it starts."""

    project: Optional["GetRunHistoryPlanProject"]


class GetRunHistoryPlanProject(BaseModel):
    run: Optional["GetRunHistoryPlanProjectRun"]


GetRunHistoryPlanProjectRun = RunHistoryPlan
