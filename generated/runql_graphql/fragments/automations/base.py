# Generated from queries/automations/base.graphql by `make generate`. Do not edit.

from typing import Annotated, Literal, Optional, Union

from pydantic import Field

from ...base_model import BaseModel
from ...enums import (
    AlertSeverity,
    EventTriggeringConditionType,
)
from ...fragments.integrations import GenericWebhookIntegrationFields, SlackIntegrationFields
from ...open_union import OpenUnion, UnknownType
from ...scalars import DateTime, JSONString


class ARIATriggeredActionFields(BaseModel):
    prompt: str


class ArtifactPortfolioScopeFields(BaseModel):
    id: str
    name: str


class ArtifactSequenceScopeFields(BaseModel):
    id: str
    name: str


class EntityScopeFields(BaseModel):
    id: str
    name: str


class FilterEventTriggeringConditionFields(BaseModel):
    event_type: EventTriggeringConditionType
    filter_: str = Field(validation_alias="filter", serialization_alias="filter")


class GenericWebhookTriggeredActionFields(BaseModel):
    integration: Annotated[
        Union[
            "GenericWebhookTriggeredActionFieldsIntegrationIntegration",
            "GenericWebhookTriggeredActionFieldsIntegrationGenericWebhookIntegration",
            "GenericWebhookTriggeredActionFieldsIntegrationSlackIntegration",
            "UnknownType",
        ],
        OpenUnion(),
    ]
    request_payload: Optional[JSONString]


class GenericWebhookTriggeredActionFieldsIntegrationIntegration(BaseModel):
    typename__: Literal["GitHubOAuthIntegration", "Integration"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class GenericWebhookTriggeredActionFieldsIntegrationGenericWebhookIntegration(
    GenericWebhookIntegrationFields
):
    typename__: Literal["GenericWebhookIntegration"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class GenericWebhookTriggeredActionFieldsIntegrationSlackIntegration(SlackIntegrationFields):
    typename__: Literal["SlackIntegration"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class NoOpTriggeredActionFields(BaseModel):
    no_op: Optional[bool]


class NotificationTriggeredActionFields(BaseModel):
    integration: Annotated[
        Union[
            "NotificationTriggeredActionFieldsIntegrationIntegration",
            "NotificationTriggeredActionFieldsIntegrationGenericWebhookIntegration",
            "NotificationTriggeredActionFieldsIntegrationSlackIntegration",
            "UnknownType",
        ],
        OpenUnion(),
    ]
    title: Optional[str]
    message: Optional[str]
    severity: Optional[AlertSeverity]


class NotificationTriggeredActionFieldsIntegrationIntegration(BaseModel):
    typename__: Literal["GitHubOAuthIntegration", "Integration"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class NotificationTriggeredActionFieldsIntegrationGenericWebhookIntegration(
    GenericWebhookIntegrationFields
):
    typename__: Literal["GenericWebhookIntegration"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class NotificationTriggeredActionFieldsIntegrationSlackIntegration(SlackIntegrationFields):
    typename__: Literal["SlackIntegration"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class ProjectScopeFields(BaseModel):
    id: str
    name: str


class RunQueueFields(BaseModel):
    id: str
    name: str


class QueueJobTriggeredActionFields(BaseModel):
    queue: Optional["QueueJobTriggeredActionFieldsQueue"]
    template: JSONString


QueueJobTriggeredActionFieldsQueue = RunQueueFields


class TriggerFields(BaseModel):
    """An automation with its scope, event and action."""

    id: str
    name: str
    description: Optional[str]
    enabled: bool
    created_at: DateTime
    updated_at: Optional[DateTime]
    scope: Annotated[
        Union[
            "TriggerFieldsScopeArtifactPortfolio",
            "TriggerFieldsScopeArtifactSequence",
            "TriggerFieldsScopeEntity",
            "TriggerFieldsScopeProject",
            "UnknownType",
        ],
        OpenUnion(),
    ]
    triggering_condition: Annotated[
        Union[
            "TriggerFieldsTriggeringConditionFilterEventTriggeringCondition",
            "UnknownType",
        ],
        OpenUnion(),
    ]
    triggered_action: Annotated[
        Union[
            "TriggerFieldsTriggeredActionARIATriggeredAction",
            "TriggerFieldsTriggeredActionGenericWebhookTriggeredAction",
            "TriggerFieldsTriggeredActionNoOpTriggeredAction",
            "TriggerFieldsTriggeredActionNotificationTriggeredAction",
            "TriggerFieldsTriggeredActionPushNotificationTriggeredAction",
            "TriggerFieldsTriggeredActionQueueJobTriggeredAction",
            "UnknownType",
        ],
        OpenUnion(),
    ]


class TriggerFieldsScopeArtifactPortfolio(ArtifactPortfolioScopeFields):
    typename__: Literal["ArtifactPortfolio"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerFieldsScopeArtifactSequence(ArtifactSequenceScopeFields):
    typename__: Literal["ArtifactSequence"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerFieldsScopeEntity(EntityScopeFields):
    typename__: Literal["Entity"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerFieldsScopeProject(ProjectScopeFields):
    typename__: Literal["Project"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerFieldsTriggeringConditionFilterEventTriggeringCondition(
    FilterEventTriggeringConditionFields
):
    typename__: Literal["FilterEventTriggeringCondition"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerFieldsTriggeredActionARIATriggeredAction(ARIATriggeredActionFields):
    typename__: Literal["ARIATriggeredAction"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerFieldsTriggeredActionGenericWebhookTriggeredAction(
    GenericWebhookTriggeredActionFields
):
    typename__: Literal["GenericWebhookTriggeredAction"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerFieldsTriggeredActionNoOpTriggeredAction(NoOpTriggeredActionFields):
    typename__: Literal["NoOpTriggeredAction"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerFieldsTriggeredActionNotificationTriggeredAction(NotificationTriggeredActionFields):
    typename__: Literal["NotificationTriggeredAction"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerFieldsTriggeredActionPushNotificationTriggeredAction(BaseModel):
    typename__: Literal["PushNotificationTriggeredAction"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerFieldsTriggeredActionQueueJobTriggeredAction(QueueJobTriggeredActionFields):
    typename__: Literal["QueueJobTriggeredAction"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class ProjectTriggers(BaseModel):
    id: str
    triggers: list["ProjectTriggersTriggers"]


ProjectTriggersTriggers = TriggerFields
