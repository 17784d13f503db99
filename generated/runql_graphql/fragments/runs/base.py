# Generated from queries/runs/base.graphql by `make generate`. Do not edit.

from typing import Optional

from ...base_model import BaseModel
from ...fragments.accounts.users import UserFields
from ...scalars import JSON, DateTime, Duration, JSONString


class RunProjectFields(BaseModel):
    """The project a run belongs to, as far as its path needs it."""

    id: str
    name: str
    entity_name: str


class RunLight(BaseModel):
    """What a list shows of a run: everything that costs the server little."""

    id: str
    name: str
    display_name: Optional[str]
    state: Optional[str]
    tags: Optional[list[str]]
    group: Optional[str]
    job_type: Optional[str]
    commit: Optional[str]
    host: Optional[str]
    notes: Optional[str]
    description: Optional[str]
    read_only: Optional[bool]
    created_at: DateTime
    heartbeat_at: Optional[DateTime]
    updated_at: Optional[DateTime]
    compute_seconds: Duration
    history_line_count: Optional[int]
    sweep_name: Optional[str]
    project_id: str
    user: Optional["RunLightUser"]
    project: Optional["RunLightProject"]


RunLightUser = UserFields
RunLightProject = RunProjectFields


class RunFull(RunLight):
    """A run with its documents. Each document can be left out, and config and summary can be cut down to
    single keys (null means all), so that one operation serves every choice of fields."""

    config: Optional[JSONString] = None
    summary_metrics: Optional[JSONString] = None
    system_metrics: Optional[JSONString] = None
    history_keys: Optional[JSON] = None


class RunStateFields(BaseModel):
    id: str
    state: Optional[str]
