# Generated from queries/runs/by_storage_id.graphql by `make generate`. Do not edit.

from .base_model import BaseModel
from .fragments.runs.base import RunFull


class GetRunsById(BaseModel):
    """List runs of any projects by their opaque IDs."""

    runs: "GetRunsByIdRuns"


class GetRunsByIdRuns(BaseModel):
    runs: list["GetRunsByIdRunsRuns"]


GetRunsByIdRunsRuns = RunFull
