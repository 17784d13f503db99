# Generated from queries/sweeps.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.sweeps import SweepFields


class GetSweep(BaseModel):
    """Get a sweep by its ID, the last part of its path (`name` in the schema)."""

    project: Optional["GetSweepProject"]


class GetSweepProject(BaseModel):
    sweep: Optional["GetSweepProjectSweep"]


GetSweepProjectSweep = SweepFields
