"""Projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ariadne import MutationType, ObjectType, QueryType, SchemaBindable
from sqlalchemy import func, select

from runql_sandbox.mongo import is_like
from runql_sandbox.request.context import context_of
from runql_sandbox.request.errors import invalid
from runql_sandbox.request.ids import encode
from runql_sandbox.request.permissions import PROJECT_ACCESS, Access, entity_access, project_access
from runql_sandbox.resolvers._connections import among, connection, listed
from runql_sandbox.resolvers.registries import edit_registry
from runql_sandbox.store.accounts.management import entity_named
from runql_sandbox.store.accounts.tables import Entity, User
from runql_sandbox.store.projects import Project
from runql_sandbox.store.registries import is_registry
from runql_sandbox.store.runs.query import count_runs, select_runs
from runql_sandbox.store.runs.tables import Run

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

query = QueryType()
mutation = MutationType()
project = ObjectType("Project")
person = ObjectType("User")

BINDABLES: list[SchemaBindable] = [query, mutation, project, person]

_COLUMNS = {
    "created_at": Project.created_at,
    "createdAt": Project.created_at,
    "name": Project.name,
}


@query.field("project")
@query.field("model")
def project_by_name(
    _: object,
    info: GraphQLResolveInfo,
    name: str | None = None,
    entityName: str | None = None,
) -> Project | None:
    """A project, by default of the viewer's entity."""
    return context_of(info).project(name, entityName)


@query.field("projects")
@query.field("models")
def projects(
    _: object,
    info: GraphQLResolveInfo,
    entityName: str | None = None,
    order: str | None = None,
    pattern: str | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any] | None:
    """The projects of an entity; null if the viewer cannot see the entity."""
    context = context_of(info)
    owner = entityName or context.user.entity_name
    known = entity_named(context.session, owner)
    if known is None:
        return None
    column = _COLUMNS.get((order or "-created_at").lstrip("+-"))
    if column is None:
        raise invalid(f"unknown order {order!r}")
    sort = column.asc() if (order or "-").startswith("+") else column.desc()
    wanted = select(Project).where(Project.entity == owner)
    if pattern:
        wanted = wanted.where(is_like(Project.name, pattern))
    seen = [each.id for each in context.session.scalars(wanted) if context.sees(each)]
    if not seen and context.access(known) is Access.NONE:
        return None
    wanted = select(Project).where(among(Project.id, seen)).order_by(sort, Project.id)
    return connection(context.session, wanted, first=first, after=after)


@person.field("projects")
def projects_of_user(
    obj: User,
    info: GraphQLResolveInfo,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The projects of a user and of the user's teams that the viewer can see."""
    context = context_of(info)
    known: dict[int, bool] = {}
    seen: list[int] = []
    for each in context.session.scalars(select(Project).order_by(Project.id)):
        owner = each.owner
        if owner.id not in known:
            known[owner.id] = entity_access(context.session, obj, owner) >= Access.READ
        if known[owner.id] and context.sees(each):
            seen.append(each.id)
    wanted = select(Project).where(among(Project.id, seen)).order_by(Project.id)
    return connection(context.session, wanted, first=first, after=after)


@mutation.field("upsertModel")
def upsert_model(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Create a project, or change its description."""
    context = context_of(info)
    before = context.project(input.get("name"), input.get("entityName"))
    found = before or context.project_to_write(input.get("name"), input.get("entityName"))
    if input.get("description") is not None:
        found.description = input["description"]
    if input.get("access") is not None and input["access"] != found.access:
        if input["access"] not in PROJECT_ACCESS:
            raise invalid(f"invalid access {input['access']!r}")
        if before is not None:
            context.require_admin(found)
        found.access = input["access"]
    if is_registry(found):
        edit_registry(context, found, input, inserted=before is None)
    made = {"project": found, "model": found, "inserted": before is None}
    return {**made, "clientMutationId": input.get("clientMutationId")}


@project.field("id")
def project_id(obj: Project, _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    return encode("Project", "v1", obj.name, obj.entity)


@project.field("internalId")
def internal_id(obj: Project, _info: GraphQLResolveInfo) -> str:
    """The permanent ID."""
    return encode("ProjectInternalId", obj.id)


@project.field("entityName")
def entity_name(obj: Project, _info: GraphQLResolveInfo) -> str:
    """The owner's name."""
    return obj.entity


@project.field("entity")
def entity(obj: Project, _info: GraphQLResolveInfo) -> Entity:
    """The owner."""
    return obj.owner


@project.field("user")
def user(obj: Project, info: GraphQLResolveInfo) -> User | None:
    """The owner, if it is a user."""
    wanted = select(User).where(User.username == obj.entity)
    return context_of(info).session.scalars(wanted).first() if obj.owner.kind == "user" else None


@project.field("createdAt")
def created_at(obj: Project, _info: GraphQLResolveInfo) -> str:
    """When the project was created."""
    return obj.created_at


@project.field("lastActive")
def last_active(obj: Project, info: GraphQLResolveInfo) -> str | None:
    """When a run last reported."""
    latest = select(func.max(Run.heartbeat_at)).where(Run.project_id == obj.id)
    return context_of(info).session.scalar(latest)


@project.field("isBenchmark")
@project.field("isPublished")
def no(_obj: Project, _info: GraphQLResolveInfo) -> bool:
    """Always false, because the sandbox publishes nothing."""
    return False


@project.field("readOnly")
def read_only(obj: Project, info: GraphQLResolveInfo) -> bool:
    """Whether the viewer has read-only access."""
    context = context_of(info)
    return project_access(context.session, context.user, obj) < Access.WRITE


@project.field("tags")
def tags(obj: Project, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
    """The tags of the project's runs."""
    element = func.json_each(Run.tags).table_valued("value", name="tag", joins_implicitly=True)
    wanted = select(element.c.value).select_from(Run, element).where(Run.project_id == obj.id)
    names = context_of(info).session.scalars(wanted.distinct().order_by(element.c.value))
    return [{"name": name, "colorIndex": 0} for name in names]


@project.field("runTags")
def run_tags(
    obj: Project,
    info: GraphQLResolveInfo,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The tags of the project's runs in pages, ordered by name."""
    session = context_of(info).session
    return listed(
        session, tags(obj, info), lambda each: str(each["name"]), first=first, after=after
    )


@project.field("run")
@project.field("bucket")
def run(
    obj: Project,
    info: GraphQLResolveInfo,
    name: str,
) -> Run | None:
    """A run by its ID."""
    wanted = select(Run).where(Run.project_id == obj.id, Run.name == name)
    return context_of(info).session.scalars(wanted).first()


@project.field("runs")
@project.field("buckets")
def runs(
    obj: Project,
    info: GraphQLResolveInfo,
    filters: str | None = None,
    order: str | None = None,
    first: int | None = None,
    after: str | None = None,
    names: list[str] | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """Runs that match a filter, in an order."""
    wanted = select_runs(obj, filters, order)
    if names:
        wanted = wanted.where(Run.name.in_(names))
    return connection(context_of(info).session, wanted, first=first, after=after)


@project.field("views")
def views(_obj: Project, _info: GraphQLResolveInfo) -> None:
    """Layouts that old web apps stored in a project. The sandbox stores only `allViews`."""


@project.field("runCount")
def run_count(obj: Project, info: GraphQLResolveInfo, filters: str | None = None) -> int:
    """Number of runs that match a filter."""
    wanted = count_runs(obj, filters)
    return context_of(info).session.scalar(wanted) or 0


@project.field("bucketCount")
@project.field("totalRuns")
def total_runs(obj: Project, info: GraphQLResolveInfo) -> int:
    """Number of runs."""
    return context_of(info).session.scalar(count_runs(obj, None)) or 0
