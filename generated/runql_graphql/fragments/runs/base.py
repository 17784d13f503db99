# Generated from queries/runs/base.graphql by `make generate`. Do not edit.

from typing import Optional

from ...base_model import BaseModel
from ...fragments.accounts.users import UserFields
from ...scalars import JSON, DateTime, Duration, JSONString


class RunProjectFields(BaseModel):
    """The project of a run, with the fields that its path needs."""

    id: str
    name: str
    entity_name: str


class RunLight(BaseModel):
    """The attributes of a run that lists include."""

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
    """A run with config, summary and metadata. Each of them can be left out, and config and summary can be limited to
    selected keys (null means all), so that one operation serves every selection of fields."""

    config: Optional[JSONString] = None
    summary_metrics: Optional[JSONString] = None
    system_metrics: Optional[JSONString] = None
    history_keys: Optional[JSON] = None


class RunStateFields(BaseModel):
    id: str
    state: Optional[str]
