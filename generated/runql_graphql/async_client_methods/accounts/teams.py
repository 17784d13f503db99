# Generated from queries/accounts/teams.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/accounts/teams.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calls import UNSET, AsyncSender, Unset
from ...ops.accounts import teams as _ops

if TYPE_CHECKING:
    from ...create_invite import CreateInvite
    from ...create_service_account import CreateServiceAccount
    from ...create_team import CreateTeam
    from ...delete_invite import DeleteInvite
    from ...get_team import GetTeam
    from ...update_member import UpdateMember

__all__ = ["AsyncAccountsTeamsMethods"]


class AsyncAccountsTeamsMethods:
    """Operations of queries/accounts/teams.graphql."""

    _sender: AsyncSender

    async def get_team(self, *, name: str) -> GetTeam:
        """Get a team by name; personal entities of users are found too.

        Args:
            name: `String!`.

        Source: query GetTeam in queries/accounts/teams.graphql.
        """
        return await self._sender.send(_ops.get_team(name=name))

    async def create_team(self, *, name: str, admin: str | None | Unset = UNSET) -> CreateTeam:
        """Create a team; its administrator is the viewer unless another user is named.

        Args:
            name: `String!`.
            admin: `String`.

        Source: mutation CreateTeam in queries/accounts/teams.graphql.
        """
        return await self._sender.send(_ops.create_team(name=name, admin=admin))

    async def create_invite(
        self,
        *,
        team: str,
        email: str | None | Unset = UNSET,
        username: str | None | Unset = UNSET,
        admin: bool | None | Unset = UNSET,
        role: str | None | Unset = UNSET,
    ) -> CreateInvite:
        """Invite a user by name or e-mail address.

        Args:
            team: `String!`.
            email: `String`.
            username: `String`.
            admin: `Boolean`.
            role: `String`.

        Source: mutation CreateInvite in queries/accounts/teams.graphql.
        """
        return await self._sender.send(
            _ops.create_invite(team=team, email=email, username=username, admin=admin, role=role)
        )

    async def delete_invite(self, *, team: str, id: str) -> DeleteInvite:
        """Withdraw an invitation, or remove a member.

        Args:
            team: `String!`.
            id: `String!`.

        Source: mutation DeleteInvite in queries/accounts/teams.graphql.
        """
        return await self._sender.send(_ops.delete_invite(team=team, id=id))

    async def update_member(
        self,
        *,
        team: str,
        user: str,
        admin: bool | None | Unset = UNSET,
        role: str | None | Unset = UNSET,
    ) -> UpdateMember:
        """Change the role of a member.

        Args:
            team: `String!`.
            user: `ID!`.
            admin: `Boolean`.
            role: `String`.

        Source: mutation UpdateMember in queries/accounts/teams.graphql.
        """
        return await self._sender.send(
            _ops.update_member(team=team, user=user, admin=admin, role=role)
        )

    async def create_service_account(self, *, team: str, description: str) -> CreateServiceAccount:
        """Create a service account of a team.

        Args:
            team: `String!`.
            description: `String!`.

        Source: mutation CreateServiceAccount in queries/accounts/teams.graphql.
        """
        return await self._sender.send(
            _ops.create_service_account(team=team, description=description)
        )
