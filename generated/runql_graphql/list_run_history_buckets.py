# Generated from queries/analysis.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.history import RunHistoryBuckets, RunHistoryExtent


class ListRunHistoryBuckets(BaseModel):
    """The buckets of many runs, a page of runs at a time: one list for each spec, as of a single run."""

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
