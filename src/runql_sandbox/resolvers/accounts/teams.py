"""Teams: members, invitations, service accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ariadne import MutationType, ObjectType, SchemaBindable
from sqlalchemy import func, select

from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import conflict, denied, invalid, not_found
from runql_sandbox.request.ids import encode, number
from runql_sandbox.request.permissions import Access
from runql_sandbox.resolvers._connections import connection
from runql_sandbox.resolvers.accounts.entities import checked_access
from runql_sandbox.resolvers.accounts.users import close_account, email_for, user_with_id
from runql_sandbox.store.accounts.management import (
    UserExistsError,
    entity_named,
    make_service_account,
    make_team,
)
from runql_sandbox.store.accounts.tables import (
    ApiKey,
    Entity,
    Invite,
    Membership,
    OrgMembership,
    User,
)

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

__all__ = ["BINDABLES", "TEAM_ROLES", "accept_invite"]

mutation = MutationType()
entity = ObjectType("Entity")
invite = ObjectType("Invite")

BINDABLES: list[SchemaBindable] = [mutation, entity, invite]

TEAM_ROLES = ("admin", "member", "viewer")
"""Roles in a team. Viewers have read-only access."""

invite.set_alias("createdAt", "created_at")
invite.set_alias("entity", "team")
invite.set_alias("fromUser", "from_user")
invite.set_alias("toUser", "to_user")


@mutation.field("createTeam")
def create_team(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Create a team. The user becomes its administrator, unless a server administrator names another
    user.
    """
    context = context_of(info)
    if context.user.account_type == "SERVICE":
        raise denied()
    named = input.get("teamAdminUserName")
    first_admin = context.user if named is None else _user_named(context, named)
    if first_admin.id != context.user.id and not context.user.admin:
        raise denied()
    name = input["teamName"]
    if not name or not all(each.isascii() and (each.isalnum() or each in "-_") for each in name):
        raise invalid(f"invalid team name {name!r}")
    try:
        team = make_team(context.session, name, first_admin)
    except UserExistsError:
        raise conflict(f"an entity {name!r} already exists") from None
    team.default_access = checked_access(input.get("defaultAccess") or team.default_access)
    return {"entity": team, "clientMutationId": input.get("clientMutationId")}


@mutation.field("createInvite")
def create_invite(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Invite a user to a team by name or email address. Members of the team's organization become members
    immediately.
    """
    context = context_of(info)
    team = _team(context, input.get("entityName"), Access.WRITE)
    role = _role(input, default="member")
    if context.access(team) < Access.ADMIN and (not team.members_can_invite or role == "admin"):
        raise denied()
    email, to_user = input.get("email"), None
    if input.get("username") is not None:
        to_user = _user_named(context, input["username"])
        email = to_user.email
    elif email is not None:
        to_user = context.session.scalars(select(User).where(User.email == email)).first()
    else:
        raise invalid("an invitation requires an email address or a username")
    if to_user is not None and context.session.get(Membership, (team.id, to_user.id)) is not None:
        raise conflict(f"{to_user.username} already exists in {team.name!r}")
    waiting = select(Invite).where(Invite.team_id == team.id, Invite.email == email)
    if context.session.scalars(waiting).first() is not None:
        raise conflict(f"an invitation of {email} into {team.name!r} already exists")
    made = Invite(team=team, email=email, role=role, from_user=context.user, to_user=to_user)
    context.session.add(made)
    context.session.flush()
    if to_user is not None:
        _join_as_colleague(context, made, to_user)
    payload = {"success": True, "invite": made, "entity": team}
    return {**payload, "clientMutationId": input.get("clientMutationId")}


@mutation.field("deleteInvite")
def delete_invite(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Withdraw an invitation, or remove a member. Users can always remove themselves."""
    context, opaque = context_of(info), input.get("id") or ""
    team = _team(context, input.get("entityName"), Access.READ)
    found_id = number(opaque, "Invite")
    found = context.session.get(Invite, found_id) if found_id is not None else None
    leaving = user_with_id(context, opaque)
    if leaving is None or leaving.id != context.user.id:
        context.require(context.access(team), Access.ADMIN)
    if found is not None and found.team_id == team.id:
        context.session.delete(found)
    else:
        member = context.session.get(Membership, (team.id, leaving.id)) if leaving else None
        if member is None or leaving is None:
            raise not_found("member or invitation")
        _keep_an_admin(context, member)
        context.session.delete(member)
        if leaving.account_type == "SERVICE":
            close_account(context, leaving)
    return {"success": True, "clientMutationId": input.get("clientMutationId")}


@mutation.field("updateMember")
def update_member(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Change the role of a member of a team."""
    context = context_of(info)
    team = _team(context, input["entityName"], Access.ADMIN)
    who = user_with_id(context, input["user"])
    member = context.session.get(Membership, (team.id, who.id)) if who is not None else None
    if member is None:
        raise not_found("member")
    role = _role(input, default=member.role)
    if member.user.account_type == "SERVICE" and role != "member":
        raise invalid("the role of a service account cannot be changed")
    if role != "admin":
        _keep_an_admin(context, member)
    member.role = role
    return {
        "member": _member(context, team, member.user, member.role),
        "clientMutationId": input.get("clientMutationId"),
    }


@mutation.field("createServiceAccount")
def create_service(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Create a service account of a team."""
    context = context_of(info)
    team = _team(context, input.get("entityName"), Access.ADMIN)
    made = make_service_account(context.session, team, input.get("description") or "")
    return {"user": made, "clientMutationId": input.get("clientMutationId")}


@entity.field("members")
def entity_members(obj: Entity, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
    """Members and invited users."""
    context = context_of(info)
    context.require(context.access(obj), Access.READ)
    if obj.kind == "user":
        owner = context.session.scalars(select(User).where(User.username == obj.name)).one()
        return [_member(context, obj, owner, "admin")]
    wanted = select(Membership).where(Membership.team_id == obj.id)
    members = context.session.scalars(wanted.order_by(Membership.created_at, Membership.user_id))
    waiting = select(Invite).where(Invite.team_id == obj.id).order_by(Invite.id)
    return [
        *(_member(context, obj, each.user, each.role) for each in members),
        *(_invited(each) for each in context.session.scalars(waiting)),
    ]


@entity.field("invites")
def entity_invites(
    obj: Entity,
    info: GraphQLResolveInfo,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """Pending invitations."""
    context = context_of(info)
    context.require(context.access(obj), Access.READ)
    wanted = select(Invite).where(Invite.team_id == obj.id).order_by(Invite.id)
    return connection(context.session, wanted, first=first, after=after)


@invite.field("id")
def invite_id(obj: Invite, _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    return encode("Invite", obj.id)


@invite.field("name")
def invite_name(obj: Invite, _info: GraphQLResolveInfo) -> str:
    """The invited user."""
    return obj.to_user.name if obj.to_user is not None else obj.email


@invite.field("accepted")
def invite_accepted(_obj: Invite, _info: GraphQLResolveInfo) -> bool:
    """Always false, because accepted invitations are deleted."""
    return False


@invite.field("organization")
def invite_organization(obj: Invite, _info: GraphQLResolveInfo) -> object:
    """The organization of the team."""
    return obj.team.organization


def accept_invite(context: Context, team_name: str) -> bool:
    """Add the user to a team that invited them; False if there is no invitation.

    Existing members keep their roles.
    """
    team = entity_named(context.session, team_name)
    if team is not None and context.session.get(Membership, (team.id, context.user.id)) is not None:
        return True
    mine = (Invite.to_user_id == context.user.id) | (Invite.email == context.user.email)
    waiting = select(Invite).where(Invite.team_id == (team.id if team is not None else None), mine)
    found = context.session.scalars(waiting).first()
    if found is None:
        return False
    context.session.add(Membership(team=found.team, user=context.user, role=found.role))
    context.session.delete(found)
    return True


def _join_as_colleague(context: Context, given: Invite, invited: User) -> None:
    """Add a member of the team's organization without an email. Viewers of the organization become viewers of the team."""
    organization_id = given.team.organization_id
    if organization_id is None:
        return
    inside = context.session.get(OrgMembership, (organization_id, invited.id))
    if inside is None:
        return
    role = "viewer" if inside.role == "viewer" else given.role
    context.session.add(Membership(team=given.team, user=invited, role=role))
    context.session.delete(given)
    context.session.flush()


def _member(context: Context, team: Entity, who: User, role: str) -> dict[str, Any]:
    service = who.account_type == "SERVICE"
    seat = "USER" if team.kind == "user" else "VIEWER" if role == "viewer" else "MEMBER"
    kept = select(ApiKey.secret).where(ApiKey.user_id == who.id)
    trusted = service and context.access(team) is Access.ADMIN
    return {
        "id": encode("User", who.id),
        "admin": role == "admin",
        "pending": False,
        "email": who.email if context.access(team) is Access.ADMIN else email_for(context, who),
        "username": who.username,
        "name": who.name,
        "photoUrl": who.photo_url,
        "accountType": "SERVICE" if service else seat,
        "apiKey": context.session.scalars(kept.order_by(ApiKey.id.desc())).first()
        if trusted
        else None,
        "role": role,
        "memberRole": {"name": role},
    }


def _invited(waiting: Invite) -> dict[str, Any]:
    return {
        "id": encode("Invite", waiting.id),
        "admin": waiting.role == "admin",
        "pending": True,
        "email": waiting.email,
        "username": waiting.to_user.username if waiting.to_user is not None else None,
        "name": waiting.to_user.name if waiting.to_user is not None else waiting.email,
        "accountType": "VIEWER" if waiting.role == "viewer" else "MEMBER",
        "role": waiting.role,
        "memberRole": {"name": waiting.role},
    }


def _team(context: Context, name: str | None, needed: Access) -> Entity:
    found = context.entity_for(name or "", needed)
    if found.kind != "team":
        raise invalid(f"{name!r} is not a team")
    return found


def _user_named(context: Context, name: str) -> User:
    wanted = select(User).where(User.username == name, User.deleted_at.is_(None))
    found = context.session.scalars(wanted).first()
    if found is None:
        raise not_found(f"user {name!r}")
    return found


def _role(given: dict[str, Any], default: str) -> str:
    role = given.get("role")
    if role is None and given.get("accountType") == "VIEWER":
        role = "viewer"
    if role is None and given.get("admin") is not None:
        role = "admin" if given["admin"] else "member"
    if role is None:
        role = default
    if role not in TEAM_ROLES:
        raise invalid(f"invalid role {role!r}")
    return str(role)


def _keep_an_admin(context: Context, member: Membership) -> None:
    others = select(func.count()).select_from(Membership)
    others = others.where(Membership.team_id == member.team_id, Membership.role == "admin")
    if member.role == "admin" and context.session.scalar(others) == 1:
        raise invalid(f"{member.team.name!r} must keep an administrator")
