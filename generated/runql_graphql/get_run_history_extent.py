# Generated from queries/history.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.history import RunHistoryExtent


class GetRunHistoryExtent(BaseModel):
    """Get a history plan from servers whose schema lacks `parquetHistory`."""

    project: Optional["GetRunHistoryExtentProject"]


class GetRunHistoryExtentProject(BaseModel):
    run: Optional["GetRunHistoryExtentProjectRun"]


GetRunHistoryExtentProjectRun = RunHistoryExtent
