# Generated from queries/history.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.history import RunHistoryPage


class GetRunHistoryPage(BaseModel):
    """Get complete rows as JSON lines: steps from `minStep` up to but not including `maxStep`."""

    project: Optional["GetRunHistoryPageProject"]


class GetRunHistoryPageProject(BaseModel):
    run: Optional["GetRunHistoryPageProjectRun"]


GetRunHistoryPageProjectRun = RunHistoryPage
