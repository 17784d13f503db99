"""Organizations: members, teams and seats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runql_graphql.open_enum import OpenEnum

from runql._display.cards import Card, kind_of
from runql._models._attributes.assignment import KnownAttributes
from runql._models._attributes.mutation_results import unknown_key
from runql.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql_graphql.fragments.accounts.organizations import OrganizationFields
    from runql_graphql.get_organization import GetOrganization
    from runql_graphql.get_organization_seats import GetOrganizationSeats
    from runql_graphql.list_organization_members import ListOrganizationMembers
    from runql_graphql.list_organization_teams import ListOrganizationTeams
    from runql_graphql.list_viewer_organizations import ListViewerOrganizations

__all__ = ["OrganizationBase", "OrganizationMember", "OrganizationRole", "Seats"]


class OrganizationRole(OpenEnum):
    """Role of a member in an organization.

    Roles that this version does not know keep the name that the server returns.
    """

    ADMIN = "admin"
    MEMBER = "member"
    VIEWER = "viewer"


@dataclass(frozen=True, slots=True)
class OrganizationMember:
    """A member of an organization.

    Attributes:
        id: Opaque ID.
        username: Name in paths.
        name: Full name.
        role: Role in the organization.
        is_admin: Whether the member administers the organization.
    """

    id: str
    username: str
    name: str
    role: OrganizationRole
    is_admin: bool


@dataclass(frozen=True, slots=True)
class Seats:
    """Paid seats of an organization.

    Attributes:
        used: Seats used by members with write access.
        free: Unused seats for members with write access.
        used_view_only: Seats used by view-only members.
        free_view_only: Unused seats for view-only members.
    """

    used: int
    free: int
    used_view_only: int
    free_view_only: int


class OrganizationBase(KnownAttributes):
    """An organization. Attributes reflect the server's last response."""

    def __init__(self, snapshot: OrganizationFields) -> None:
        self._snapshot = snapshot

    @property
    def id(self) -> str:
        """Opaque ID."""
        return self._snapshot.id

    @property
    def name(self) -> str:
        """Name."""
        return self._snapshot.name

    @property
    def entity(self) -> str | None:
        """The organization's own entity, which owns its registries; None if it has none."""
        owner = self._snapshot.org_entity
        return owner.name if owner is not None else None

    @property
    def entity_id(self) -> str | None:
        """Opaque ID of the organization's own entity."""
        owner = self._snapshot.org_entity
        return owner.id if owner is not None else None

    def _card(self) -> Card:
        return Card(kind_of(self), self.name, facts={"entity": self.entity})

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OrganizationBase) and other.id == self.id

    def __hash__(self) -> int:
        return hash(self.id)


def found_organization(response: GetOrganization, name: str) -> OrganizationFields:
    """Return the organization of a response.

    Raises:
        NotFoundError: If the organization does not exist, or the viewer has no access to it.
    """
    if response.organization is None:
        raise missing_organization(name, "GetOrganization")
    return response.organization


def missing_organization(name: str, operation: str) -> NotFoundError:
    """Return the error for an organization that was not found."""
    return NotFoundError(
        f"Organization not found: {name!r}. It does not exist, or this API key has no access to it.",
        hint="api.organizations() lists yours.",
        operation=operation,
    )


def own_organizations(response: ListViewerOrganizations) -> list[OrganizationFields]:
    """Return the organizations in a response.

    Raises:
        AuthenticationError: If the server does not know the API key.
    """
    if response.viewer is None:
        raise unknown_key("ListViewerOrganizations")
    return list(response.viewer.organizations)


def only_organization(found: Sequence[OrganizationFields]) -> OrganizationFields:
    """Return the viewer's only organization.

    Raises:
        NotFoundError: If the viewer belongs to no organization.
        UsageError: If the viewer belongs to several organizations.
    """
    if not found:
        raise NotFoundError(
            "The viewer belongs to no organization.",
            hint="Pass the name of an organization, or request a seat from its administrator.",
            operation="ListViewerOrganizations",
        )
    if len(found) > 1:
        names = ", ".join(each.name for each in found)
        raise UsageError(
            f"The viewer belongs to {len(found)} organizations, so a name is required.",
            hint=f"Pass one of these names: {names}.",
        )
    return found[0]


def listed_members(response: ListOrganizationMembers, name: str) -> list[OrganizationMember]:
    """Return the members in a response.

    Raises:
        NotFoundError: If the organization no longer exists.
    """
    if response.organization is None:
        raise missing_organization(name, "ListOrganizationMembers")
    return [
        OrganizationMember(
            each.id, each.username, each.name, OrganizationRole(each.role.lower()), each.admin
        )
        for each in response.organization.members
    ]


def listed_teams(response: ListOrganizationTeams, name: str) -> list[str]:
    """Return the names of the teams in a response.

    Raises:
        NotFoundError: If the organization no longer exists.
    """
    if response.organization is None:
        raise missing_organization(name, "ListOrganizationTeams")
    return [each.name for each in response.organization.teams]


def read_seats(response: GetOrganizationSeats, name: str) -> Seats:
    """Return the seats in a response.

    Raises:
        NotFoundError: If the organization no longer exists.
    """
    found = response.organization
    if found is None:
        raise missing_organization(name, "GetOrganizationSeats")
    free = found.seat_availability
    return Seats(found.used_seats, free.seats, found.used_view_only_seats, free.view_only_seats)
