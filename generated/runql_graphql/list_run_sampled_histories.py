# Generated from queries/analysis.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.history import RunHistoryExtent, RunSampledHistory


class ListRunSampledHistories(BaseModel):
    """Sample selected keys of many runs, page by page: one list of rows for each spec."""

    project: Optional["ListRunSampledHistoriesProject"]


class ListRunSampledHistoriesProject(BaseModel):
    id: str
    runs: Optional["ListRunSampledHistoriesProjectRuns"]


class ListRunSampledHistoriesProjectRuns(BaseModel):
    edges: list["ListRunSampledHistoriesProjectRunsEdges"]
    page_info: "ListRunSampledHistoriesProjectRunsPageInfo"


class ListRunSampledHistoriesProjectRunsEdges(BaseModel):
    cursor: str
    node: "ListRunSampledHistoriesProjectRunsEdgesNode"


class ListRunSampledHistoriesProjectRunsEdgesNode(RunHistoryExtent, RunSampledHistory):
    pass


ListRunSampledHistoriesProjectRunsPageInfo = PageInfoFields
