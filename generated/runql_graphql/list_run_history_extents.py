# Generated from queries/history.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.history import RunHistoryExtent


class ListRunHistoryExtents(BaseModel):
    """Get the history plans of many runs from servers whose schema lacks `parquetHistory`."""

    project: Optional["ListRunHistoryExtentsProject"]


class ListRunHistoryExtentsProject(BaseModel):
    id: str
    runs: Optional["ListRunHistoryExtentsProjectRuns"]


class ListRunHistoryExtentsProjectRuns(BaseModel):
    edges: list["ListRunHistoryExtentsProjectRunsEdges"]
    page_info: "ListRunHistoryExtentsProjectRunsPageInfo"


class ListRunHistoryExtentsProjectRunsEdges(BaseModel):
    cursor: str
    node: "ListRunHistoryExtentsProjectRunsEdgesNode"


ListRunHistoryExtentsProjectRunsEdgesNode = RunHistoryExtent
ListRunHistoryExtentsProjectRunsPageInfo = PageInfoFields
