"""Users and their keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ariadne import MutationType, ObjectType, QueryType, SchemaBindable
from sqlalchemy import delete, func, select

from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import conflict, denied, invalid, not_found
from runql_sandbox.request.ids import encode, number
from runql_sandbox.request.permissions import Access
from runql_sandbox.resolvers._connections import among, connection
from runql_sandbox.store._base import now
from runql_sandbox.store.accounts.management import (
    UserExistsError,
    entity_named,
    make_key,
    make_user,
)
from runql_sandbox.store.accounts.tables import (
    ApiKey,
    Entity,
    Invite,
    Membership,
    Organization,
    OrgMembership,
    User,
)
from runql_sandbox.store.runs.tables import Run

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

__all__ = ["BINDABLES", "email_for", "user_with_id"]

query = QueryType()
mutation = MutationType()
user = ObjectType("User")
api_key = ObjectType("ApiKey")

BINDABLES: list[SchemaBindable] = [query, mutation, user, api_key]

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")

for graphql_name, attribute in {
    "entity": "entity_name",
    "defaultEntity": "default",
    "photoUrl": "photo_url",
    "accountType": "account_type",
    "createdAt": "created_at",
    "updatedAt": "updated_at",
    "deletedAt": "deleted_at",
}.items():
    user.set_alias(graphql_name, attribute)


@query.field("viewer")
def viewer(_: object, info: GraphQLResolveInfo, **_arguments: object) -> User:
    """The user of the API key."""
    return context_of(info).user


@query.field("user")
def user_by_name(
    _: object, info: GraphQLResolveInfo, id: str | None = None, userName: str | None = None
) -> User | None:
    """A user by ID or name."""
    context = context_of(info)
    if id is not None:
        return user_with_id(context, id)
    wanted = select(User).where(User.username == userName, User.deleted_at.is_(None))
    return context.session.scalars(wanted).first()


@query.field("users")
def users(
    _: object,
    info: GraphQLResolveInfo,
    query: str | None = None,
    ids: list[str] | None = None,
    usernames: list[str] | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """Users whose name or email address begins with a string: users of the viewer's organizations, or
    all users for server administrators.
    """
    context = context_of(info)
    wanted = select(User).where(User.account_type != "SERVICE", User.deleted_at.is_(None))
    if not context.user.admin:
        mine = select(OrgMembership.organization_id).where(OrgMembership.user_id == context.user.id)
        near = select(OrgMembership.user_id).where(OrgMembership.organization_id.in_(mine))
        wanted = wanted.where(User.id.in_(near) | (User.id == context.user.id))
    if query:
        start = query.lower()
        named = func.lower(User.username).startswith(start, autoescape=True)
        named |= func.lower(User.name).startswith(start, autoescape=True)
        address = func.lower(User.email)
        # Without this check, users could guess an address that they cannot read letter by letter.
        if context.user.admin:
            named |= address.startswith(start, autoescape=True)
        else:
            named |= address == start
        wanted = wanted.where(named)
    if ids:
        known = [found.id for each in ids if (found := user_with_id(context, each)) is not None]
        wanted = wanted.where(User.id.in_(known))
    if usernames:
        wanted = wanted.where(User.username.in_(usernames))
    return connection(context.session, wanted.order_by(User.id), first=first, after=after)


@mutation.field("createUser")
def create_user(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Create an account. Requires a server administrator."""
    context = context_of(info)
    if not context.user.admin:
        raise denied()
    email = input["email"]
    if not _ADDRESS.fullmatch(email):
        raise invalid(f"invalid email address {email!r}")
    name = re.sub(r"[^a-z0-9-]+", "-", email.partition("@")[0].lower()).strip("-") or "user"
    number, username = 1, name
    while entity_named(context.session, username) is not None:
        number += 1
        username = f"{name}-{number}"
    try:
        made = make_user(context.session, username, admin=bool(input.get("admin")), email=email)
    except UserExistsError:
        raise conflict(f"a user with the email address {email!r} already exists") from None
    return {"user": made, "clientMutationId": input.get("clientMutationId")}


@mutation.field("updateUser")
def update_user(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Change the viewer's account. Server administrators can change any account."""
    context = context_of(info)
    found = user_with_id(context, input["id"]) if input.get("id") is not None else context.user
    if found is None:
        raise not_found("user")
    _own_or_admin(context, found)
    if input.get("admin") is not None:
        if not context.user.admin:
            raise denied()
        found.admin = input["admin"]
    if input.get("name") is not None:
        found.name = input["name"]
    if input.get("photoUrl") is not None:
        found.photo_url = input["photoUrl"]
    if input.get("defaultEntity") is not None:
        found.entity_name = context.entity_for(input["defaultEntity"], Access.READ).name
    found.updated_at = now()
    return {"user": found, "clientMutationId": input.get("clientMutationId")}


@mutation.field("deleteUser")
def delete_user(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Close an account: delete its keys and memberships, and keep its runs."""
    context = context_of(info)
    found = user_with_id(context, input["id"])
    if found is None:
        raise not_found("user")
    _own_or_admin(context, found)
    close_account(context, found)
    return {"user": found, "clientMutationId": input.get("clientMutationId")}


@mutation.field("generateApiKey")
def generate_key(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Create another key for the viewer. Only this response contains the secret, as the name of the key."""
    context = context_of(info)
    made, secret = make_key(context.session, context.user, input.get("description"))
    shown = {"id": encode("ApiKey", made.id), "name": secret, "description": made.description}
    shown["createdAt"] = made.created_at
    payload: dict[str, Any] = {**shown, "user": context.user, "rateLimit": None}
    return {"apiKey": payload, "clientMutationId": input.get("clientMutationId")}


@mutation.field("deleteApiKey")
def delete_key(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Revoke a key. Requires its owner or a server administrator."""
    context = context_of(info)
    found_id = number(input.get("id") or "", "ApiKey")
    found = context.session.get(ApiKey, found_id) if found_id is not None else None
    if found is None or not (context.user.admin or found.user_id == context.user.id):
        raise not_found("API key")
    context.session.delete(found)
    return {"success": True, "clientMutationId": input.get("clientMutationId")}


@user.field("id")
def user_id(obj: User, _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    return encode("User", obj.id)


@user.field("email")
def user_email(obj: User, info: GraphQLResolveInfo) -> str | None:
    """The email address, which only its owner and server administrators can see."""
    return email_for(context_of(info), obj)


@user.field("userEntity")
def user_entity(obj: User, info: GraphQLResolveInfo) -> Entity | None:
    """The user's own entity; null for service accounts."""
    return entity_named(context_of(info).session, obj.username)


@user.field("flags")
def user_flags(_obj: User, _info: GraphQLResolveInfo) -> str:
    """Settings of the account, as JSON text."""
    return "{}"


@user.field("teams")
def user_teams(
    obj: User,
    info: GraphQLResolveInfo,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The user's own entity and teams, if the viewer can see them."""
    context = context_of(info)
    joined = select(Membership.team_id).where(Membership.user_id == obj.id)
    mine = (Entity.kind == "user") & (Entity.name == obj.username)
    wanted = select(Entity).where(mine | Entity.id.in_(joined)).order_by(Entity.id)
    seen = [e.id for e in context.session.scalars(wanted) if context.access(e) >= Access.READ]
    wanted = wanted.where(among(Entity.id, seen))
    return connection(context.session, wanted, first=first, after=after)


@user.field("organizations")
def user_organizations(
    obj: User, info: GraphQLResolveInfo, **_arguments: object
) -> list[Organization]:
    """The user's organizations that the viewer also belongs to."""
    context = context_of(info)
    wanted = select(Organization).join(OrgMembership).where(OrgMembership.user_id == obj.id)
    if not context.user.admin:
        mine = select(OrgMembership.organization_id)
        mine = mine.where(OrgMembership.user_id == context.user.id)
        wanted = wanted.where(Organization.id.in_(mine))
    return list(context.session.scalars(wanted.order_by(Organization.id)))


@user.field("apiKeys")
def user_keys(
    obj: User,
    info: GraphQLResolveInfo,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any] | None:
    """The account's masked keys, for their owner and server administrators."""
    context = context_of(info)
    if not (context.user.admin or obj.id == context.user.id):
        return None
    wanted = select(ApiKey).where(ApiKey.user_id == obj.id).order_by(ApiKey.id)
    return connection(context.session, wanted, first=first, after=after)


@user.field("totalRuns")
def user_runs(obj: User, info: GraphQLResolveInfo) -> int:
    """Number of runs that the user logged."""
    counted = select(func.count()).select_from(Run).where(Run.user_id == obj.id)
    return context_of(info).session.scalar(counted) or 0


@api_key.field("id")
def key_id(obj: ApiKey | dict[str, Any], _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    return str(obj["id"]) if isinstance(obj, dict) else encode("ApiKey", obj.id)


@api_key.field("name")
def key_name(obj: ApiKey | dict[str, Any], _info: GraphQLResolveInfo) -> str:
    """The beginning of the key; the whole key in the response that creates it."""
    return str(obj["name"]) if isinstance(obj, dict) else obj.masked


@api_key.field("createdAt")
def key_created(obj: ApiKey | dict[str, Any], _info: GraphQLResolveInfo) -> str:
    """When the key was created."""
    return str(obj["createdAt"]) if isinstance(obj, dict) else obj.created_at


@api_key.field("lastUsedAt")
def key_used(obj: ApiKey | dict[str, Any], info: GraphQLResolveInfo) -> str | None:
    """When the key was last used since the server started."""
    return None if isinstance(obj, dict) else context_of(info).store.key_uses.get(obj.id)


@api_key.field("expiresAt")
def key_expires(_obj: object, _info: GraphQLResolveInfo) -> None:
    """Always null, because keys of the sandbox do not expire."""


@api_key.field("ips")
def key_ips(_obj: object, _info: GraphQLResolveInfo) -> list[str]:
    """Always empty, because the sandbox does not record IP addresses."""
    return []


def user_with_id(context: Context, opaque: str) -> User | None:
    """Return the user with an opaque ID."""
    found_id = number(opaque, "User")
    found = context.session.get(User, found_id) if found_id is not None else None
    return found if found is not None and found.deleted_at is None else None


def email_for(context: Context, obj: User) -> str | None:
    """Return a user's email address, if the viewer can see it."""
    return obj.email if context.user.admin or obj.id == context.user.id else None


def close_account(context: Context, found: User) -> None:
    """Delete the keys, memberships and invitations of an account, and mark it as deleted."""
    for table in (ApiKey, Membership, OrgMembership):
        context.session.execute(delete(table).where(table.user_id == found.id))
    context.session.execute(delete(Invite).where(Invite.to_user_id == found.id))
    found.deleted_at = now()


def _own_or_admin(context: Context, found: User) -> None:
    if not (context.user.admin or found.id == context.user.id):
        raise denied()
