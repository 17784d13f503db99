# Generated from queries/history.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.history import RunHistoryReach


class ListRunHistoryReaches(BaseModel):
    """The plans of many runs without parquet, for servers whose schema lacks `parquetHistory`."""

    project: Optional["ListRunHistoryReachesProject"]


class ListRunHistoryReachesProject(BaseModel):
    id: str
    runs: Optional["ListRunHistoryReachesProjectRuns"]


class ListRunHistoryReachesProjectRuns(BaseModel):
    edges: list["ListRunHistoryReachesProjectRunsEdges"]
    page_info: "ListRunHistoryReachesProjectRunsPageInfo"


class ListRunHistoryReachesProjectRunsEdges(BaseModel):
    cursor: str
    node: "ListRunHistoryReachesProjectRunsEdgesNode"


ListRunHistoryReachesProjectRunsEdgesNode = RunHistoryReach
ListRunHistoryReachesProjectRunsPageInfo = PageInfoFields
