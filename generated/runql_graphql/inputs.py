# Generated from schema.graphql by `make generate`. Do not edit.

from collections.abc import Sequence
from typing import Optional

from pydantic import Field

from .base_model import InputModel
from .enums import ViewSource
from .scalars import DateTime


class ArtifactTypeInput(InputModel):
    """Input for artifact type."""

    description: Optional[str] = None
    "Description."
    name: str
    "Name."


class ProjectIconInput(InputModel):
    """Input for project icon."""

    color: str
    "Colour."
    name: str
    "Name."


class RateLimitsInput(InputModel):
    """Input for rate limits."""

    create_artifacts: Optional[int] = None
    create_artifacts_request_count: Optional[int] = None
    create_artifacts_time_window: Optional[int] = None
    filestream_count: Optional[float] = None
    filestream_per_run_count: Optional[float] = None
    filestream_size: Optional[int] = None
    graphql: Optional[int] = None
    run_update_count: Optional[float] = None
    sdk_graphql: Optional[int] = None
    sdk_graphql_query_seconds: Optional[float] = None


class UpsertBucketInput(InputModel):
    """A run to make or to change. Null and absent fields are left alone."""

    client_mutation_id: Optional[str] = None
    "A text of the client's, given back unchanged."
    commit: Optional[str] = None
    "Git commit."
    config: Optional[str] = None
    "The whole configuration, replacing the one before."
    debug: Optional[bool] = None
    description: Optional[str] = None
    "Description."
    display_name: Optional[str] = None
    "Label."
    entity_name: Optional[str] = None
    "Name of the entity."
    framework: Optional[str] = None
    group_name: Optional[str] = None
    "Name of the group."
    host: Optional[str] = None
    "Name of the machine."
    id: Optional[str] = None
    "Opaque id of a run to change."
    job_program: Optional[str] = None
    job_repo: Optional[str] = None
    job_type: Optional[str] = None
    model_name: Optional[str] = None
    "Name of the project."
    name: Optional[str] = None
    "The run's id."
    notes: Optional[str] = None
    "Notes in Markdown."
    run_queue_item_id: Optional[str] = None
    state: Optional[str] = None
    "State."
    summary_metrics: Optional[str] = None
    "The whole summary, replacing the one before."
    sweep: Optional[str] = None
    "The sweep."
    tags: Optional[Sequence[Optional[str]]] = None
    "All tags, replacing those before."


class UpsertModelInput(InputModel):
    """A project to make or to change."""

    access: Optional[str] = None
    allow_all_artifact_types_in_registry: Optional[bool] = None
    artifact_types: Optional[Sequence["ArtifactTypeInput"]] = None
    client_mutation_id: Optional[str] = None
    "A text of the client's, given back unchanged."
    description: Optional[str] = None
    "Description."
    docker_image: Optional[str] = None
    entity_name: Optional[str] = None
    "Name of the entity."
    framework: Optional[str] = None
    icon: Optional["ProjectIconInput"] = None
    id: Optional[str] = None
    "Opaque id."
    is_benchmark: Optional[bool] = None
    is_published: Optional[bool] = None
    linked_benchmark: Optional[str] = None
    name: Optional[str] = None
    "Name."
    owner: Optional[str] = None
    rate_limits: Optional["RateLimitsInput"] = None
    repo: Optional[str] = None
    views: Optional[str] = None


class UpsertSweepInput(InputModel):
    """A sweep to make or to change."""

    client_mutation_id: Optional[str] = None
    "A text of the client's, given back unchanged."
    config: Optional[str] = None
    "Configuration."
    controller: Optional[str] = None
    description: Optional[str] = None
    "Description."
    display_name: Optional[str] = None
    "Label."
    entity_name: Optional[str] = None
    "Name of the entity."
    id: Optional[str] = None
    "Opaque id."
    launch_scheduler: Optional[str] = None
    prior_runs_filters: Optional[str] = None
    project_name: Optional[str] = None
    "Name of the project."
    scheduler: Optional[str] = None
    state: Optional[str] = None
    "State."
    template_variable_values: Optional[str] = None


class UpsertViewInput(InputModel):
    """Input of `upsertView`."""

    client_mutation_id: Optional[str] = None
    "A text of the client's, given back unchanged."
    cover_url: Optional[str] = None
    created_using: Optional[ViewSource] = None
    description: Optional[str] = None
    "Description."
    display_name: Optional[str] = None
    "Label."
    entity_name: Optional[str] = None
    "Name of the entity."
    id: Optional[str] = None
    "Opaque id."
    locked: Optional[bool] = None
    name: Optional[str] = None
    "Name."
    parent_id: Optional[str] = None
    preview_url: Optional[str] = None
    project_name: Optional[str] = None
    "Name of the project."
    showcased_at: Optional[DateTime] = None
    spec: Optional[str] = None
    type_: Optional[str] = Field(validation_alias="type", serialization_alias="type", default=None)
    "Kind."
