# Generated from queries/sweeps.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.sweeps import SweepFields


class UpsertSweep(BaseModel):
    """Create a sweep, or change the given fields of an existing one; null leaves a field unchanged."""

    upsert_sweep: Optional["UpsertSweepUpsertSweep"]


class UpsertSweepUpsertSweep(BaseModel):
    inserted: Optional[bool]
    config_validation_warnings: list[str]
    sweep: Optional["UpsertSweepUpsertSweepSweep"]


UpsertSweepUpsertSweepSweep = SweepFields
