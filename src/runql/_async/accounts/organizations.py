"""Organizations: members, teams and seats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops.accounts import organizations as ops

from runql._async._client.api_base import AsyncApiBase
from runql._models.accounts.organizations import (
    OrganizationBase,
    OrganizationMember,
    Seats,
    found_organization,
    listed_members,
    listed_teams,
    only_organization,
    own_organizations,
    read_seats,
)

if TYPE_CHECKING:
    from runql_graphql.fragments.accounts.organizations import OrganizationFields

    from runql._async._client.session import AsyncSession

__all__ = ["AsyncOrganization", "AsyncOrganizationsApi"]


class AsyncOrganization(OrganizationBase):
    """An organization: what it is, and what it contains as far as the server tells."""

    def __init__(self, session: AsyncSession, snapshot: OrganizationFields) -> None:
        super().__init__(snapshot)
        self._session = session

    async def members(self) -> list[OrganizationMember]:
        """Return the members with their roles.

        Raises:
            NotFoundError: If the organization is gone.
            UnsupportedError: If the server does not tell.

        Requests: One.
        """
        response = await self._session.send(ops.list_organization_members(id=self.id))
        return listed_members(response, self.name)

    async def teams(self) -> list[str]:
        """Return the names of the teams; `api.team(name)` gives one that the viewer belongs to.

        Raises:
            NotFoundError: If the organization is gone.
            UnsupportedError: If the server does not tell.

        Requests: One.
        """
        response = await self._session.send(ops.list_organization_teams(id=self.id))
        return listed_teams(response, self.name)

    async def seats(self) -> Seats:
        """Return how many seats are used and free.

        Raises:
            NotFoundError: If the organization is gone.
            UnsupportedError: If the server does not tell.

        Requests: One.
        """
        response = await self._session.send(ops.get_organization_seats(id=self.id))
        return read_seats(response, self.name)


class AsyncOrganizationsApi(AsyncApiBase):
    """`AsyncApi` methods for organizations."""

    async def organizations(self) -> list[AsyncOrganization]:
        """Return the organizations that the viewer belongs to.

        Raises:
            AuthenticationError: If the server does not know the API key.

        Requests: One.
        """
        response = await self._session.send(ops.list_viewer_organizations())
        return [AsyncOrganization(self._session, each) for each in own_organizations(response)]

    async def organization(self, name: str | None = None) -> AsyncOrganization:
        """Fetch an organization.

        Args:
            name: Name of the organization; None means the only one of the viewer.

        Raises:
            NotFoundError: If there is none that the API key may see.
            UsageError: If no name was given, and the viewer belongs to several; names them.

        Requests: One.
        """
        if name is None:
            response = await self._session.send(ops.list_viewer_organizations())
            return AsyncOrganization(self._session, only_organization(own_organizations(response)))
        found = await self._session.send(ops.get_organization(name=name))
        return AsyncOrganization(self._session, found_organization(found, name))
