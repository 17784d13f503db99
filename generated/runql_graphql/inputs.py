# Generated from schema.graphql by `make generate`. Do not edit.

from collections.abc import Sequence
from typing import Optional

from pydantic import Field

from .base_model import InputModel
from .enums import (
    AlertSeverity,
    EventTriggeringConditionType,
    TriggeredActionType,
    TriggerScopeType,
)


class ARIAActionInput(InputModel):
    """Input for aria action."""

    prompt: str


class CreateFilterTriggerInput(InputModel):
    """Input of `createFilterTrigger`."""

    client_mutation_id: Optional[str] = None
    "A text of the client's, given back unchanged."
    description: Optional[str] = None
    "Description."
    enabled: bool
    "Whether it is on."
    event_filter: str
    name: str
    "Name."
    scope_id: str = Field(validation_alias="scopeID", serialization_alias="scopeID")
    scope_type: TriggerScopeType
    triggered_action_config: "TriggeredActionConfig"
    triggered_action_type: TriggeredActionType
    triggering_event_type: EventTriggeringConditionType


class CreateGenericWebhookIntegrationInput(InputModel):
    """Input of `createGenericWebhookIntegration`."""

    access_token_ref: Optional[str] = None
    client_mutation_id: Optional[str] = None
    "A text of the client's, given back unchanged."
    entity_name: str
    "Name of the entity."
    name: str
    "Name."
    secret_ref: Optional[str] = None
    url_endpoint: str


class GenericWebhookActionInput(InputModel):
    """Input for generic webhook action."""

    integration_id: str = Field(
        validation_alias="integrationID", serialization_alias="integrationID"
    )
    request_payload: Optional[str] = None


class NoOpTriggeredActionInput(InputModel):
    """Input for no op triggered action."""

    no_op: Optional[bool] = None


class NotificationActionInput(InputModel):
    """Input for notification action."""

    integration_id: str = Field(
        validation_alias="integrationID", serialization_alias="integrationID"
    )
    message: Optional[str] = None
    "What happened."
    severity: Optional[AlertSeverity] = None
    title: Optional[str] = None


class PushNotificationActionInput(InputModel):
    """Input for push notification action."""

    body: Optional[str] = None
    title: Optional[str] = None
    user_id: str = Field(validation_alias="userID", serialization_alias="userID")


class QueueJobActionInput(InputModel):
    """Input for queue job action."""

    queue_id: str = Field(validation_alias="queueID", serialization_alias="queueID")
    template: str


class TriggeredActionConfig(InputModel):
    """Triggered action config."""

    aria_action_input: Optional["ARIAActionInput"] = None
    generic_webhook_action_input: Optional["GenericWebhookActionInput"] = None
    no_op_action_input: Optional["NoOpTriggeredActionInput"] = None
    notification_action_input: Optional["NotificationActionInput"] = None
    push_notification_action_input: Optional["PushNotificationActionInput"] = None
    queue_job_action_input: Optional["QueueJobActionInput"] = None


class UpdateFilterTriggerInput(InputModel):
    """Input of `updateFilterTrigger`."""

    client_mutation_id: Optional[str] = None
    "A text of the client's, given back unchanged."
    description: Optional[str] = None
    "Description."
    enabled: Optional[bool] = None
    "Whether it is on."
    event_filter: Optional[str] = None
    id: str
    "Opaque id."
    name: Optional[str] = None
    "Name."
    scope_id: Optional[str] = Field(
        validation_alias="scopeID", serialization_alias="scopeID", default=None
    )
    scope_type: Optional[TriggerScopeType] = None
    triggered_action_config: Optional["TriggeredActionConfig"] = None
    triggered_action_type: Optional[TriggeredActionType] = None
    triggering_event_type: Optional[EventTriggeringConditionType] = None


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
