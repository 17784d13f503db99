"""Organizations: members, teams and seats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ariadne import MutationType, ObjectType, QueryType, SchemaBindable
from sqlalchemy import delete, func, select

from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import conflict, denied, invalid, not_found
from runql_sandbox.request.ids import encode, number
from runql_sandbox.request.permissions import Access
from runql_sandbox.resolvers._connections import connection
from runql_sandbox.store.accounts.management import join_organization
from runql_sandbox.store.accounts.tables import (
    Entity,
    Invite,
    Membership,
    Organization,
    OrgMembership,
    User,
)

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

__all__ = ["BINDABLES"]

ORG_ROLES = ("admin", "member", "viewer")

query = QueryType()
mutation = MutationType()
organization = ObjectType("Organization")
member = ObjectType("OrganizationMember")

BINDABLES: list[SchemaBindable] = [query, mutation, organization, member]

organization.set_alias("orgType", "kind")


@query.field("organization")
def organization_by_name(
    _: object, info: GraphQLResolveInfo, id: str | None = None, name: str | None = None
) -> Organization | None:
    """An organization that the viewer belongs to, by ID or name."""
    context = context_of(info)
    if id is not None:
        return _with_id(context, id)
    wanted = _visible(context).where(Organization.name == name)
    return context.session.scalars(wanted).first()


@query.field("organizations")
def organizations(
    _: object,
    info: GraphQLResolveInfo,
    query: str | None = None,
    ids: list[str] | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """Organizations that the viewer belongs to; all organizations for server administrators."""
    context = context_of(info)
    wanted = _visible(context).order_by(Organization.id)
    if query:
        start = query.lower()
        wanted = wanted.where(func.lower(Organization.name).startswith(start, autoescape=True))
    if ids:
        found_ids = [number(each, "Organization") for each in ids]
        numbers = [each for each in found_ids if each is not None]
        wanted = wanted.where(Organization.id.in_(numbers))
    return connection(context.session, wanted, first=first, after=after)


@mutation.field("addUserToOrganization")
def add_user(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Add a user to an organization and to some of its teams."""
    context = context_of(info)
    org = _to_change(context, input["organizationId"])
    who = _user(context, input["userName"])
    if context.session.get(OrgMembership, (org.id, who.id)) is not None:
        raise conflict(f"{who.username} already exists in {org.name!r}")
    role = _checked_role(input["userOrgRole"])
    _take_seat(context, org, role)
    join_organization(context.session, org, who, role)
    for name in input.get("teams") or []:
        wanted = select(Entity).where(Entity.name == name, Entity.organization_id == org.id)
        team = context.session.scalars(wanted.where(Entity.kind == "team")).first()
        if team is None:
            raise not_found(f"team {name!r}")
        if context.session.get(Membership, (team.id, who.id)) is None:
            team_role = "viewer" if role == "viewer" else "member"
            context.session.add(Membership(team=team, user=who, role=team_role))
    return {"success": True, "clientMutationId": input.get("clientMutationId")}


@mutation.field("updateOrganizationUser")
def update_user(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Change the role of a member of an organization."""
    context = context_of(info)
    org = _to_change(context, input["organizationId"])
    found = _membership(context, org, input["userName"])
    role = _checked_role(input["userOrgRole"])
    if (role == "viewer") != (found.role == "viewer"):
        _take_seat(context, org, role)
    if role != "admin":
        _keep_an_admin(context, found)
    found.role = role
    return {"success": True, "clientMutationId": input.get("clientMutationId")}


@mutation.field("removeUserFromOrganization")
def remove_user(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Remove a user from an organization and from its teams."""
    context = context_of(info)
    org = _to_change(context, input["organizationId"])
    found = _membership(context, org, input["userName"])
    _keep_an_admin(context, found)
    teams = select(Entity.id).where(Entity.organization_id == org.id, Entity.kind == "team")
    inside = Membership.team_id.in_(teams)
    context.session.execute(delete(Membership).where(Membership.user_id == found.user_id, inside))
    context.session.delete(found)
    return {"success": True, "clientMutationId": input.get("clientMutationId")}


@organization.field("id")
def organization_id(obj: Organization, _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    return encode("Organization", obj.id)


@organization.field("available")
def available(_obj: Organization, _info: GraphQLResolveInfo) -> bool:
    """Whether the organization is active."""
    return True


@organization.field("orgEntity")
def org_entity(obj: Organization, info: GraphQLResolveInfo) -> Entity | None:
    """The entity of the organization's registries."""
    wanted = select(Entity).where(Entity.organization_id == obj.id, Entity.kind == "organization")
    return context_of(info).session.scalars(wanted).first()


@organization.field("members")
def members(obj: Organization, info: GraphQLResolveInfo) -> list[OrgMembership]:
    """The members."""
    wanted = select(OrgMembership).where(OrgMembership.organization_id == obj.id)
    return list(context_of(info).session.scalars(wanted.order_by(OrgMembership.user_id)))


@organization.field("teams")
def teams(obj: Organization, info: GraphQLResolveInfo) -> list[Entity]:
    """The teams."""
    wanted = select(Entity).where(Entity.organization_id == obj.id, Entity.kind == "team")
    return list(context_of(info).session.scalars(wanted.order_by(Entity.id)))


@organization.field("pendingInvites")
def pending(obj: Organization, info: GraphQLResolveInfo) -> list[Invite]:
    """Pending invitations to teams that the viewer belongs to or administers."""
    context = context_of(info)
    wanted = select(Invite).join(Entity).where(Entity.organization_id == obj.id)
    found = context.session.scalars(wanted.order_by(Invite.id))
    return [each for each in found if context.access(each.team) >= Access.READ]


@organization.field("flags")
def flags(_obj: Organization, _info: GraphQLResolveInfo) -> str:
    """Feature flags, as JSON text."""
    return "{}"


@organization.field("featureFlags")
def feature_flags(_obj: Organization, _info: GraphQLResolveInfo) -> list[Any]:
    """Always empty, because the sandbox has no gradual feature rollout."""
    return []


@organization.field("coreWeaveOrganizationId")
def core_weave_id(_obj: Organization, _info: GraphQLResolveInfo) -> None:
    """ID at an identity provider, which the sandbox does not use."""


@organization.field("usedSeats")
def used_seats(obj: Organization, info: GraphQLResolveInfo) -> int:
    """Number of seats with write access."""
    return _used(context_of(info), obj, viewers=False)


@organization.field("usedViewOnlySeats")
def used_view_only_seats(obj: Organization, info: GraphQLResolveInfo) -> int:
    """Number of seats with read access only."""
    return _used(context_of(info), obj, viewers=True)


@organization.field("seatAvailability")
def seat_availability(obj: Organization, info: GraphQLResolveInfo) -> dict[str, int]:
    """Number of free seats."""
    context = context_of(info)
    return {
        "seats": obj.seats - _used(context, obj, viewers=False),
        "viewOnlySeats": obj.view_only_seats - _used(context, obj, viewers=True),
    }


@member.field("id")
def member_id(obj: OrgMembership, _info: GraphQLResolveInfo) -> str:
    """Opaque ID of the user."""
    return encode("User", obj.user_id)


@member.field("admin")
def member_admin(obj: OrgMembership, _info: GraphQLResolveInfo) -> bool:
    """Whether the member administers the organization."""
    return obj.role == "admin"


@member.field("name")
def member_name(obj: OrgMembership, _info: GraphQLResolveInfo) -> str:
    """The full name."""
    return obj.user.name


@member.field("username")
def member_username(obj: OrgMembership, _info: GraphQLResolveInfo) -> str:
    """The name in paths."""
    return obj.user.username


@member.field("photoUrl")
def member_photo(obj: OrgMembership, _info: GraphQLResolveInfo) -> str:
    """URL of the profile image."""
    return obj.user.photo_url or ""


@member.field("teams")
def member_teams(
    obj: OrgMembership,
    info: GraphQLResolveInfo,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The teams of the organization that the member belongs to."""
    wanted = (
        select(Entity)
        .join(Membership)
        .where(Membership.user_id == obj.user_id, Entity.organization_id == obj.organization_id)
    )
    ordered = wanted.order_by(Entity.id)
    return connection(context_of(info).session, ordered, first=first, after=after)


def _visible(context: Context) -> Any:  # noqa: ANN401 - a query of SQLAlchemy
    wanted = select(Organization)
    if context.user.admin:
        return wanted
    mine = select(OrgMembership.organization_id).where(OrgMembership.user_id == context.user.id)
    return wanted.where(Organization.id.in_(mine))


def _with_id(context: Context, opaque: str) -> Organization | None:
    found_id = number(opaque, "Organization")
    if found_id is None:
        return None
    wanted = _visible(context).where(Organization.id == found_id)
    found: Organization | None = context.session.scalars(wanted).first()
    return found


def _to_change(context: Context, opaque: str) -> Organization:
    found = _with_id(context, opaque)
    if found is None:
        raise not_found("organization")
    mine = context.session.get(OrgMembership, (found.id, context.user.id))
    if not context.user.admin and (mine is None or mine.role != "admin"):
        raise denied()
    return found


def _user(context: Context, name: str) -> User:
    wanted = select(User).where(User.username == name, User.deleted_at.is_(None))
    found = context.session.scalars(wanted).first()
    if found is None:
        raise not_found(f"user {name!r}")
    return found


def _membership(context: Context, org: Organization, name: str) -> OrgMembership:
    found = context.session.get(OrgMembership, (org.id, _user(context, name).id))
    if found is None:
        raise not_found("member")
    return found


def _used(context: Context, org: Organization, *, viewers: bool) -> int:
    is_viewer = OrgMembership.role == "viewer"
    counted = select(func.count()).select_from(OrgMembership)
    counted = counted.where(OrgMembership.organization_id == org.id)
    return context.session.scalar(counted.where(is_viewer if viewers else ~is_viewer)) or 0


def _take_seat(context: Context, org: Organization, role: str) -> None:
    viewers = role == "viewer"
    free = (org.view_only_seats if viewers else org.seats) - _used(context, org, viewers=viewers)
    if free <= 0:
        raise conflict(f"organization {org.name!r} has no free seat for the role {role!r}")


def _checked_role(role: str) -> str:
    if role not in ORG_ROLES:
        raise invalid(f"invalid role {role!r}")
    return role


def _keep_an_admin(context: Context, found: OrgMembership) -> None:
    admins = select(func.count()).select_from(OrgMembership)
    admins = admins.where(
        OrgMembership.organization_id == found.organization_id, OrgMembership.role == "admin"
    )
    if found.role == "admin" and context.session.scalar(admins) == 1:
        raise invalid(f"organization {found.organization.name!r} must keep an administrator")
