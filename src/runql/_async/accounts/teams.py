"""Teams: members, invitations, roles, and accounts of machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops.accounts import teams as ops

from runql._models._attributes.mutation_results import check_done
from runql._models.accounts.teams import (
    Invite,
    Member,
    TeamBase,
    TeamRole,
    changed_member,
    check_role,
    found_team,
    known_id,
    made_invite,
    made_service_account,
)
from runql._models.accounts.users import check_address
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql_graphql.fragments.accounts.teams import TeamFields

    from runql._async._client.session import AsyncSession

__all__ = ["AsyncTeam"]


class AsyncTeam(TeamBase):
    """A team: attributes as of the server's last response, and what its administrators do.

    Every change is followed by a look at the server, so that `members` and `invites` are as it has
    them.
    """

    def __init__(self, session: AsyncSession, snapshot: TeamFields) -> None:
        super().__init__(snapshot)
        self._session = session

    async def reload(self) -> None:
        """Fetch the attributes again.

        Raises:
            NotFoundError: If the team is gone, or the API key has no access to it any more.

        Requests: One.
        """
        response = await self._session.send(ops.get_team(name=self.name))
        self._take(found_team(response, self.name))

    async def invite(self, who: str, role: TeamRole | str = TeamRole.MEMBER) -> Invite:
        """Invite someone; the invitation waits in `invites` until it is accepted or withdrawn.

        Members of the team's organization may join immediately: then they are in `members`, and no invitation waits.

        Args:
            who: Name of a user, or an e-mail address.
            role: What the member will be allowed to do.

        Raises:
            UsageError: If the role is invalid, or the e-mail address is invalid; nothing was sent.
            NotFoundError: If there is no user of that name.
            ConflictError: If they are a member, or invited, already.
            PermissionDeniedError: If the API key may not invite.

        Requests: Two.
        """
        chosen = check_role(role)
        if not who.strip():
            raise UsageError("No user was given.", hint="Pass a user's name or an e-mail address.")
        call = ops.create_invite(
            team=self.name,
            email=check_address(who) if "@" in who else None,
            username=None if "@" in who else who,
            admin=chosen is TeamRole.ADMIN,
            role=None if chosen is not TeamRole.VIEWER else chosen.value,
        )
        made = made_invite(await self._session.send(call), chosen)
        await self.reload()
        return made

    async def withdraw(self, invite: Invite | str) -> None:
        """Withdraw an invitation.

        Args:
            invite: The invitation, or the name or e-mail address that was invited.

        Raises:
            NotFoundError: If the invitation does not exist.
            PermissionDeniedError: If the API key does not administer the team.

        Requests: Two; three for a name that was not there at the last look.
        """
        found = await self._named_invite(invite)
        await self._delete(known_id(found, self.name), "withdraw the invitation")

    async def remove(self, member: Member | str) -> None:
        """Take a member out of the team; an account of machines is closed with it.

        Args:
            member: The member, or their name or e-mail address.

        Raises:
            NotFoundError: If the team has no such member.
            InvalidInputError: If it is the last administrator.
            PermissionDeniedError: If the API key does not administer the team.

        Requests: Two; three for a name that was not there at the last look.
        """
        found = await self._named_member(member)
        await self._delete(known_id(found, self.name), "remove the member")

    async def set_role(self, member: Member | str, role: TeamRole | str) -> Member:
        """Change the role of a member, and return the member as they are now.

        Args:
            member: The member, or their name or e-mail address.
            role: What the member will be allowed to do.

        Raises:
            UsageError: If the role is invalid; nothing was sent.
            NotFoundError: If the team has no such member.
            InvalidInputError: If it is the last administrator, or an account of machines.
            PermissionDeniedError: If the API key does not administer the team.

        Requests: Two; three for a name that was not there at the last look.
        """
        chosen = check_role(role)
        found = await self._named_member(member)
        call = ops.update_member(
            team=self.name,
            user=known_id(found, self.name),
            admin=chosen is TeamRole.ADMIN,
            role=chosen.value,
        )
        changed = changed_member(await self._session.send(call, idempotent=True))
        await self.reload()
        return changed

    async def create_service_account(self, description: str) -> Member:
        """Make an account for machines, and return it with its own id and key.

        `api_key` is what jobs set as `WANDB_API_KEY`; it is None when the server does not show it.

        Args:
            description: What the account is for; it becomes its name.

        Raises:
            UsageError: If the description is empty; nothing was sent.
            PermissionDeniedError: If the API key does not administer the team.

        Requests: Two; the first is not sent again when its fate is unknown.
        """
        if not description.strip():
            raise UsageError(
                "The description is empty.",
                hint="Pass the purpose of the account; it becomes its name.",
            )
        call = ops.create_service_account(team=self.name, description=description)
        user_id, username, name = made_service_account(await self._session.send(call))
        await self.reload()
        for each in self.members:
            if each.id == user_id:
                return each
        return Member(user_id, username, name, TeamRole.MEMBER, account_type="SERVICE")

    async def _named_member(self, member: Member | str) -> Member:
        if isinstance(member, Member):
            return member
        if not self.has_member(member):
            await self.reload()
        return self.member(member)

    async def _named_invite(self, invite: Invite | str) -> Invite:
        if isinstance(invite, Invite):
            return invite
        if not self.has_invited(invite):
            await self.reload()
        return self.invitation(invite)

    async def _delete(self, opaque: str, what: str) -> None:
        response = await self._session.send(ops.delete_invite(team=self.name, id=opaque))
        done = response.delete_invite
        check_done(done.success if done is not None else None, "DeleteInvite", what)
        await self.reload()
