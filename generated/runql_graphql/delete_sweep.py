# Generated from queries/sweeps.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class DeleteSweep(BaseModel):
    """Delete a sweep, and optionally its runs."""

    delete_sweep: Optional["DeleteSweepDeleteSweep"]


class DeleteSweepDeleteSweep(BaseModel):
    affected_agents: int
    affected_runs: int
