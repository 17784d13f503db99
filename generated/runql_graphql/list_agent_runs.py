# Generated from queries/sweeps.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.runs.base import RunFull


class ListAgentRuns(BaseModel):
    """List the runs of an agent."""

    project: Optional["ListAgentRunsProject"]


class ListAgentRunsProject(BaseModel):
    sweep: Optional["ListAgentRunsProjectSweep"]


class ListAgentRunsProjectSweep(BaseModel):
    agent: Optional["ListAgentRunsProjectSweepAgent"]


class ListAgentRunsProjectSweepAgent(BaseModel):
    total_runs: int
    runs: "ListAgentRunsProjectSweepAgentRuns"


class ListAgentRunsProjectSweepAgentRuns(BaseModel):
    edges: list["ListAgentRunsProjectSweepAgentRunsEdges"]
    page_info: "ListAgentRunsProjectSweepAgentRunsPageInfo"


class ListAgentRunsProjectSweepAgentRunsEdges(BaseModel):
    cursor: str
    node: "ListAgentRunsProjectSweepAgentRunsEdgesNode"


ListAgentRunsProjectSweepAgentRunsEdgesNode = RunFull
ListAgentRunsProjectSweepAgentRunsPageInfo = PageInfoFields
