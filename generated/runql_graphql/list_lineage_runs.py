# Generated from queries/lineage/graph.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.lineage.graph import RunNodeFull


class ListLineageRuns(BaseModel):
    """Get the next step of a lineage graph: runs of a project, and their input and output versions."""

    project: Optional["ListLineageRunsProject"]


class ListLineageRunsProject(BaseModel):
    runs: Optional["ListLineageRunsProjectRuns"]


class ListLineageRunsProjectRuns(BaseModel):
    edges: list["ListLineageRunsProjectRunsEdges"]
    page_info: "ListLineageRunsProjectRunsPageInfo"


class ListLineageRunsProjectRunsEdges(BaseModel):
    cursor: str
    node: "ListLineageRunsProjectRunsEdgesNode"


ListLineageRunsProjectRunsEdgesNode = RunNodeFull
ListLineageRunsProjectRunsPageInfo = PageInfoFields
