# Generated from queries/runs/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.runs.base import RunFull


class ListRuns(BaseModel):
    """List runs of a project that match a MongoDB-style filter, in a given order, and count them."""

    project: Optional["ListRunsProject"]


class ListRunsProject(BaseModel):
    run_count: int
    runs: Optional["ListRunsProjectRuns"]


class ListRunsProjectRuns(BaseModel):
    edges: list["ListRunsProjectRunsEdges"]
    page_info: "ListRunsProjectRunsPageInfo"


class ListRunsProjectRunsEdges(BaseModel):
    cursor: str
    node: "ListRunsProjectRunsEdgesNode"


ListRunsProjectRunsEdgesNode = RunFull
ListRunsProjectRunsPageInfo = PageInfoFields
