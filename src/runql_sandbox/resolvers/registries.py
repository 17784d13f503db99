"""Registries: projects of an organization's entity, with links and their own members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ariadne import MutationType, ObjectType, SchemaBindable
from sqlalchemy import Select, select

from runql_sandbox.inputs import parse_json
from runql_sandbox.mongo import Column, FieldMap, compile_filter, compile_order
from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import invalid, not_found
from runql_sandbox.request.ids import decode, encode, number
from runql_sandbox.request.permissions import ROLES
from runql_sandbox.resolvers._connections import connection
from runql_sandbox.resolvers.accounts.users import email_for
from runql_sandbox.resolvers.artifacts.lookup import type_by_name
from runql_sandbox.resolvers.artifacts.query import (
    COLLECTIONS,
    select_collections,
    select_memberships,
)
from runql_sandbox.store._base import now
from runql_sandbox.store.accounts.tables import Entity, OrgMembership, ProjectMember, User
from runql_sandbox.store.artifacts.tables import ArtifactCollection
from runql_sandbox.store.projects import Project
from runql_sandbox.store.registries import RegistrySettings, is_registry, registry_settings

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

__all__ = ["BINDABLES", "edit_registry"]

mutation = MutationType()
entity = ObjectType("Entity")
organization = ObjectType("Organization")
project = ObjectType("Project")
member = ObjectType("ProjectMember")

BINDABLES: list[SchemaBindable] = [mutation, entity, organization, project, member]

_ADDED_ROLE: Final = "viewer"
_UPDATED: Final = (
    select(RegistrySettings.updated_at)
    .where(RegistrySettings.project_id == Project.id)
    .scalar_subquery()
)
_OWNER: Final = select(Entity.id).where(Entity.name == Project.entity).scalar_subquery()
_PROJECTS: Final = FieldMap(
    columns={
        "id": Column(Project.id, "number"),
        "project_id": Column(Project.id, "number"),
        "name": Column(Project.name, "text"),
        "entity_id": Column(_OWNER, "number"),
        "description": Column(Project.description, "text"),
        "created_at": Column(Project.created_at, "time"),
        "updated_at": Column(_UPDATED, "time"),
    },
    documents={},
    wrapped=frozenset(),
    tie_breaker=Project.id,
)


@organization.field("advancedRegistryFeatures")
def advanced_features(_obj: object, _info: GraphQLResolveInfo) -> dict[str, bool]:
    """Whether versions of registries can be ordered."""
    return {"advancedSearch": True}


@entity.field("projects")
def projects(
    obj: Entity,
    info: GraphQLResolveInfo,
    filters: str | None = None,
    order: str | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The projects of an entity that match a filter and that the viewer can see."""
    context = context_of(info)
    wanted = _projects(context, obj, filters)
    ordered = wanted.order_by(*compile_order(order, _PROJECTS))
    return connection(context.session, ordered, first=first, after=after)


@entity.field("artifactCollections")
def collections(
    obj: Entity,
    info: GraphQLResolveInfo,
    projectFilters: str | None = None,
    filters: str | None = None,
    collectionTypes: list[str] | None = None,
    order: str | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The collections of the projects that match a filter."""
    context = context_of(info)
    project_ids = _projects(context, obj, projectFilters).with_only_columns(Project.id)
    wanted = select_collections(filters, order, collectionTypes)
    wanted = wanted.where(ArtifactCollection.project_id.in_(project_ids))
    return connection(context.session, wanted, first=first, after=after)


@entity.field("artifactMemberships")
def memberships(
    obj: Entity,
    info: GraphQLResolveInfo,
    projectFilters: str | None = None,
    collectionFilters: str | None = None,
    filters: str | None = None,
    order: str | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The versions in collections of the projects that match filters."""
    context = context_of(info)
    project_ids = _projects(context, obj, projectFilters).with_only_columns(Project.id)
    wanted = select_memberships(filters, order).where(
        ArtifactCollection.project_id.in_(project_ids), ArtifactCollection.state == "READY"
    )
    wanted = wanted.where(_condition(collectionFilters, COLLECTIONS))
    return connection(context.session, wanted, first=first, after=after)


@project.field("allowAllArtifactTypesInRegistry")
def allows_all(obj: Project, info: GraphQLResolveInfo) -> bool:
    """Whether artifacts of all types can be linked."""
    found = context_of(info).session.get(RegistrySettings, obj.id)
    return found is None or found.allow_all_types


@project.field("updatedAt")
def updated_at(obj: Project, info: GraphQLResolveInfo) -> str:
    """When the registry was last edited."""
    found = context_of(info).session.get(RegistrySettings, obj.id)
    return obj.created_at if found is None else found.updated_at


@project.field("members")
def members(obj: Project, info: GraphQLResolveInfo) -> list[ProjectMember]:
    """The users with a role in the registry."""
    wanted = select(ProjectMember).where(
        ProjectMember.project_id == obj.id, ProjectMember.user_id.is_not(None)
    )
    return list(context_of(info).session.scalars(wanted.order_by(ProjectMember.id)))


@project.field("teamMembers")
def team_members(obj: Project, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
    """The teams with a role in the registry."""
    wanted = select(ProjectMember).where(
        ProjectMember.project_id == obj.id, ProjectMember.team_id.is_not(None)
    )
    found = context_of(info).session.scalars(wanted.order_by(ProjectMember.id))
    return [{"team": each.team, "role": {"name": each.role}} for each in found]


@member.field("id")
def member_id(obj: ProjectMember, _info: GraphQLResolveInfo) -> str:
    """Opaque ID of the user."""
    return encode("User", obj.user_id)


@member.field("username")
@member.field("name")
@member.field("email")
def member_text(obj: ProjectMember, info: GraphQLResolveInfo) -> str | None:
    """The user's account, with the email address only for viewers who can see it."""
    if info.field_name == "email":
        return email_for(context_of(info), obj.user) if obj.user is not None else None
    found: str | None = getattr(obj.user, info.field_name, None)
    return found


@member.field("role")
def member_role(obj: ProjectMember, _info: GraphQLResolveInfo) -> dict[str, str]:
    """Role of the user in the project."""
    return {"name": obj.role}


@mutation.field("createProjectMembers")
def add_members(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, bool]:
    """Give users and teams the viewer role. Those that already have a role keep it."""
    context = context_of(info)
    found = _to_administer(context, input["projectId"])
    for kind, key in (("User", "userIds"), ("Entity", "teamIds")):
        for opaque in input.get(key) or []:
            who = _user_or_team(context, found, opaque, kind)
            if _membership(context, found, who) is None:
                context.session.add(_member(found, who, _ADDED_ROLE))
    context.session.flush()
    return {"success": True}


@mutation.field("deleteProjectMembers")
def remove_members(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, bool]:
    """Remove the role of users and teams. Those without a role are skipped."""
    context = context_of(info)
    found = _to_administer(context, input["projectId"])
    for kind, key in (("User", "userIds"), ("Entity", "teamIds")):
        for opaque in input.get(key) or []:
            membership = _membership(context, found, _user_or_team(context, found, opaque, kind))
            if membership is not None:
                context.session.delete(membership)
    context.session.flush()
    return {"success": True}


@mutation.field("updateProjectMember")
@mutation.field("updateProjectTeamMember")
def update_member(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, bool]:
    """Change the role of a member."""
    context = context_of(info)
    found = _to_administer(context, input["projectId"])
    team = input.get("teamId")
    role = input["teamProjectRole"] if team else input["userProjectRole"]
    kind = "Entity" if team else "User"
    membership = _membership(
        context, found, _user_or_team(context, found, team or input["userId"], kind)
    )
    if membership is None:
        raise not_found("member")
    if role not in ROLES:
        raise invalid(f"invalid role {role!r}")
    membership.role = role
    return {"success": True}


def edit_registry(
    context: Context, found: Project, given: dict[str, Any], *, inserted: bool
) -> None:
    """Set the attributes that only registries have, from `upsertModel`. The creator becomes an administrator.

    Raises:
        GraphQLError: If the viewer may not set types, or the types are invalid.
    """
    settings = registry_settings(context.session, found)
    if inserted:
        context.session.add(_member(found, context.user, "admin"))
        context.session.flush()
    types = given.get("artifactTypes") or []
    if types or given.get("allowAllArtifactTypesInRegistry") is not None:
        context.require_admin(found)
    if given.get("allowAllArtifactTypesInRegistry") is not None:
        settings.allow_all_types = given["allowAllArtifactTypesInRegistry"]
    if types and settings.allow_all_types:
        raise invalid("artifact types can be set only when not all are allowed")
    for each in types:
        type_by_name(context.session, found, each["name"], make=True)
    settings.updated_at = now()
    context.session.flush()


def _projects(context: Context, owner: Entity, filters: str | None) -> Select[Any]:
    seen = [
        each.id
        for each in context.session.scalars(select(Project).where(Project.entity == owner.name))
        if context.sees(each)
    ]
    return select(Project).where(Project.id.in_(seen), _condition(filters, _PROJECTS))


def _condition(filters: str | None, fields: FieldMap) -> Any:  # noqa: ANN401 - SQLAlchemy's condition
    return compile_filter(parse_json(filters or "{}", "filters") or {}, fields)


def _to_administer(context: Context, opaque: str) -> Project:
    parts = decode(opaque, "Project")
    found = context.project_to_read(parts[1], parts[2]) if len(parts) == 3 else None
    if found is None:
        raise not_found("project")
    context.require_admin(found)
    return found


def _user_or_team(context: Context, found: Project, opaque: str, kind: str) -> User | Entity:
    found_id = number(opaque, kind)
    table: Any = User if kind == "User" else Entity
    who = context.session.get(table, found_id) if found_id is not None else None
    if isinstance(who, User) and (not is_registry(found) or _may_be_in(context, found, who)):
        return who
    if isinstance(who, Entity) and who.kind == "team":
        return who
    raise not_found("user" if kind == "User" else "team")


def _may_be_in(context: Context, found: Project, who: User) -> bool:
    """Return whether a user may be a member of a registry. Server administrators may also add users of other organizations."""
    if context.user.admin:
        return True
    organization_id = found.owner.organization_id
    return context.session.get(OrgMembership, (organization_id, who.id)) is not None


def _membership(context: Context, found: Project, who: User | Entity) -> ProjectMember | None:
    of = ProjectMember.user_id if isinstance(who, User) else ProjectMember.team_id
    wanted = select(ProjectMember).where(ProjectMember.project_id == found.id, of == who.id)
    return context.session.scalars(wanted).first()


def _member(found: Project, who: User | Entity, role: str) -> ProjectMember:
    if isinstance(who, User):
        return ProjectMember(project_id=found.id, user_id=who.id, role=role)
    return ProjectMember(project_id=found.id, team_id=who.id, role=role)
