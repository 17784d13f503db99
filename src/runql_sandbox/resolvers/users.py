"""Users and their entities: every user is an entity of the same name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ariadne import ObjectType, QueryType, SchemaBindable
from sqlalchemy import func, select

from runql_sandbox.context import context_of
from runql_sandbox.ids import encode
from runql_sandbox.resolvers.connections import listed
from runql_sandbox.store.tables import Project, Run, User

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

query = QueryType()
user = ObjectType("User")
entity = ObjectType("Entity")

BINDABLES: list[SchemaBindable] = [query, user, entity]


@query.field("viewer")
def viewer(_: object, info: GraphQLResolveInfo, **_arguments: object) -> User:
    """The user whose key was sent."""
    return context_of(info).user


@query.field("user")
def user_by_name(
    _: object,
    info: GraphQLResolveInfo,
    userName: str | None = None,
    **_arguments: object,
) -> User | None:
    """A user by name."""
    wanted = select(User).where(User.username == userName)
    return context_of(info).session.scalars(wanted).first()


@query.field("entity")
def entity_by_name(
    _: object, info: GraphQLResolveInfo, name: str | None = None, **_arguments: object
) -> User | None:
    """An entity: the user of that name; the viewer's own without a name."""
    context = context_of(info)
    wanted = select(User).where(User.username == (name or context.user.username))
    found = context.session.scalars(wanted).first()
    return found if found is None or context.user.admin or found.id == context.user.id else None


@user.field("id")
def user_id(obj: User, _info: GraphQLResolveInfo) -> str:
    """The opaque id."""
    return encode("User", obj.id)


@user.field("entity")
@user.field("name")
def user_name(obj: User, _info: GraphQLResolveInfo) -> str:
    """The name: also that of the user's own entity."""
    return obj.username


@user.field("email")
def user_email(obj: User, info: GraphQLResolveInfo) -> str | None:
    """The address, which only its owner sees; the sandbox makes it up."""
    own = obj.id == context_of(info).user.id
    return f"{obj.username}@sandbox.invalid" if own else None


@user.field("defaultEntity")
@user.field("userEntity")
def user_entity(obj: User, _info: GraphQLResolveInfo) -> User:
    """The user's own entity."""
    return obj


@user.field("flags")
def user_flags(_obj: User, _info: GraphQLResolveInfo) -> str:
    """Switches of the account, a JSON text."""
    return "{}"


@user.field("teams")
def user_teams(obj: User, _info: GraphQLResolveInfo, **_arguments: object) -> dict[str, Any]:
    """The entities that the user belongs to: the own one."""
    return listed([obj])


@user.field("apiKeys")
def user_keys(_obj: User, _info: GraphQLResolveInfo, **_arguments: object) -> dict[str, Any]:
    """The account's keys, which the sandbox does not show again."""
    return listed([])


@user.field("totalRuns")
def user_runs(obj: User, info: GraphQLResolveInfo) -> int:
    """How many runs the user logged."""
    counted = select(func.count()).select_from(Run).where(Run.user_id == obj.id)
    return context_of(info).session.scalar(counted) or 0


@entity.field("id")
def entity_id(obj: User, _info: GraphQLResolveInfo) -> str:
    """The opaque id."""
    return encode("Entity", obj.id)


@entity.field("name")
def entity_name(obj: User, _info: GraphQLResolveInfo) -> str:
    """The name."""
    return obj.username


@entity.field("isTeam")
def entity_is_team(_obj: User, _info: GraphQLResolveInfo) -> bool:
    """Whether it is a team: the sandbox has users only."""
    return False


@entity.field("memberCount")
def entity_members(_obj: User, _info: GraphQLResolveInfo) -> int:
    """How many users it has."""
    return 1


@entity.field("user")
def entity_user(obj: User, _info: GraphQLResolveInfo) -> User:
    """The user that it is."""
    return obj


@entity.field("project")
def entity_project(obj: User, info: GraphQLResolveInfo, name: str | None = None) -> Project | None:
    """A project of the entity."""
    return context_of(info).project(name, obj.username)
