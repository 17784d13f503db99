# Generated from queries/accounts/organizations.graphql by `make generate`. Do not edit.

"""Calls of queries/accounts/organizations.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...calls import Call, Operation
from ...documents.accounts import organizations as _accounts_organizations
from ...documents.accounts import users as _accounts_users

if TYPE_CHECKING:
    from ...get_organization import GetOrganization
    from ...get_organization_seats import GetOrganizationSeats
    from ...list_organization_members import ListOrganizationMembers
    from ...list_organization_teams import ListOrganizationTeams
    from ...list_viewer_organizations import ListViewerOrganizations

__all__ = [
    "GET_ORGANIZATION",
    "GET_ORGANIZATION_SEATS",
    "LIST_ORGANIZATION_MEMBERS",
    "LIST_ORGANIZATION_TEAMS",
    "LIST_VIEWER_ORGANIZATIONS",
    "get_organization",
    "get_organization_seats",
    "list_organization_members",
    "list_organization_teams",
    "list_viewer_organizations",
]

GET_ORGANIZATION: Final[Operation[GetOrganization]] = Operation(
    name="GetOrganization",
    kind="query",
    model=".get_organization:GetOrganization",
    document=Operation.join(
        _accounts_organizations.GET_ORGANIZATION,
        _accounts_users.EntityFields,
        _accounts_organizations.OrganizationFields,
    ),
    arguments={"name": "name"},
)


def get_organization(*, name: str) -> Call[GetOrganization]:
    """Get an organization by name.

    Args:
        name: `String!`.

    Source: query GetOrganization in queries/accounts/organizations.graphql.
    """
    return Call(GET_ORGANIZATION, {"name": name})


LIST_VIEWER_ORGANIZATIONS: Final[Operation[ListViewerOrganizations]] = Operation(
    name="ListViewerOrganizations",
    kind="query",
    model=".list_viewer_organizations:ListViewerOrganizations",
    document=Operation.join(
        _accounts_organizations.LIST_VIEWER_ORGANIZATIONS,
        _accounts_users.EntityFields,
        _accounts_organizations.OrganizationFields,
    ),
    arguments={},
)


def list_viewer_organizations() -> Call[ListViewerOrganizations]:
    """List the organizations of the viewer.

    Source: query ListViewerOrganizations in queries/accounts/organizations.graphql.
    """
    return Call(LIST_VIEWER_ORGANIZATIONS, {})


LIST_ORGANIZATION_MEMBERS: Final[Operation[ListOrganizationMembers]] = Operation(
    name="ListOrganizationMembers",
    kind="query",
    model=".list_organization_members:ListOrganizationMembers",
    document=Operation.join(
        _accounts_organizations.LIST_ORGANIZATION_MEMBERS,
        _accounts_organizations.OrganizationMemberFields,
    ),
    arguments={"id": "id"},
)


def list_organization_members(*, id: str) -> Call[ListOrganizationMembers]:
    """List the members of an organization.

    Args:
        id: `ID!`.

    Source: query ListOrganizationMembers in queries/accounts/organizations.graphql.
    """
    return Call(LIST_ORGANIZATION_MEMBERS, {"id": id})


LIST_ORGANIZATION_TEAMS: Final[Operation[ListOrganizationTeams]] = Operation(
    name="ListOrganizationTeams",
    kind="query",
    model=".list_organization_teams:ListOrganizationTeams",
    document=Operation.join(
        _accounts_organizations.LIST_ORGANIZATION_TEAMS, _accounts_users.EntityFields
    ),
    arguments={"id": "id"},
)


def list_organization_teams(*, id: str) -> Call[ListOrganizationTeams]:
    """List the teams of an organization.

    Args:
        id: `ID!`.

    Source: query ListOrganizationTeams in queries/accounts/organizations.graphql.
    """
    return Call(LIST_ORGANIZATION_TEAMS, {"id": id})


GET_ORGANIZATION_SEATS: Final[Operation[GetOrganizationSeats]] = Operation(
    name="GetOrganizationSeats",
    kind="query",
    model=".get_organization_seats:GetOrganizationSeats",
    document=Operation.join(
        _accounts_organizations.GET_ORGANIZATION_SEATS, _accounts_organizations.SeatFields
    ),
    arguments={"id": "id"},
)


def get_organization_seats(*, id: str) -> Call[GetOrganizationSeats]:
    """Get the used and free seats of an organization.

    Args:
        id: `ID!`.

    Source: query GetOrganizationSeats in queries/accounts/organizations.graphql.
    """
    return Call(GET_ORGANIZATION_SEATS, {"id": id})
