# Generated from queries/history.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.history import RunHistoryPage


class GetRunHistoryPage(BaseModel):
    """Whole rows as JSON lines: steps from `minStep` up to but not including `maxStep`. Nothing is dropped
    while `samples` is above the number of rows in between, nor a key of a wide row while `maxKeyLimit` is above
    the number of its keys. What a server takes without that limit is not known."""

    project: Optional["GetRunHistoryPageProject"]


class GetRunHistoryPageProject(BaseModel):
    run: Optional["GetRunHistoryPageProjectRun"]


GetRunHistoryPageProjectRun = RunHistoryPage
