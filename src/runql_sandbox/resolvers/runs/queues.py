"""Queues of W&B Launch."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ariadne import MutationType, ObjectType, SchemaBindable
from sqlalchemy import select

from runql_sandbox.inputs import parse_object
from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import conflict, invalid, not_found
from runql_sandbox.request.ids import encode, number
from runql_sandbox.request.permissions import Access
from runql_sandbox.resolvers._connections import connection
from runql_sandbox.store._base import now
from runql_sandbox.store.runs.queues import QueuedRun, ResourceConfig, RunQueue

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

    from runql_sandbox.store.accounts.tables import Entity
    from runql_sandbox.store.projects import Project

__all__ = ["BINDABLES", "named_queue", "queue_with_id"]

mutation = MutationType()
entity = ObjectType("Entity")
project = ObjectType("Project")
queue = ObjectType("RunQueue")
resource_config = ObjectType("DefaultResourceConfig")

BINDABLES: list[SchemaBindable] = [mutation, entity, project, queue, resource_config]

for _kind in (queue, resource_config):
    _kind.set_alias("createdAt", "created_at")
    _kind.set_alias("updatedAt", "updated_at")
queue.set_alias("createdBy", "user_id")
queue.set_alias("prioritizationMode", "prioritization")
queue.set_alias("defaultResourceConfig", "config")


@queue.field("id")
def queue_id(obj: RunQueue, _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    return encode("RunQueue", obj.id)


@resource_config.field("id")
def config_id(obj: ResourceConfig, _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    return encode("DefaultResourceConfig", obj.id)


@entity.field("defaultResourceConfig")
def default_config(obj: Entity, info: GraphQLResolveInfo, id: str) -> ResourceConfig | None:
    """The configurations for runs of the entity's queues."""
    context = context_of(info)
    found = context.session.get(ResourceConfig, number(id, "DefaultResourceConfig") or 0)
    visible = found is not None and found.entity == obj.name
    return found if visible and context.access(obj) >= Access.READ else None


@project.field("runQueue")
def run_queue(
    obj: Project, info: GraphQLResolveInfo, name: str | None = None, id: str | None = None
) -> RunQueue | None:
    """A queue, by name or ID."""
    wanted = select(RunQueue).where(RunQueue.project_id == obj.id)
    if id is not None:
        wanted = wanted.where(RunQueue.id == (number(id, "RunQueue") or 0))
    if name is not None:
        wanted = wanted.where(RunQueue.name == name)
    return context_of(info).session.scalars(wanted.order_by(RunQueue.id)).first()


@project.field("runQueues")
def run_queues(obj: Project, info: GraphQLResolveInfo) -> list[RunQueue]:
    """The queues."""
    wanted = select(RunQueue).where(RunQueue.project_id == obj.id).order_by(RunQueue.id)
    return list(context_of(info).session.scalars(wanted))


@queue.field("entityName")
def entity_name(obj: RunQueue, _info: GraphQLResolveInfo) -> str:
    """The owner."""
    return obj.project.entity


@queue.field("defaultResourceConfigID")
def default_config_id(obj: RunQueue, _info: GraphQLResolveInfo) -> str | None:
    """ID of the configuration for its runs."""
    return encode("DefaultResourceConfig", obj.config_id) if obj.config_id else None


@queue.field("externalLinks")
def external_links(obj: RunQueue, _info: GraphQLResolveInfo) -> object:
    """Links for the web app."""
    return json.loads(obj.links) if obj.links is not None else None


@queue.field("runQueueItems")
def queued_runs(
    obj: RunQueue, info: GraphQLResolveInfo, first: int | None = None, after: str | None = None
) -> dict[str, Any]:
    """The current and former items of the queue."""
    wanted = select(QueuedRun).where(QueuedRun.queue_id == obj.id).order_by(QueuedRun.id)
    return connection(context_of(info).session, wanted, first=first, after=after)


@queue.field("runQueueItem")
def queued_run(obj: RunQueue, info: GraphQLResolveInfo, id: str) -> QueuedRun | None:
    """An item of the queue."""
    found = context_of(info).session.get(QueuedRun, number(id, "RunQueueItem") or 0)
    return found if found is not None and found.queue_id == obj.id else None


@resource_config.field("config")
def config(obj: ResourceConfig, _info: GraphQLResolveInfo) -> object:
    """Arguments of the resource, with placeholders for template variables."""
    return json.loads(obj.config)


@resource_config.field("templateVariables")
def variables(obj: ResourceConfig, _info: GraphQLResolveInfo) -> list[dict[str, Any]]:
    """The template variables, for which users pass values."""
    return [
        {
            "name": name,
            "schema": json.dumps(each.get("schema", {}), separators=(",", ":")),
            "description": each.get("description"),
        }
        for name, each in json.loads(obj.variables).items()
    ]


@mutation.field("createDefaultResourceConfig")
def create_config(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Store a configuration for runs of queues. Requires an administrator."""
    context = context_of(info)
    owner = context.entity_for(input["entityName"], Access.ADMIN)
    made = ResourceConfig(
        entity=owner.name,
        resource=input["resource"],
        config=json.dumps(parse_object(input["config"], "config")),
        variables=_variables(input.get("templateVariables")),
    )
    context.session.add(made)
    context.session.flush()
    return {
        "defaultResourceConfigID": encode("DefaultResourceConfig", made.id),
        "schemaValidationErrors": [],
        "success": True,
    }


@mutation.field("createRunQueue")
def create_queue(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Create a queue, and its project if needed. Requires an administrator."""
    context = context_of(info)
    owner = _project_to_manage(context, input)
    name = _checked_name(input["queueName"])
    if named_queue(context, owner, name) is not None:
        raise conflict(f"a run queue {name!r} already exists")
    chosen = input.get("defaultResourceConfigID")
    found = context.session.get(ResourceConfig, number(chosen or "", "DefaultResourceConfig") or 0)
    if chosen is not None and (found is None or found.entity != owner.entity):
        raise not_found("default resource config")
    made = RunQueue(
        project=owner,
        user_id=context.user.id,
        name=name,
        access=input["access"],
        prioritization=input.get("prioritizationMode") or "DISABLED",
        config=found,
    )
    context.session.add(made)
    context.session.flush()
    return {"queueID": encode("RunQueue", made.id), "success": True}


@mutation.field("upsertRunQueue")
def upsert_queue(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Create or replace a queue with its configuration. Requires an administrator."""
    context = context_of(info)
    owner = _project_to_manage(context, input)
    name = _checked_name(input["queueName"])
    found = named_queue(context, owner, name)
    if found is None:
        found = RunQueue(project=owner, user_id=context.user.id, name=name, access="PROJECT")
        context.session.add(found)
    if found.config is None:
        found.config = ResourceConfig(entity=owner.entity, resource="", config="{}")
    found.config.resource = input["resourceType"]
    found.config.config = json.dumps(parse_object(input["resourceConfig"], "resourceConfig"))
    found.config.variables = _variables(input.get("templateVariables"))
    found.config.updated_at = found.updated_at = now()
    found.prioritization = input.get("prioritizationMode") or found.prioritization or "DISABLED"
    links = input.get("externalLinks")
    if links is not None:
        found.links = json.dumps(parse_object(links, "externalLinks"))
    context.session.flush()
    return {"configSchemaValidationErrors": [], "success": True}


@mutation.field("deleteRunQueues")
def delete_queues(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Delete queues with their items. Requires an administrator."""
    context = context_of(info)
    for opaque in input["queueIDs"]:
        found = queue_with_id(context, opaque)
        context.require_admin(found.project)
        context.session.delete(found)
    return {"success": True}


def queue_with_id(context: Context, opaque: str) -> RunQueue:
    """Return the queue with an opaque ID; in a mutation, the user must be able to change it.

    Raises:
        GraphQLError: If the queue does not exist or the user cannot see it.
    """
    found = context.session.get(RunQueue, number(opaque, "RunQueue") or 0)
    if found is None or context.project(found.project.name, found.project.entity) is None:
        raise not_found("run queue")
    return found


def named_queue(context: Context, owner: Project, name: str) -> RunQueue | None:
    """Return the queue of a project by name; None if it does not exist."""
    wanted = select(RunQueue).where(RunQueue.project_id == owner.id, RunQueue.name == name)
    return context.session.scalars(wanted).first()


def _project_to_manage(context: Context, input: dict[str, Any]) -> Project:
    found = context.project_to_write(input["projectName"], input["entityName"])
    context.require_admin(found)
    return found


def _checked_name(name: str) -> str:
    if not 0 < len(name) <= 64:
        raise invalid("a run queue's name has 1 to 64 characters")
    return name


def _variables(text: str | None) -> str:
    found = parse_object(text, "templateVariables") if text is not None else {}
    for name, each in found.items():
        if not isinstance(each, dict) or not isinstance(each.get("schema", {}), dict):
            raise invalid(f"template variable {name!r} has no schema")
    return json.dumps(found)
