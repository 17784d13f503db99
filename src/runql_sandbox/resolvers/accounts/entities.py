"""Entities of users, teams and organizations: the first part of all paths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ariadne import MutationType, ObjectType, QueryType, SchemaBindable
from sqlalchemy import func, select

from runql_sandbox.request.context import context_of
from runql_sandbox.request.errors import invalid
from runql_sandbox.request.ids import encode
from runql_sandbox.request.limits import STREAM_BYTES
from runql_sandbox.request.permissions import PROJECT_ACCESS, PUBLIC, Access
from runql_sandbox.store._base import now
from runql_sandbox.store.accounts.management import entity_named
from runql_sandbox.store.accounts.tables import Entity, Membership, User
from runql_sandbox.store.files import File
from runql_sandbox.store.projects import Project
from runql_sandbox.store.runs.tables import Run

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

__all__ = ["BINDABLES", "checked_access"]

query = QueryType()
mutation = MutationType()
entity = ObjectType("Entity")

BINDABLES: list[SchemaBindable] = [query, mutation, entity]

for graphql_name, attribute in {
    "createdAt": "created_at",
    "updatedAt": "updated_at",
    "defaultAccess": "default_access",
    "privateOnly": "private_only",
    "codeSavingEnabled": "code_saving",
    "photoUrl": "photo_url",
    "entityType": "kind",
}.items():
    entity.set_alias(graphql_name, attribute)


@query.field("entity")
def entity_by_name(
    _: object, info: GraphQLResolveInfo, name: str | None = None, **_arguments: object
) -> Entity | None:
    """An entity that the viewer belongs to or that has public projects; the default entity without a name."""
    context = context_of(info)
    found = entity_named(context.session, name or context.user.entity_name)
    if found is None or context.access(found) >= Access.READ:
        return found
    public = select(Project.id).where(Project.entity == found.name, Project.access.in_(PUBLIC))
    return None if context.session.scalars(public.limit(1)).first() is None else found


@mutation.field("updateEntity")
def update_entity(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Change the settings of an entity."""
    context = context_of(info)
    found = context.entity_for(input["entity"], Access.ADMIN)
    if input.get("defaultAccess") is not None:
        found.default_access = checked_access(input["defaultAccess"])
    if input.get("privateOnly") is not None:
        found.private_only = input["privateOnly"]
    if input.get("codeSavingEnabled") is not None:
        found.code_saving = input["codeSavingEnabled"]
    if input.get("photoUrl") is not None:
        found.photo_url = input["photoUrl"]
    settings = input.get("settings") or {}
    if settings.get("membersCanInvite") is not None:
        found.members_can_invite = settings["membersCanInvite"]
    found.updated_at = now()
    return {"entity": found, "clientMutationId": input.get("clientMutationId")}


@entity.field("xxhashDigestsEnabled")
def hashes_by_xxhash(_: object, _info: GraphQLResolveInfo) -> bool:
    """Whether versions may be hashed with XXH128."""
    return True


@entity.field("id")
def entity_id(obj: Entity, _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    return encode("Entity", obj.id)


@entity.field("isTeam")
def entity_is_team(obj: Entity, _info: GraphQLResolveInfo) -> bool:
    """Whether the entity is a team."""
    return obj.kind == "team"


@entity.field("available")
def entity_available(_obj: Entity, _info: GraphQLResolveInfo) -> bool:
    """Whether the entity is active."""
    return True


@entity.field("isPaid")
def entity_is_paid(_obj: Entity, _info: GraphQLResolveInfo) -> bool:
    """Always false, because the sandbox has no billing."""
    return False


@entity.field("readOnly")
def entity_read_only(obj: Entity, info: GraphQLResolveInfo) -> bool:
    """Whether the viewer has read-only access."""
    return context_of(info).access(obj) < Access.WRITE


@entity.field("readOnlyAdmin")
def entity_read_only_admin(_obj: Entity, _info: GraphQLResolveInfo) -> bool:
    """Always false, because the sandbox has no read-only administrators."""
    return False


@entity.field("memberCount")
def entity_member_count(obj: Entity, info: GraphQLResolveInfo) -> int:
    """Number of users."""
    counted = select(func.count()).select_from(Membership).where(Membership.team_id == obj.id)
    return (context_of(info).session.scalar(counted) or 0) if obj.kind == "team" else 1


@entity.field("user")
def entity_user(obj: Entity, info: GraphQLResolveInfo) -> User | None:
    """The user of a user's entity."""
    wanted = select(User).where(User.username == obj.name)
    return context_of(info).session.scalars(wanted).first() if obj.kind == "user" else None


@entity.field("organizationId")
def entity_organization_id(obj: Entity, _info: GraphQLResolveInfo) -> str | None:
    """Opaque ID of the organization."""
    return None if obj.organization_id is None else encode("Organization", obj.organization_id)


@entity.field("settings")
def entity_settings(obj: Entity, _info: GraphQLResolveInfo) -> dict[str, Any]:
    """Settings."""
    return {
        "membersCanInvite": obj.members_can_invite,
        "openToMatchingOrgEmailDomainUsers": False,
        "entityProfileEnabled": False,
    }


@entity.field("rateLimits")
def entity_rate_limits(obj: Entity, _info: GraphQLResolveInfo) -> dict[str, float]:
    """Maximum requests of the entity per minute."""
    return {
        "graphql": obj.graphql_limit,
        "sdkGraphql": obj.graphql_limit,
        "sdkGraphqlQuerySeconds": 60.0,
        "filestream": obj.filestream_limit,
        "filestreamCount": obj.filestream_limit,
        "filestreamPerRunCount": obj.filestream_limit,
        "filestreamSize": STREAM_BYTES,
        "runUpdateCount": obj.graphql_limit,
        "createArtifacts": obj.graphql_limit,
        "createArtifactsRequestCount": obj.graphql_limit,
        "createArtifactsTimeWindow": 60,
    }


@entity.field("limits")
def entity_limits(_obj: Entity, _info: GraphQLResolveInfo) -> str:
    """Limits of the plan, as JSON text."""
    return "{}"


@entity.field("storageBytes")
def entity_storage(obj: Entity, info: GraphQLResolveInfo) -> int:
    """Total bytes of the run files of the entity."""
    mine = select(func.sum(File.size)).join(Run, File.run_id == Run.id)
    mine = mine.join(Project, Run.project_id == Project.id).where(Project.entity == obj.name)
    return context_of(info).session.scalar(mine) or 0


@entity.field("referenceBytes")
def entity_references(_obj: Entity, _info: GraphQLResolveInfo) -> int:
    """Bytes in other storages."""
    return 0


@entity.field("project")
def entity_project(
    obj: Entity, info: GraphQLResolveInfo, name: str | None = None
) -> Project | None:
    """A project of the entity."""
    return context_of(info).project_to_read(name, obj.name)


def checked_access(value: str) -> str:
    """Return a valid project visibility.

    Raises:
        GraphQLError: If the visibility is invalid.
    """
    if value not in PROJECT_ACCESS:
        raise invalid(f"invalid access {value!r}")
    return value
