# Generated from queries/server.graphql by `make generate`. Do not edit.

from typing import Optional

from ..base_model import BaseModel
from ..scalars import JSON


class LocalVersionFields(BaseModel):
    version_on_this_instance_string: str
    latest_version_string: str
    out_of_date: bool


class RateLimitFields(BaseModel):
    graphql: int
    sdk_graphql: int
    sdk_graphql_query_seconds: float
    filestream_count: float
    filestream_size: int
    filestream_per_run_count: float
    run_update_count: float
    create_artifacts: int
    create_artifacts_request_count: int
    create_artifacts_time_window: int


class ServerFeatureFields(BaseModel):
    name: str
    is_enabled: bool


class ServerInfoFields(BaseModel):
    features: list[Optional["ServerInfoFieldsFeatures"]]


ServerInfoFieldsFeatures = ServerFeatureFields


class ServerVersionFields(BaseModel):
    cli_version_info: JSON
    latest_local_version_info: Optional["ServerVersionFieldsLatestLocalVersionInfo"]


ServerVersionFieldsLatestLocalVersionInfo = LocalVersionFields
