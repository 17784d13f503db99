"""Automations: creation, listing and changes. `runql_sandbox.automations` triggers them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from ariadne import MutationType, ObjectType, SchemaBindable, UnionType
from sqlalchemy import or_, select

from runql_sandbox.inputs import parse_object
from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import conflict, invalid, not_found
from runql_sandbox.request.ids import decode, encode, number
from runql_sandbox.request.permissions import Access, project_access
from runql_sandbox.resolvers._connections import among, connection
from runql_sandbox.resolvers.artifacts.lookup import collection_by_id
from runql_sandbox.resolvers.automations.actions import (
    checked_document,
    set_action,
    type_of_action,
)
from runql_sandbox.store._base import now
from runql_sandbox.store.accounts.tables import Entity, Organization
from runql_sandbox.store.artifacts.tables import ArtifactCollection
from runql_sandbox.store.automations import Trigger
from runql_sandbox.store.projects import Project
from runql_sandbox.store.registries import is_registry
from runql_sandbox.store.runs.queues import RunQueue

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo
    from sqlalchemy import ColumnElement


__all__ = ["BINDABLES", "is_seen"]

mutation = MutationType()
entity = ObjectType("Entity")
project = ObjectType("Project")
trigger = ObjectType("Trigger")
organization = ObjectType("Organization")
portfolio = ObjectType("ArtifactPortfolio")
sequence = ObjectType("ArtifactSequence")
scope = UnionType("TriggerScope")
condition = UnionType("TriggeringCondition")
action = UnionType("TriggeredAction")

BINDABLES: list[SchemaBindable] = [
    mutation,
    entity,
    organization,
    portfolio,
    project,
    sequence,
    trigger,
    scope,
    condition,
    action,
]

_COLLECTIONS_ONLY: Final = frozenset({"CREATE_ARTIFACT"})
"""Events of a collection, which are not available for projects and entities."""

trigger.set_alias("createdAt", "created_at")
trigger.set_alias("updatedAt", "updated_at")
trigger.set_alias("createdBy", "user")


@entity.field("triggers")
def triggers(
    obj: Entity,
    info: GraphQLResolveInfo,
    filters: str | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The automations of an entity and of its projects."""
    context = context_of(info)
    context.require(context.access(obj), Access.READ)
    return _listed(context, Trigger.entity_id == obj.id, filters, first, after)


@organization.field("triggers")
def organization_triggers(
    obj: Organization,
    info: GraphQLResolveInfo,
    filters: str | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The automations of an organization: those of its registries and of their collections."""
    own = select(Entity.id).where(Entity.organization_id == obj.id, Entity.kind == "organization")
    return _listed(context_of(info), Trigger.entity_id.in_(own), filters, first, after)


@sequence.field("triggers")
@portfolio.field("triggers")
def collection_triggers(
    obj: ArtifactCollection,
    info: GraphQLResolveInfo,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The automations of a collection."""
    here = (Trigger.scope_type == "ARTIFACT_COLLECTION") & (Trigger.scope_id == obj.id)
    return _listed(context_of(info), here, None, first, after)


def _listed(
    context: Context,
    condition: ColumnElement[bool],
    filters: str | None,
    first: int | None,
    after: str | None,
) -> dict[str, Any]:
    """Return a page of the automations that meet a condition and that the user can see."""
    wanted = select(Trigger).where(condition).order_by(Trigger.id)
    found = [each.id for each in context.session.scalars(wanted) if is_seen(context, each)]
    wanted = wanted.where(among(Trigger.id, found))
    name = parse_object(filters or "{}", "filters").get("name")
    if name is not None:
        wanted = wanted.where(Trigger.name == (name["$eq"] if isinstance(name, dict) else name))
    return connection(context.session, wanted, first=first, after=after)


@project.field("triggers")
def project_triggers(
    obj: Project,
    info: GraphQLResolveInfo,
    eventType: str | None = None,
    projectOnly: bool | None = None,
) -> list[Trigger]:
    """The automations that apply to a project: its own, those of its collections, and those of its entity."""
    here: ColumnElement[bool] = (Trigger.scope_type == "PROJECT") & (Trigger.scope_id == obj.id)
    if not projectOnly:
        own = select(ArtifactCollection.id).where(ArtifactCollection.project_id == obj.id)
        here = or_(
            here,
            (Trigger.scope_type == "ARTIFACT_COLLECTION") & Trigger.scope_id.in_(own),
            (Trigger.scope_type == "ENTITY") & (Trigger.scope_id == obj.owner.id),
        )
    wanted = select(Trigger).where(here).order_by(Trigger.id)
    if eventType is not None:
        wanted = wanted.where(Trigger.event_type == eventType)
    context = context_of(info)
    return [each for each in context.session.scalars(wanted) if is_seen(context, each)]


@mutation.field("createFilterTrigger")
def create_trigger(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Create an automation."""
    context = context_of(info)
    owner, number = _scope(context, input["scopeType"], input["scopeID"])
    _check_event(input["triggeringEventType"], input["scopeType"])
    made = Trigger(
        entity=owner,
        user=context.user,
        name=_free_name(context, owner, input["name"]),
        description=input.get("description"),
        enabled=input["enabled"],
        scope_type=input["scopeType"],
        scope_id=number,
        event_type=input["triggeringEventType"],
        event_filter=checked_document(input["eventFilter"]),
        action_type=input["triggeredActionType"],
    )
    set_action(context, made, input["triggeredActionType"], input["triggeredActionConfig"])
    context.session.add(made)
    context.session.flush()
    return {"trigger": made, "clientMutationId": input.get("clientMutationId")}


@mutation.field("updateFilterTrigger")
def update_trigger(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Change the given fields of an automation."""
    context = context_of(info)
    found = _with_id(context, input["id"])
    if input.get("scopeID") is not None:
        kind = input.get("scopeType") or found.scope_type
        found.entity, found.scope_id = _scope(context, kind, input["scopeID"])
        found.scope_type = kind
    if input.get("name") is not None and input["name"] != found.name:
        found.name = _free_name(context, found.entity, input["name"])
    if input.get("description") is not None:
        found.description = input["description"]
    if input.get("enabled") is not None:
        found.enabled = input["enabled"]
    if input.get("triggeringEventType") is not None:
        found.event_type = input["triggeringEventType"]
    _check_event(found.event_type, found.scope_type)
    if input.get("eventFilter") is not None:
        found.event_filter = checked_document(input["eventFilter"])
    if input.get("triggeredActionConfig") is not None:
        kind = input.get("triggeredActionType") or found.action_type
        set_action(context, found, kind, input["triggeredActionConfig"])
    found.updated_at = now()
    return {"trigger": found, "clientMutationId": input.get("clientMutationId")}


@mutation.field("deleteTrigger")
def delete_trigger(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Delete an automation."""
    context = context_of(info)
    context.session.delete(_with_id(context, input["triggerID"]))
    return {"success": True, "clientMutationId": input.get("clientMutationId")}


@trigger.field("id")
def trigger_id(obj: Trigger, _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    return encode("Trigger", obj.id)


@trigger.field("scope")
def trigger_scope(obj: Trigger, info: GraphQLResolveInfo) -> object:
    """The scope of the automation."""
    session = context_of(info).session
    if obj.scope_type == "ARTIFACT_COLLECTION":
        return session.get(ArtifactCollection, obj.scope_id)
    return session.get(Project if obj.scope_type == "PROJECT" else Entity, obj.scope_id)


@trigger.field("triggeringCondition")
def triggering_condition(obj: Trigger, _info: GraphQLResolveInfo) -> dict[str, Any]:
    """The trigger. The filter of an artifact event is stored inside another JSON object."""
    saved = obj.event_filter
    if not obj.event_type.startswith("RUN_"):
        saved = json.dumps({"filter": saved}, separators=(",", ":"))
    return {"eventType": obj.event_type, "filter": saved}


@trigger.field("triggeredAction")
def triggered_action(obj: Trigger, info: GraphQLResolveInfo) -> dict[str, Any]:
    """The action. The queue of its job may have been deleted."""
    given = json.loads(obj.action)
    context, queued = context_of(info), number(given.get("queueID", ""), "RunQueue")
    queue = context.session.get(RunQueue, queued) if queued is not None else None
    return {
        **given,
        "kind": type_of_action(obj.action_type),
        "integration": obj.integration,
        "queue": queue if queue is not None and context.sees(queue.project) else None,
    }


@scope.type_resolver
def scope_type(obj: object, *_: object) -> str:
    """Type of a scope."""
    if isinstance(obj, ArtifactCollection):
        return "ArtifactSequence" if obj.kind == "SEQUENCE" else "ArtifactPortfolio"
    return "Project" if isinstance(obj, Project) else "Entity"


@condition.type_resolver
def condition_type(*_: object) -> str:
    """Type of all triggering conditions."""
    return "FilterEventTriggeringCondition"


@action.type_resolver
def action_type(obj: dict[str, Any], *_: object) -> str:
    """Type of an action."""
    return str(obj["kind"])


def _scope(context: Context, kind: str, opaque: str) -> tuple[Entity, int]:
    """Return the entity and the number of a scope in which the user may create automations."""
    if kind == "PROJECT":
        parts = decode(opaque, "Project")
        found = context.project(parts[1], parts[2]) if len(parts) == 3 else None
        if found is None:
            raise not_found("project")
        _require(context, found)
        return found.owner, found.id
    if kind == "ENTITY":
        found_id = number(opaque, "Entity")
        owner = context.session.get(Entity, found_id) if found_id is not None else None
        if owner is None or context.access(owner) is Access.NONE:
            raise not_found("entity")
        context.require(context.access(owner), Access.ADMIN)
        return owner, owner.id
    collection = collection_by_id(context, opaque)
    _require(context, collection.project)
    return collection.project.owner, collection.id


def _check_event(event: str, scope_kind: str) -> None:
    """Reject an event that does not exist in a scope: collections contain no runs."""
    of_collection = scope_kind == "ARTIFACT_COLLECTION"
    if event.startswith("RUN_") if of_collection else event in _COLLECTIONS_ONLY:
        raise invalid(f"the event {event} does not happen in a scope of type {scope_kind}")


def _with_id(context: Context, opaque: str) -> Trigger:
    found_id = number(opaque, "Trigger")
    found = context.session.get(Trigger, found_id) if found_id is not None else None
    if found is None or not is_seen(context, found):
        raise not_found("automation")
    owner_project = _project(context, found)
    if owner_project is None:
        context.require(context.access(found.entity), Access.ADMIN)
    else:
        _require(context, owner_project)
    return found


def _project(context: Context, found: Trigger) -> Project | None:
    """Return the project in the scope of an automation, or the project of its collection."""
    if found.scope_type == "PROJECT":
        return context.session.get(Project, found.scope_id)
    if found.scope_type == "ARTIFACT_COLLECTION":
        collection = context.session.get(ArtifactCollection, found.scope_id)
        return None if collection is None else collection.project
    return None


def is_seen(context: Context, found: Trigger) -> bool:
    """Return whether the user can see an automation."""
    owner_project = _project(context, found)
    return (
        context.access(found.entity) >= Access.READ
        if owner_project is None
        else context.sees(owner_project)
    )


def _require(context: Context, owner_project: Project) -> None:
    """Require an administrator of the project, or write access to the registry."""
    needed = Access.WRITE if is_registry(owner_project) else Access.ADMIN
    allowed = project_access(context.session, context.user, owner_project)
    context.require(allowed, needed)


def _free_name(context: Context, owner: Entity, name: str) -> str:
    if not 0 < len(name) <= 255:
        raise invalid("an automation's name has 1 to 255 characters")
    taken = select(Trigger).where(Trigger.entity_id == owner.id, Trigger.name == name)
    with context.session.no_autoflush:
        if context.session.scalars(taken).first() is not None:
            raise conflict(f"an automation {name!r} already exists")
    return name
