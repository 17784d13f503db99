# Generated from queries/sweeps.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.sweeps import AgentFields


class ListSweepAgents(BaseModel):
    """List all agents of a sweep; the server does not paginate them."""

    project: Optional["ListSweepAgentsProject"]


class ListSweepAgentsProject(BaseModel):
    sweep: Optional["ListSweepAgentsProjectSweep"]


class ListSweepAgentsProjectSweep(BaseModel):
    agents: "ListSweepAgentsProjectSweepAgents"


class ListSweepAgentsProjectSweepAgents(BaseModel):
    edges: list["ListSweepAgentsProjectSweepAgentsEdges"]
    page_info: "ListSweepAgentsProjectSweepAgentsPageInfo"


class ListSweepAgentsProjectSweepAgentsEdges(BaseModel):
    cursor: str
    node: "ListSweepAgentsProjectSweepAgentsEdgesNode"


ListSweepAgentsProjectSweepAgentsEdgesNode = AgentFields
ListSweepAgentsProjectSweepAgentsPageInfo = PageInfoFields
