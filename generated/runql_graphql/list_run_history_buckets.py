# Generated from queries/analysis.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.history import RunHistoryBuckets, RunHistoryExtent


class ListRunHistoryBuckets(BaseModel):
    """Get the history buckets of many runs, page by page: one list for each spec."""

    project: Optional["ListRunHistoryBucketsProject"]


class ListRunHistoryBucketsProject(BaseModel):
    id: str
    runs: Optional["ListRunHistoryBucketsProjectRuns"]


class ListRunHistoryBucketsProjectRuns(BaseModel):
    edges: list["ListRunHistoryBucketsProjectRunsEdges"]
    page_info: "ListRunHistoryBucketsProjectRunsPageInfo"


class ListRunHistoryBucketsProjectRunsEdges(BaseModel):
    cursor: str
    node: "ListRunHistoryBucketsProjectRunsEdgesNode"


class ListRunHistoryBucketsProjectRunsEdgesNode(RunHistoryBuckets, RunHistoryExtent):
    pass


ListRunHistoryBucketsProjectRunsPageInfo = PageInfoFields
