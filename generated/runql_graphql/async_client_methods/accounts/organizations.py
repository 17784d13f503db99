# Generated from queries/accounts/organizations.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/accounts/organizations.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calls import AsyncSender
from ...ops.accounts import organizations as _ops

if TYPE_CHECKING:
    from ...get_organization import GetOrganization
    from ...get_organization_seats import GetOrganizationSeats
    from ...list_organization_members import ListOrganizationMembers
    from ...list_organization_teams import ListOrganizationTeams
    from ...list_viewer_organizations import ListViewerOrganizations

__all__ = ["AsyncAccountsOrganizationsMethods"]


class AsyncAccountsOrganizationsMethods:
    """Operations of queries/accounts/organizations.graphql."""

    _sender: AsyncSender

    async def get_organization(self, *, name: str) -> GetOrganization:
        """Get an organization by name.

        Args:
            name: `String!`.

        Source: query GetOrganization in queries/accounts/organizations.graphql.
        """
        return await self._sender.send(_ops.get_organization(name=name))

    async def list_viewer_organizations(self) -> ListViewerOrganizations:
        """List the organizations of the viewer.

        Source: query ListViewerOrganizations in queries/accounts/organizations.graphql.
        """
        return await self._sender.send(_ops.list_viewer_organizations())

    async def list_organization_members(self, *, id: str) -> ListOrganizationMembers:
        """List the members of an organization.

        Args:
            id: `ID!`.

        Source: query ListOrganizationMembers in queries/accounts/organizations.graphql.
        """
        return await self._sender.send(_ops.list_organization_members(id=id))

    async def list_organization_teams(self, *, id: str) -> ListOrganizationTeams:
        """List the teams of an organization.

        Args:
            id: `ID!`.

        Source: query ListOrganizationTeams in queries/accounts/organizations.graphql.
        """
        return await self._sender.send(_ops.list_organization_teams(id=id))

    async def get_organization_seats(self, *, id: str) -> GetOrganizationSeats:
        """Get the used and free seats of an organization.

        Args:
            id: `ID!`.

        Source: query GetOrganizationSeats in queries/accounts/organizations.graphql.
        """
        return await self._sender.send(_ops.get_organization_seats(id=id))
