# Generated from queries/runs/undeletion.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class UndeleteRuns(BaseModel):
    """Restore deleted runs of a project that match a filter."""

    undelete_runs: Optional["UndeleteRunsUndeleteRuns"]


class UndeleteRunsUndeleteRuns(BaseModel):
    client_mutation_id: Optional[str]
