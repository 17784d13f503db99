# Generated from queries/sweeps.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.sweeps import SweepFields


class UpsertSweep(BaseModel):
    """Make a sweep, or change the fields given of one that exists; null leaves a field alone."""

    upsert_sweep: Optional["UpsertSweepUpsertSweep"]


class UpsertSweepUpsertSweep(BaseModel):
    inserted: Optional[bool]
    config_validation_warnings: list[str]
    sweep: Optional["UpsertSweepUpsertSweepSweep"]


UpsertSweepUpsertSweepSweep = SweepFields
