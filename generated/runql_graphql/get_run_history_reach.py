# Generated from queries/history.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.history import RunHistoryReach


class GetRunHistoryReach(BaseModel):
    """The same plan without parquet, for servers whose schema lacks `parquetHistory`."""

    project: Optional["GetRunHistoryReachProject"]


class GetRunHistoryReachProject(BaseModel):
    run: Optional["GetRunHistoryReachProjectRun"]


GetRunHistoryReachProjectRun = RunHistoryReach
