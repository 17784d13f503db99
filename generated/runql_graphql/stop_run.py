# Generated from queries/runs/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class StopRun(BaseModel):
    """Request that a run stops; the run receives the request with its next heartbeat."""

    stop_run: Optional["StopRunStopRun"]


class StopRunStopRun(BaseModel):
    success: bool
