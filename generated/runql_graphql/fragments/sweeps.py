# Generated from queries/sweeps.graphql by `make generate`. Do not edit.

from typing import Optional

from ..base_model import BaseModel
from ..fragments.accounts.users import UserFields
from ..fragments.runs.base import RunProjectFields
from ..scalars import DateTime


class AgentFields(BaseModel):
    """An agent of a sweep."""

    id: str
    name: str
    host: str
    state: Optional[str]
    total_runs: int
    created_at: DateTime
    heartbeat_at: Optional[DateTime]


class SweepFields(BaseModel):
    """A sweep with all attributes, so that a list needs no further requests."""

    id: str
    name: str
    display_name: Optional[str]
    description: Optional[str]
    method: str
    state: str
    config: str
    best_loss: Optional[float]
    run_count: int
    run_count_expected: Optional[int]
    created_at: DateTime
    heartbeat_at: DateTime
    updated_at: Optional[DateTime]
    user: Optional["SweepFieldsUser"]
    project: Optional["SweepFieldsProject"]


SweepFieldsUser = UserFields
SweepFieldsProject = RunProjectFields
