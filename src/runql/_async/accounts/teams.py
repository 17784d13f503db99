"""Teams: members, invitations, roles, and service accounts."""

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
    """A W&B team: attributes as of the server's last response, and methods for its admins.

    Every change fetches the team again, so `members` and `invites` have the server's current
    values.
    """

    def __init__(self, session: AsyncSession, snapshot: TeamFields) -> None:
        super().__init__(snapshot)
        self._session = session

    async def reload(self) -> None:
        """Fetch the attributes again.

        Raises:
            NotFoundError: If the team has been deleted, or the API key no longer has access to it.

        Requests: One.
        """
        response = await self._session.send(ops.get_team(name=self.name))
        self._take(found_team(response, self.name))

    async def invite(self, who: str, role: TeamRole | str = TeamRole.MEMBER) -> Invite:
        """Invite a user; the invitation is in `invites` until it is accepted or withdrawn.

        Members of the team's organization can join immediately. They are in `members` then, without an invitation.

        Args:
            who: Username, or an e-mail address.
            role: Role of the member, which sets the permissions.

        Raises:
            UsageError: If the role or the e-mail address is invalid; nothing was sent.
            NotFoundError: If no user has that name.
            ConflictError: If the user is a member, or invited, already.
            PermissionDeniedError: If the API key has no permission to invite users.

        Requests: Two.
        """
        chosen = check_role(role)
        if not who.strip():
            raise UsageError(
                "who must not be empty. Nothing was sent.",
                hint="Pass a username or an e-mail address.",
            )
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
            invite: The invitation, or the username or e-mail address that was invited.

        Raises:
            NotFoundError: If the invitation does not exist.
            PermissionDeniedError: If the API key does not administer the team.

        Requests: Two; three for a name that the last response did not contain.
        """
        found = await self._named_invite(invite)
        await self._delete(known_id(found, self.name), "withdraw the invitation")

    async def remove(self, member: Member | str) -> None:
        """Remove a member from the team; a service account is deleted by this.

        Args:
            member: The member, or the member's username or e-mail address.

        Raises:
            NotFoundError: If the team has no such member.
            InvalidInputError: If the member is the last admin.
            PermissionDeniedError: If the API key does not administer the team.

        Requests: Two; three for a name that the last response did not contain.
        """
        found = await self._named_member(member)
        await self._delete(known_id(found, self.name), "remove the member")

    async def set_role(self, member: Member | str, role: TeamRole | str) -> Member:
        """Change the role of a member, and return the changed member.

        Args:
            member: The member, or the member's username or e-mail address.
            role: Role of the member, which sets the permissions.

        Raises:
            UsageError: If the role is invalid; nothing was sent.
            NotFoundError: If the team has no such member.
            InvalidInputError: If the member is the last admin, or a service account.
            PermissionDeniedError: If the API key does not administer the team.

        Requests: Two; three for a name that the last response did not contain.
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
        """Create a service account, and return it with its ID and API key.

        Set `api_key` as `WANDB_API_KEY` of jobs; it is None if the server does not return it.

        Args:
            description: Purpose of the account; it becomes the account's name.

        Raises:
            UsageError: If the description is empty; nothing was sent.
            PermissionDeniedError: If the API key does not administer the team.

        Requests: Two; the first is not retried if its outcome is unknown.
        """
        if not description.strip():
            raise UsageError(
                "description must not be empty. Nothing was sent.",
                hint="Pass the purpose of the account; it becomes the account's name.",
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
