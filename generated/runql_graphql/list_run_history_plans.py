# Generated from queries/history.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.history import RunHistoryPlan


class ListRunHistoryPlans(BaseModel):
    """Get the history plans of many runs, page by page."""

    project: Optional["ListRunHistoryPlansProject"]


class ListRunHistoryPlansProject(BaseModel):
    id: str
    runs: Optional["ListRunHistoryPlansProjectRuns"]


class ListRunHistoryPlansProjectRuns(BaseModel):
    edges: list["ListRunHistoryPlansProjectRunsEdges"]
    page_info: "ListRunHistoryPlansProjectRunsPageInfo"


class ListRunHistoryPlansProjectRunsEdges(BaseModel):
    cursor: str
    node: "ListRunHistoryPlansProjectRunsEdgesNode"


ListRunHistoryPlansProjectRunsEdgesNode = RunHistoryPlan
ListRunHistoryPlansProjectRunsPageInfo = PageInfoFields
