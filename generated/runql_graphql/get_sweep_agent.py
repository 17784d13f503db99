# Generated from queries/sweeps.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.sweeps import AgentFields


class GetSweepAgent(BaseModel):
    """Get an agent of a sweep by its name or its opaque ID."""

    project: Optional["GetSweepAgentProject"]


class GetSweepAgentProject(BaseModel):
    sweep: Optional["GetSweepAgentProjectSweep"]


class GetSweepAgentProjectSweep(BaseModel):
    agent: Optional["GetSweepAgentProjectSweepAgent"]


GetSweepAgentProjectSweepAgent = AgentFields
