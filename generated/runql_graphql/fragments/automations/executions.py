# Generated from queries/automations/executions.graphql by `make generate`. Do not edit.

from typing import Annotated, Literal, Optional, Union

from pydantic import Field

from ...base_model import BaseModel
from ...enums import (
    EventTriggeringConditionType,
    TriggeredActionType,
    TriggerExecutionState,
    TriggerResultType,
)
from ...open_union import OpenUnion, UnknownType
from ...scalars import DateTime


class ArtifactAliasEventDetailsFields(BaseModel):
    entity_name: Optional[str]
    project_name: Optional[str]
    artifact_collection_name: Optional[str]
    artifact_version_index: Optional[int]
    alias: Optional[str]


class ArtifactEventDetailsFields(BaseModel):
    entity_name: Optional[str]
    project_name: Optional[str]
    artifact_collection_name: Optional[str]
    artifact_version_index: Optional[int]


class ArtifactTagEventDetailsFields(BaseModel):
    entity_name: Optional[str]
    project_name: Optional[str]
    artifact_collection_name: Optional[str]
    artifact_version_index: Optional[int]
    tag: Optional[str]


class CollectionTagEventDetailsFields(BaseModel):
    entity_name: Optional[str]
    project_name: Optional[str]
    artifact_collection_name: Optional[str]
    tag: Optional[str]


class TriggerExecutionErrorFields(BaseModel):
    message: str


class DefaultTriggerResultDetailsFields(BaseModel):
    error: Optional["DefaultTriggerResultDetailsFieldsError"]


DefaultTriggerResultDetailsFieldsError = TriggerExecutionErrorFields


class HttpTriggerResultDetailsFields(BaseModel):
    status: Optional[str]
    status_code: Optional[int]
    body: Optional[str]
    error: Optional["HttpTriggerResultDetailsFieldsError"]


HttpTriggerResultDetailsFieldsError = TriggerExecutionErrorFields


class PushNotificationTriggerResultDetailsFields(BaseModel):
    success_count: int
    failure_count: int
    error: Optional["PushNotificationTriggerResultDetailsFieldsError"]


PushNotificationTriggerResultDetailsFieldsError = TriggerExecutionErrorFields


class QueuedJobTriggerResultDetailsFields(BaseModel):
    run_queue_item_id: Optional[str] = Field(
        validation_alias="runQueueItemID", serialization_alias="runQueueItemID"
    )
    error: Optional["QueuedJobTriggerResultDetailsFieldsError"]


QueuedJobTriggerResultDetailsFieldsError = TriggerExecutionErrorFields


class RunMetricEventDetailsFields(BaseModel):
    entity_name: Optional[str]
    project_name: Optional[str]
    run_name: Optional[str]
    metric_name: Optional[str]
    metric_values: Optional[list[float]]


class RunStateEventDetailsFields(BaseModel):
    entity_name: Optional[str]
    project_name: Optional[str]
    run_name: Optional[str]
    new_run_state: Optional[str]


class WeaveMetricThresholdEventDetailsFields(BaseModel):
    entity_name: Optional[str]
    project_name: Optional[str]
    alert_name: Optional[str]
    metric_name: Optional[str]
    metric_value: Optional[float]
    comparison_op: Optional[str]
    threshold: Optional[float]
    message: Optional[str]


class TriggerExecutionFields(BaseModel):
    """An execution of an automation."""

    id: str
    state: TriggerExecutionState
    created_at: DateTime
    updated_at: Optional[DateTime]
    action_started_at: Optional[DateTime]
    event: Optional["TriggerExecutionFieldsEvent"]
    action: Optional["TriggerExecutionFieldsAction"]
    result: Optional["TriggerExecutionFieldsResult"]


class TriggerExecutionFieldsEvent(BaseModel):
    event_type: EventTriggeringConditionType
    data: Optional[
        Annotated[
            Union[
                "TriggerExecutionFieldsEventDataArtifactAliasEventDetails",
                "TriggerExecutionFieldsEventDataArtifactEventDetails",
                "TriggerExecutionFieldsEventDataArtifactTagEventDetails",
                "TriggerExecutionFieldsEventDataCollectionTagEventDetails",
                "TriggerExecutionFieldsEventDataRunMetricEventDetails",
                "TriggerExecutionFieldsEventDataRunStateEventDetails",
                "TriggerExecutionFieldsEventDataWeaveMetricThresholdEventDetails",
                "UnknownType",
            ],
            OpenUnion(),
        ]
    ]


class TriggerExecutionFieldsEventDataArtifactAliasEventDetails(ArtifactAliasEventDetailsFields):
    typename__: Literal["ArtifactAliasEventDetails"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerExecutionFieldsEventDataArtifactEventDetails(ArtifactEventDetailsFields):
    typename__: Literal["ArtifactEventDetails"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerExecutionFieldsEventDataArtifactTagEventDetails(ArtifactTagEventDetailsFields):
    typename__: Literal["ArtifactTagEventDetails"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerExecutionFieldsEventDataCollectionTagEventDetails(CollectionTagEventDetailsFields):
    typename__: Literal["CollectionTagEventDetails"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerExecutionFieldsEventDataRunMetricEventDetails(RunMetricEventDetailsFields):
    typename__: Literal["RunMetricEventDetails"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerExecutionFieldsEventDataRunStateEventDetails(RunStateEventDetailsFields):
    typename__: Literal["RunStateEventDetails"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerExecutionFieldsEventDataWeaveMetricThresholdEventDetails(
    WeaveMetricThresholdEventDetailsFields
):
    typename__: Literal["WeaveMetricThresholdEventDetails"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerExecutionFieldsAction(BaseModel):
    action_type: TriggeredActionType


class TriggerExecutionFieldsResult(BaseModel):
    result_type: TriggerResultType
    data: Optional[
        Annotated[
            Union[
                "TriggerExecutionFieldsResultDataDefaultTriggerResultDetails",
                "TriggerExecutionFieldsResultDataHttpTriggerResultDetails",
                "TriggerExecutionFieldsResultDataPushNotificationTriggerResultDetails",
                "TriggerExecutionFieldsResultDataQueuedJobTriggerResultDetails",
                "UnknownType",
            ],
            OpenUnion(),
        ]
    ]


class TriggerExecutionFieldsResultDataDefaultTriggerResultDetails(
    DefaultTriggerResultDetailsFields
):
    typename__: Literal["DefaultTriggerResultDetails"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerExecutionFieldsResultDataHttpTriggerResultDetails(HttpTriggerResultDetailsFields):
    typename__: Literal["HttpTriggerResultDetails"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerExecutionFieldsResultDataPushNotificationTriggerResultDetails(
    PushNotificationTriggerResultDetailsFields
):
    typename__: Literal["PushNotificationTriggerResultDetails"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )


class TriggerExecutionFieldsResultDataQueuedJobTriggerResultDetails(
    QueuedJobTriggerResultDetailsFields
):
    typename__: Literal["QueuedJobTriggerResultDetails"] = Field(
        validation_alias="__typename", serialization_alias="__typename"
    )
