# Generated from schema.graphql by `make generate`. Do not edit.

from collections.abc import Sequence
from typing import Optional

from .base_model import InputModel


class UpsertBucketInput(InputModel):
    client_mutation_id: Optional[str] = None
    commit: Optional[str] = None
    config: Optional[str] = None
    debug: Optional[bool] = None
    description: Optional[str] = None
    display_name: Optional[str] = None
    entity_name: Optional[str] = None
    framework: Optional[str] = None
    group_name: Optional[str] = None
    host: Optional[str] = None
    id: Optional[str] = None
    job_program: Optional[str] = None
    job_repo: Optional[str] = None
    job_type: Optional[str] = None
    model_name: Optional[str] = None
    name: Optional[str] = None
    notes: Optional[str] = None
    run_queue_item_id: Optional[str] = None
    state: Optional[str] = None
    summary_metrics: Optional[str] = None
    sweep: Optional[str] = None
    tags: Optional[Sequence[Optional[str]]] = None
