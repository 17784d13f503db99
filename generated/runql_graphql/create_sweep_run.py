# Generated from queries/sweeps.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class CreateSweepRun(BaseModel):
    """Add a run with given parameter values to the queue of a sweep."""

    enqueue_sweep_run: Optional["CreateSweepRunEnqueueSweepRun"]


class CreateSweepRunEnqueueSweepRun(BaseModel):
    id: Optional[str]
    run_queue_item_id: Optional[str]
