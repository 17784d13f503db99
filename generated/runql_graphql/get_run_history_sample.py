# Generated from queries/history.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.history import RunHistoryExtent
from .scalars import JSON


class GetRunHistorySample(BaseModel):
    """As many rows as the server picks, whole or chosen keys of them, and how many there are."""

    project: Optional["GetRunHistorySampleProject"]


class GetRunHistorySampleProject(BaseModel):
    run: Optional["GetRunHistorySampleProjectRun"]


class GetRunHistorySampleProjectRun(RunHistoryExtent):
    history: Optional[list[str]] = None
    sampled_history: Optional[list[JSON]] = None
