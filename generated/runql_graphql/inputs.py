# Generated from schema.graphql by `make generate`. Do not edit.

from collections.abc import Sequence
from typing import Optional

from pydantic import Field

from .base_model import InputModel
from .enums import ViewSource
from .scalars import DateTime


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
