"""Organizations: members, teams and seats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops.accounts import organizations as ops

from runql._models.accounts.organizations import (
    OrganizationBase,
    OrganizationMember,
    Seats,
    listed_members,
    listed_teams,
    read_seats,
)

if TYPE_CHECKING:
    from runql_graphql.fragments.accounts.organizations import OrganizationFields

    from runql._async._client.session import AsyncSession

__all__ = ["AsyncOrganization"]


class AsyncOrganization(OrganizationBase):
    """A W&B organization: its attributes, and its members, teams and seats."""

    def __init__(self, session: AsyncSession, snapshot: OrganizationFields) -> None:
        super().__init__(snapshot)
        self._session = session

    async def members(self) -> list[OrganizationMember]:
        """Return the organization's members with their roles.

        Raises:
            NotFoundError: If the organization has been deleted.
            UnsupportedError: If the server does not provide this information.

        Requests: One.
        """
        response = await self._session.send(ops.list_organization_members(id=self.id))
        return listed_members(response, self.name)

    async def teams(self) -> list[str]:
        """Return the names of the teams; `api.team(name)` fetches a team of the viewer.

        Raises:
            NotFoundError: If the organization has been deleted.
            UnsupportedError: If the server does not provide this information.

        Requests: One.
        """
        response = await self._session.send(ops.list_organization_teams(id=self.id))
        return listed_teams(response, self.name)

    async def seats(self) -> Seats:
        """Return the numbers of used and free seats.

        Raises:
            NotFoundError: If the organization has been deleted.
            UnsupportedError: If the server does not provide this information.

        Requests: One.
        """
        response = await self._session.send(ops.get_organization_seats(id=self.id))
        return read_seats(response, self.name)
