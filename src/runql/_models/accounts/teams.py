"""Teams: members, invitations and service accounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from runql_graphql.open_enum import OpenEnum

from runql._choices import checked_choice
from runql._display.cards import Card, Section, kind_of
from runql._display.counts import counted
from runql._display.text import Bytes
from runql._models._attributes.assignment import KnownAttributes
from runql._models._attributes.mutation_results import check_done, empty_response
from runql._models._attributes.text_lists import required_text
from runql._wandb_names.attributes import WandbNames
from runql.errors import NotFoundError, UnsupportedError, UsageError

if TYPE_CHECKING:
    from runql_graphql.create_invite import CreateInvite
    from runql_graphql.create_service_account import CreateServiceAccount
    from runql_graphql.create_team import CreateTeam
    from runql_graphql.fragments.accounts.teams import MemberFields, TeamFields
    from runql_graphql.get_team import GetTeam
    from runql_graphql.update_member import UpdateMember

__all__ = ["Invite", "Member", "TeamBase", "TeamRole"]


class TeamRole(OpenEnum):
    """Role of a member in a team.

    Roles that this version does not know keep the name that the server returns.
    """

    ADMIN = "admin"
    MEMBER = "member"
    VIEWER = "viewer"
    """Read access only."""


@dataclass(frozen=True, slots=True)
class Member(WandbNames):
    """A member of a team.

    Attributes:
        id: Opaque ID of the user; empty if the server hides it.
        username: Name in paths.
        name: Full name.
        email: E-mail address; None if the server does not return it.
        role: Role in the team.
        account_type: Kind of account, as the server names it: `MEMBER`, `SERVICE`, ….
        photo_url: URL of the profile image.
        api_key: API key of a service account. Only team administrators see it, and reprs omit it.
    """

    id: str
    username: str | None
    name: str
    role: TeamRole
    email: str | None = None
    account_type: str | None = None
    photo_url: str | None = None
    api_key: str | None = field(default=None, repr=False)

    @property
    def is_admin(self) -> bool:
        """Whether the member administers the team."""
        return self.role is TeamRole.ADMIN

    @property
    def is_service_account(self) -> bool:
        """Whether the member is a service account."""
        return (self.account_type or "").upper() == "SERVICE"


@dataclass(frozen=True, slots=True)
class Invite:
    """A pending invitation.

    Attributes:
        id: Opaque ID; empty if the server hides it.
        email: E-mail address that was invited.
        username: Name of the invited user; None if there is no account yet.
        role: Role that the user will have in the team.
    """

    id: str
    email: str | None
    username: str | None
    role: TeamRole


class TeamBase(KnownAttributes):
    """A team. Attributes reflect the server's last response."""

    def __init__(self, snapshot: TeamFields) -> None:
        self._take(snapshot)

    def _take(self, snapshot: TeamFields) -> None:
        self._snapshot = snapshot
        listed = snapshot.members
        self._members = tuple(read_member(each) for each in listed if not each.pending)
        self._invites = tuple(read_invite(each) for each in listed if each.pending)

    @property
    def id(self) -> str:
        """Opaque ID."""
        return self._snapshot.id

    @property
    def name(self) -> str:
        """Name in paths."""
        return self._snapshot.name

    @property
    def members(self) -> tuple[Member, ...]:
        """Members, including service accounts and excluding invited users."""
        return self._members

    @property
    def invites(self) -> tuple[Invite, ...]:
        """Pending invitations."""
        return self._invites

    @property
    def photo_url(self) -> str | None:
        """URL of the team's image."""
        return self._snapshot.photo_url

    @property
    def read_only(self) -> bool:
        """Whether the viewer may only read."""
        return bool(self._snapshot.read_only)

    @property
    def private_only(self) -> bool:
        """Whether all projects of the team must be private."""
        return self._snapshot.private_only

    @property
    def storage_bytes(self) -> int:
        """Bytes stored."""
        return self._snapshot.storage_bytes

    @property
    def code_saving_enabled(self) -> bool:
        """Whether runs save their code."""
        return self._snapshot.code_saving_enabled

    @property
    def default_access(self) -> str:
        """Visibility of new projects, as the server names it."""
        return self._snapshot.default_access

    @property
    def is_paid(self) -> bool:
        """Whether the team has a paid plan."""
        return bool(self._snapshot.is_paid)

    def has_member(self, name: str) -> bool:
        """Return whether the team has a member, without a request.

        Args:
            name: The user name, e-mail address or ID of the member.

        Returns:
            Whether the last response listed the member.
        """
        return any(_is_named(each, name) for each in self._members)

    def has_invited(self, name: str) -> bool:
        """Return whether the team has invited a user, without a request.

        Args:
            name: The user name, e-mail address or ID of the invited user.

        Returns:
            Whether the last response listed the invitation.
        """
        return any(_is_named(each, name) for each in self._invites)

    def member(self, name: str) -> Member:
        """Return a member of the team, without a request.

        Args:
            name: The user name, e-mail address or ID of the member.

        Returns:
            The member.

        Raises:
            NotFoundError: If the team has no such member; the error suggests similar names.
        """
        import difflib

        for each in self._members:
            if _is_named(each, name):
                return each
        known = [each.username for each in self._members if each.username is not None]
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
        raise NotFoundError(
            f"Team member not found: {name!r} in team {self.name}.",
            hint=f"Similar names: {', '.join(near)}."
            if near
            else "team.members lists all members.",
            operation="GetTeam",
        )

    def invitation(self, name: str) -> Invite:
        """Return a pending invitation, without a request.

        Args:
            name: The user name, e-mail address or ID of the invited user.

        Returns:
            The invitation.

        Raises:
            NotFoundError: If the team has no such invitation.
        """
        for each in self._invites:
            if _is_named(each, name):
                return each
        raise NotFoundError(
            f"Invitation not found: {name!r} in team {self.name}.",
            hint="team.invites lists pending invitations; team.members lists accepted ones.",
            operation="GetTeam",
        )

    def _card(self) -> Card:
        members = {each.username or each.name: each.role.value for each in self.members}
        sections = [Section("members", members)]
        facts = {"stored": Bytes(self.storage_bytes), "invited": len(self.invites) or None}
        return Card(kind_of(self), self.name, facts=facts, sections=sections)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}, {counted(len(self._members), 'member')}>"


def _is_named(found: Member | Invite, name: str) -> bool:
    return bool(name) and name in (found.username, found.email, found.id)


def read_member(snapshot: MemberFields) -> Member:
    """Return a member of a response."""
    return Member(
        id=snapshot.id or "",
        username=snapshot.username,
        name=snapshot.name,
        role=_role(snapshot),
        email=snapshot.email,
        account_type=snapshot.account_type,
        photo_url=snapshot.photo_url,
        api_key=snapshot.api_key,
    )


def read_invite(snapshot: MemberFields) -> Invite:
    """Return the invitation of a pending member."""
    return Invite(snapshot.id or "", snapshot.email, snapshot.username, _role(snapshot))


def _role(snapshot: MemberFields) -> TeamRole:
    """Return the role.

    Servers without a role field mark administrators and viewers in other fields.
    """
    if snapshot.role:
        return TeamRole(snapshot.role.lower())
    if snapshot.admin:
        return TeamRole.ADMIN
    viewer = (snapshot.account_type or "").upper() == "VIEWER"
    return TeamRole.VIEWER if viewer else TeamRole.MEMBER


def found_team(response: GetTeam, name: str) -> TeamFields:
    """Return the team of a response.

    Raises:
        NotFoundError: If the team does not exist, or if the entity is a user or an organization.
    """
    if response.entity is None:
        raise NotFoundError(
            f"Team not found: {name!r}. It does not exist, or this API key has no access to it.",
            hint="api.viewer.teams lists your teams; a team administrator can invite you.",
            operation="GetTeam",
        )
    if not response.entity.is_team:
        raise NotFoundError(
            f"{name!r} is not a team: the entity is a user or an organization.",
            hint="Use api.user() for a user, and api.organization() for an organization.",
            operation="GetTeam",
        )
    return response.entity


def made_team(response: CreateTeam) -> str:
    """Return the name of the team that the server created.

    Raises:
        ProtocolError: If the response contains no team.
    """
    made = response.create_team.entity if response.create_team is not None else None
    if made is None:
        raise empty_response("CreateTeam", "team")
    return made.name


def made_invite(response: CreateInvite, role: TeamRole) -> Invite:
    """Return the invitation that the server created.

    Raises:
        ProtocolError: If the response contains no invitation.
        ApiError: If the server reports that the invitation was not sent.
    """
    given = response.create_invite
    made = given.invite if given is not None else None
    if given is None or made is None:
        raise empty_response("CreateInvite", "invitation")
    check_done(given.success, "CreateInvite", "send the invitation")
    username = made.to_user.username if made.to_user is not None else None
    return Invite(made.id, made.email, username, role)


def made_service_account(response: CreateServiceAccount) -> tuple[str, str | None, str]:
    """Return ID, username and name of the account that the server created.

    Raises:
        ProtocolError: If the response contains no account.
    """
    made = response.create_service_account
    user = made.user if made is not None else None
    if user is None:
        raise empty_response("CreateServiceAccount", "user")
    return user.id, user.username, user.name


def known_id(found: Member | Invite, team: str) -> str:
    """Return the ID of a member or an invitation, which a change requires.

    Raises:
        UnsupportedError: If the server hides the ID.
    """
    if not found.id:
        raise UnsupportedError(
            f"The server hides the ID of {found.username or found.email} in team {team}.",
            hint="Make the change in the web app, or contact a team administrator.",
            operation="GetTeam",
        )
    return found.id


def changed_member(response: UpdateMember) -> Member:
    """Return the member that was changed.

    Raises:
        ProtocolError: If the response contains no member.
    """
    if response.update_member is None:
        raise empty_response("UpdateMember", "member")
    return read_member(response.update_member.member)


def check_role(role: TeamRole | str) -> TeamRole:
    """Return a role that can be assigned.

    Raises:
        UsageError: If the role is invalid.
    """
    return checked_choice("role", role, TeamRole)


_NAME_CHARACTERS: Final = "letters, digits, dashes and underscores"


def check_team_name(name: str) -> str:
    """Return a name that a team can have.

    Raises:
        UsageError: If the name is invalid.
    """
    required_text(name, "name")
    if not name or not all(each.isascii() and (each.isalnum() or each in "-_") for each in name):
        raise UsageError(
            f"Invalid team name: {name!r}. No request was sent.",
            hint=f"Use only {_NAME_CHARACTERS}.",
        )
    return name
