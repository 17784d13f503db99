"""Queued runs of W&B Launch: pushed, leased to an agent, started or failed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ariadne import MutationType, ObjectType, SchemaBindable
from sqlalchemy import select

from runql_sandbox.inputs import parse_object
from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import invalid, not_found
from runql_sandbox.request.ids import encode, number
from runql_sandbox.resolvers.runs.queues import named_queue, queue_with_id
from runql_sandbox.store._base import now
from runql_sandbox.store.runs.queues import DEFAULT_PRIORITY, QueuedRun, ResourceConfig, RunQueue

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

__all__ = ["BINDABLES"]


mutation = MutationType()
item = ObjectType("RunQueueItem")

BINDABLES: list[SchemaBindable] = [mutation, item]

item.set_alias("associatedRunId", "run_name")
item.set_alias("launchAgentId", "agent")
item.set_alias("createdAt", "created_at")
item.set_alias("updatedAt", "updated_at")


@item.field("id")
def item_id(obj: QueuedRun, _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    return encode("RunQueueItem", obj.id)


@item.field("runSpec")
def spec(obj: QueuedRun, _info: GraphQLResolveInfo) -> object:
    """The run spec."""
    return json.loads(obj.spec)


@item.field("templateVariableValues")
def template_values(obj: QueuedRun, _info: GraphQLResolveInfo) -> object:
    """Template variables that were pushed with the run."""
    return json.loads(obj.values) if obj.values is not None else None


@item.field("error")
def error(obj: QueuedRun, _info: GraphQLResolveInfo) -> dict[str, Any] | None:
    """Error message of a failed run."""
    found: dict[str, Any] | None = json.loads(obj.error) if obj.error is not None else None
    return found


@item.field("warnings")
def warnings(obj: QueuedRun, _info: GraphQLResolveInfo) -> list[dict[str, Any]]:
    """Reported warnings."""
    found: list[dict[str, Any]] = json.loads(obj.warnings)
    return found


@mutation.field("pushToRunQueue")
def push(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Push a run to a queue."""
    context = context_of(info)
    return _pushed(context, queue_with_id(context, input["queueID"]), input)


@mutation.field("pushToRunQueueByName")
def push_by_name(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Push a run to a queue by name."""
    context = context_of(info)
    return _pushed(context, _queue_of(context, input), input)


@mutation.field("popFromRunQueue")
def pop(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any] | None:
    """Lease the next run of a queue to an agent; null if the queue is empty."""
    context = context_of(info)
    found = _queue_of(context, input)
    wanted = select(QueuedRun).where(QueuedRun.queue_id == found.id, QueuedRun.state == "PENDING")
    taken = context.session.scalars(wanted.order_by(QueuedRun.priority, QueuedRun.id)).first()
    if taken is None:
        return None
    taken.state, taken.agent, taken.updated_at = "LEASED", input.get("launchAgentId"), now()
    return {
        "runQueueItemId": encode("RunQueueItem", taken.id),
        "runSpec": json.loads(taken.spec),
    }


@mutation.field("ackRunQueueItem")
def acknowledge(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Record that a leased run has started. Only one agent can do that."""
    found = _item_with_id(context_of(info), input["runQueueItemId"])
    if found.state != "LEASED":
        return {"success": False}
    found.state, found.run_name, found.updated_at = "CLAIMED", input["runName"], now()
    return {"success": True}


@mutation.field("failRunQueueItem")
def fail(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Record that a run could not be started."""
    found = _item_with_id(context_of(info), input["runQueueItemId"])
    found.state, found.error, found.updated_at = "FAILED", json.dumps(_details(input)), now()
    return {"success": True}


@mutation.field("updateRunQueueItemWarning")
def warn(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Record a report of an agent about a run."""
    found = _item_with_id(context_of(info), input["runQueueItemId"])
    found.warnings = json.dumps([*json.loads(found.warnings), _details(input)])
    found.updated_at = now()
    return {"success": True}


@mutation.field("deleteFromRunQueue")
def delete_item(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Remove a run from a queue."""
    context = context_of(info)
    found = _item_with_id(context, input["runQueueItemId"])
    if found.queue_id != queue_with_id(context, input["queueID"]).id:
        raise not_found("run queue item")
    context.session.delete(found)
    return {"success": True}


def _item_with_id(context: Context, opaque: str) -> QueuedRun:
    found = context.session.get(QueuedRun, number(opaque, "RunQueueItem") or 0)
    owner = found.queue.project if found is not None else None
    if found is None or owner is None or context.project(owner.name, owner.entity) is None:
        raise not_found("run queue item")
    return found


def _queue_of(context: Context, input: dict[str, Any]) -> RunQueue:
    owner = context.project(input["projectName"], input["entityName"])
    found = named_queue(context, owner, input["queueName"]) if owner is not None else None
    if found is None:
        raise not_found("run queue")
    return found


def _details(input: dict[str, Any]) -> dict[str, Any]:
    return {
        "message": input.get("message") or "",
        "stage": input.get("stage") or "",
        "filePaths": input.get("filePaths") or [],
    }


def _pushed(context: Context, into: RunQueue, input: dict[str, Any]) -> dict[str, Any]:
    priority = input.get("priority")
    if priority not in (None, DEFAULT_PRIORITY) and into.prioritization == "DISABLED":
        raise invalid("the run queue has no priorities")
    given = input.get("templateVariableValues")
    values = parse_object(given, "templateVariableValues") if given is not None else {}
    spec = parse_object(input["runSpec"], "runSpec")
    made = QueuedRun(
        queue=into,
        spec=into.completed(spec, _checked_values(into.config, values)),
        priority=DEFAULT_PRIORITY if priority is None else priority,
        values=given,
    )
    context.session.add(made)
    context.session.flush()
    return {"runQueueItemId": encode("RunQueueItem", made.id), "runSpec": made.spec}


def _checked_values(config: ResourceConfig | None, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of template variables. The queue must have all of them."""
    known = json.loads(config.variables) if config is not None else {}
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise invalid(f"the run queue has no template variable {unknown[0]!r}")
    for name, value in values.items():
        allowed = known[name].get("schema", {}).get("enum")
        if allowed is not None and value not in allowed:
            raise invalid(f"template variable {name!r} must be one of {allowed}")
    return values
