# Generated from queries/history.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.history import RunHistoryExtent
from .scalars import JSON


class GetRunHistorySample(BaseModel):
    """Sample rows of a history, complete or with selected keys, and count all rows."""

    project: Optional["GetRunHistorySampleProject"]


class GetRunHistorySampleProject(BaseModel):
    run: Optional["GetRunHistorySampleProjectRun"]


class GetRunHistorySampleProjectRun(RunHistoryExtent):
    history: Optional[list[str]] = None
    sampled_history: Optional[list[JSON]] = None
