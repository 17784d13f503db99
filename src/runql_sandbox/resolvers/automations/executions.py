"""Executions of automations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from ariadne import ObjectType, QueryType, SchemaBindable, UnionType
from sqlalchemy import func, select

from runql_sandbox.request.context import context_of
from runql_sandbox.request.errors import not_found
from runql_sandbox.request.ids import encode, number
from runql_sandbox.resolvers._connections import connection
from runql_sandbox.resolvers.automations.fields import is_seen
from runql_sandbox.store.automations import Firing, FiringDetails, Trigger

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import GraphQLResolveInfo

__all__ = ["BINDABLES"]

query = QueryType()
trigger = ObjectType("Trigger")
execution = ObjectType("TriggerExecution")
event_details = UnionType("TriggerEventDetails")
result_details = UnionType("TriggerResultDetails")

BINDABLES: list[SchemaBindable] = [query, trigger, execution, event_details, result_details]

_EVENT_TYPES: Final = {
    "ADD_ARTIFACT_ALIAS": "ArtifactAliasEventDetails",
    "ADD_ARTIFACT_TAG": "ArtifactTagEventDetails",
    "ADD_COLLECTION_TAG": "CollectionTagEventDetails",
    "CREATE_ARTIFACT": "ArtifactEventDetails",
    "LINK_MODEL": "ArtifactEventDetails",
    "REMOVE_ARTIFACT_TAG": "ArtifactTagEventDetails",
    "REMOVE_COLLECTION_TAG": "CollectionTagEventDetails",
    "RUN_METRIC": "RunMetricEventDetails",
    "RUN_METRIC_CHANGE": "RunMetricEventDetails",
    "RUN_METRIC_ZSCORE": "RunMetricEventDetails",
    "RUN_STATE": "RunStateEventDetails",
    "UNLINK_ARTIFACT": "ArtifactEventDetails",
}
_RESULTS: Final = {
    "GENERIC_WEBHOOK": ("HTTP_RESPONSE", "HttpTriggerResultDetails"),
    "QUEUE_JOB": ("QUEUE_JOB", "QueuedJobTriggerResultDetails"),
}
_OTHER_RESULT: Final = ("DEFAULT", "DefaultTriggerResultDetails")


@query.field("trigger")
def trigger_by_id(_: object, info: GraphQLResolveInfo, id: str) -> Trigger:
    """An automation that the user can see."""
    context = context_of(info)
    found_id = number(id, "Trigger")
    found = context.session.get(Trigger, found_id) if found_id is not None else None
    if found is None or not is_seen(context, found):
        raise not_found("automation")
    return found


@trigger.field("lastExecutedAt")
def last_executed(obj: Trigger, info: GraphQLResolveInfo) -> str | None:
    """When the automation last fired."""
    latest = select(func.max(Firing.created_at)).where(Firing.trigger_id == obj.id)
    found: str | None = context_of(info).session.scalar(latest)
    return found


@trigger.field("triggerExecutions")
def executions(
    obj: Trigger,
    info: GraphQLResolveInfo,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The executions, latest first."""
    wanted = select(Firing).where(Firing.trigger_id == obj.id).order_by(Firing.id.desc())
    return connection(context_of(info).session, wanted, first=first, after=after)


@execution.field("id")
def execution_id(obj: Firing, _info: GraphQLResolveInfo) -> str:
    """The opaque ID."""
    return encode("TriggerExecution", obj.id)


@execution.field("triggerID")
def trigger_id(obj: Firing, _info: GraphQLResolveInfo) -> str:
    """The opaque ID of the automation."""
    return encode("Trigger", obj.trigger_id)


@execution.field("triggerName")
def trigger_name(obj: Firing, info: GraphQLResolveInfo) -> str:
    """The name of the automation."""
    return _trigger(obj, info).name


@execution.field("createdAt")
def created_at(obj: Firing, _info: GraphQLResolveInfo) -> str:
    """When the event happened."""
    return obj.created_at


@execution.field("updatedAt")
@execution.field("actionStartedAt")
def acted_at(obj: Firing, info: GraphQLResolveInfo) -> str | None:
    """When the action started; null if it has not started."""
    details = _details(obj, info)
    return None if details is None else details.acted_at


@execution.field("state")
def state(obj: Firing, info: GraphQLResolveInfo) -> str:
    """Whether the action is pending, succeeded or failed."""
    details = _details(obj, info)
    if details is None:
        # Older data folders have no details.
        return "PENDING" if obj.outcome == "waiting" else "FINISHED"
    if details.acted_at is None:
        return "PENDING"
    return "FAILED" if details.error is not None else "FINISHED"


@execution.field("event")
def event(obj: Firing, info: GraphQLResolveInfo) -> dict[str, Any] | None:
    """The cause of the execution."""
    details = _details(obj, info)
    if details is None:
        return None
    values: Mapping[str, str] = json.loads(details.event)
    kind = values["event_type"]
    version = values.get("artifact_version_index")
    data = {
        "type": _EVENT_TYPES[kind],
        "entityName": values["entity_name"],
        "projectName": values["project_name"],
        "artifactCollectionName": values.get("artifact_collection_name"),
        "artifactVersionIndex": None if version is None else int(version),
        "alias": values.get("alias"),
        "tag": values.get("tag"),
        "runName": values.get("run_id"),
        "newRunState": values.get("run_state"),
        "metricName": values.get("metric_name"),
        "metricValues": [float(values["metric_value"])] if "metric_value" in values else None,
    }
    return {"eventType": kind, "data": data}


@execution.field("action")
def action(obj: Firing, info: GraphQLResolveInfo) -> dict[str, Any]:
    """The kind of the action."""
    return {"actionType": _trigger(obj, info).action_type}


@execution.field("result")
def result(obj: Firing, info: GraphQLResolveInfo) -> dict[str, Any] | None:
    """The result of the action; null if it has not started."""
    details = _details(obj, info)
    if details is None or details.acted_at is None:
        return None
    kind, type_name = _RESULTS.get(_trigger(obj, info).action_type, _OTHER_RESULT)
    data = {
        "type": type_name,
        "statusCode": details.status_code,
        "status": details.status,
        "body": details.body,
        "runQueueItemID": None,
        "error": None if details.error is None else {"message": details.error},
    }
    return {"resultType": kind, "data": data}


@event_details.type_resolver
@result_details.type_resolver
def details_type(obj: dict[str, Any], *_arguments: object) -> str:
    """Type name in the schema."""
    return str(obj["type"])


def _details(obj: Firing, info: GraphQLResolveInfo) -> FiringDetails | None:
    return context_of(info).session.get(FiringDetails, obj.id)


def _trigger(obj: Firing, info: GraphQLResolveInfo) -> Trigger:
    found = context_of(info).session.get(Trigger, obj.trigger_id)
    assert found is not None
    return found
