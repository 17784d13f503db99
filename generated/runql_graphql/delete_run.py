# Generated from queries/runs/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class DeleteRun(BaseModel):
    """Delete a run, and optionally its artifacts."""

    delete_run: Optional["DeleteRunDeleteRun"]


class DeleteRunDeleteRun(BaseModel):
    client_mutation_id: Optional[str]
