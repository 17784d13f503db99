"""Teams: their members, invitations, and accounts of machines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from runql_graphql.open_enum import OpenEnum

from runql._choices import checked_choice
from runql._display.cards import Card, Section, kind_of
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
    """What a member may do in a team. A role that this version does not know is kept as the server names it."""

    ADMIN = "admin"
    MEMBER = "member"
    VIEWER = "viewer"
    """May only read."""


@dataclass(frozen=True, slots=True)
class Member(WandbNames):
    """A member of a team.

    Attributes:
        id: Opaque id of the user; empty where the server hides it.
        username: Name in paths.
        name: Full name.
        email: Address; None when it is not shown.
        role: What the member may do.
        account_type: Kind of account, as the server names it: `MEMBER`, `SERVICE`, ….
        photo_url: Address of a picture.
        api_key: Key of an account for machines, for administrators of the team; never in a repr.
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
        """Whether it is an account for machines."""
        return (self.account_type or "").upper() == "SERVICE"


@dataclass(frozen=True, slots=True)
class Invite:
    """A pending invitation.

    Attributes:
        id: Opaque id; empty where the server hides it.
        email: Address that was invited.
        username: The user's name, when there is an account.
        role: What the member will be allowed to do.
    """

    id: str
    email: str | None
    username: str | None
    role: TeamRole


class TeamBase(KnownAttributes):
    """A team as it was when the server answered."""

    def __init__(self, snapshot: TeamFields) -> None:
        self._take(snapshot)

    def _take(self, snapshot: TeamFields) -> None:
        self._snapshot = snapshot
        listed = snapshot.members
        self._members = tuple(read_member(each) for each in listed if not each.pending)
        self._invites = tuple(read_invite(each) for each in listed if each.pending)

    @property
    def id(self) -> str:
        """Opaque id."""
        return self._snapshot.id

    @property
    def name(self) -> str:
        """Name in paths."""
        return self._snapshot.name

    @property
    def members(self) -> tuple[Member, ...]:
        """Members, accounts of machines included; not those that are only invited."""
        return self._members

    @property
    def invites(self) -> tuple[Invite, ...]:
        """Invitations that wait."""
        return self._invites

    @property
    def photo_url(self) -> str | None:
        """Address of a picture."""
        return self._snapshot.photo_url

    @property
    def read_only(self) -> bool:
        """Whether the viewer may only read."""
        return bool(self._snapshot.read_only)

    @property
    def private_only(self) -> bool:
        """Whether projects of the team cannot be made public."""
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
        """Whether the team is on a plan that is paid for."""
        return bool(self._snapshot.is_paid)

    def has_member(self, name: str) -> bool:
        """Return whether there was a member of a name, an address or an id at the last look."""
        return any(_is_named(each, name) for each in self._members)

    def has_invited(self, name: str) -> bool:
        """Return whether someone of a name, an address or an id was invited at the last look."""
        return any(_is_named(each, name) for each in self._invites)

    def member(self, name: str) -> Member:
        """Return the member of a name, an address or an id, without a request.

        Raises:
            NotFoundError: If the team has none; names those that are near.
        """
        import difflib

        for each in self._members:
            if _is_named(each, name):
                return each
        known = [each.username for each in self._members if each.username is not None]
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
        raise NotFoundError(
            f"The team {self.name} has no member {name!r}.",
            hint=f"Similar names: {', '.join(near)}." if near else "team.members lists them.",
            operation="GetTeam",
        )

    def invitation(self, name: str) -> Invite:
        """Return the invitation of a name, an address or an id, without a request.

        Raises:
            NotFoundError: If the team has invited no one of that name.
        """
        for each in self._invites:
            if _is_named(each, name):
                return each
        raise NotFoundError(
            f"The team {self.name} has no pending invitation of {name!r}.",
            hint="team.invites lists them; one that was accepted is among team.members.",
            operation="GetTeam",
        )

    def _card(self) -> Card:
        members = {each.username or each.name: each.role.value for each in self.members}
        sections = [Section("members", members)]
        facts = {"stored": Bytes(self.storage_bytes), "invited": len(self.invites) or None}
        return Card(kind_of(self), self.name, facts=facts, sections=sections)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}, {len(self._members)} members>"


def _is_named(found: Member | Invite, name: str) -> bool:
    return bool(name) and name in (found.username, found.email, found.id)


def read_member(snapshot: MemberFields) -> Member:
    """Make a member of a response's."""
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
    """Make an invitation of a pending member."""
    return Invite(snapshot.id or "", snapshot.email, snapshot.username, _role(snapshot))


def _role(snapshot: MemberFields) -> TeamRole:
    """Return the role: servers that name none tell administrators and viewers otherwise."""
    if snapshot.role:
        return TeamRole(snapshot.role.lower())
    if snapshot.admin:
        return TeamRole.ADMIN
    viewer = (snapshot.account_type or "").upper() == "VIEWER"
    return TeamRole.VIEWER if viewer else TeamRole.MEMBER


def found_team(response: GetTeam, name: str) -> TeamFields:
    """Return the team requested.

    Raises:
        NotFoundError: If there is none, or the entity is a user's or an organization's.
    """
    if response.entity is None:
        raise NotFoundError(
            f"Team not found: {name!r}. It does not exist, or this API key has no access to it.",
            hint="api.viewer.teams names your teams; ask an administrator of it for an invitation.",
            operation="GetTeam",
        )
    if not response.entity.is_team:
        raise NotFoundError(
            f"{name!r} is not a team.",
            hint="It is the entity of a user or of an organization: see api.user and api.organization.",
            operation="GetTeam",
        )
    return response.entity


def made_team(response: CreateTeam) -> str:
    """Return the name of the team that was made.

    Raises:
        ProtocolError: If the server answered without one.
    """
    made = response.create_team.entity if response.create_team is not None else None
    if made is None:
        raise empty_response("CreateTeam", "team")
    return made.name


def made_invite(response: CreateInvite, role: TeamRole) -> Invite:
    """Return the invitation that was made.

    Raises:
        ProtocolError: If the server answered without one.
        ApiError: If it says that it was not sent.
    """
    given = response.create_invite
    made = given.invite if given is not None else None
    if given is None or made is None:
        raise empty_response("CreateInvite", "invitation")
    check_done(given.success, "CreateInvite", "send the invitation")
    username = made.to_user.username if made.to_user is not None else None
    return Invite(made.id, made.email, username, role)


def made_service_account(response: CreateServiceAccount) -> tuple[str, str | None, str]:
    """Return id, username and name of the account that was made.

    Raises:
        ProtocolError: If the server answered without one.
    """
    made = response.create_service_account
    user = made.user if made is not None else None
    if user is None:
        raise empty_response("CreateServiceAccount", "user")
    return user.id, user.username, user.name


def known_id(found: Member | Invite, team: str) -> str:
    """Return the id of a member or an invitation, which a change needs.

    Raises:
        UnsupportedError: If the server hides it.
    """
    if not found.id:
        raise UnsupportedError(
            f"The server does not tell the id of {found.username or found.email} in {team}.",
            hint="Change it in the web app, or ask an administrator of the team.",
            operation="GetTeam",
        )
    return found.id


def changed_member(response: UpdateMember) -> Member:
    """Return the member that was changed.

    Raises:
        ProtocolError: If the server answered without one.
    """
    if response.update_member is None:
        raise empty_response("UpdateMember", "member")
    return read_member(response.update_member.member)


def check_role(role: TeamRole | str) -> TeamRole:
    """Return a role that can be given.

    Raises:
        UsageError: If it is invalid.
    """
    return checked_choice("role", role, TeamRole)


_NAME_CHARACTERS: Final = "letters, digits, dashes and underscores"


def check_team_name(name: str) -> str:
    """Return a name that a team can have.

    Raises:
        UsageError: If it is invalid.
    """
    required_text(name, "name")
    if not name or not all(each.isascii() and (each.isalnum() or each in "-_") for each in name):
        raise UsageError(
            f"{name!r} cannot be the name of a team.",
            hint=f"Names are of {_NAME_CHARACTERS}; nothing was sent.",
        )
    return name
