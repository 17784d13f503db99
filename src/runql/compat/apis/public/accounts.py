"""Users, teams and organizations with the interface of the official client."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

from runql_graphql.ops.accounts import teams as ops

import runql
from runql._models.accounts.teams import Invite as OurInvite
from runql._models.accounts.teams import Member as OurMember
from runql._models.accounts.teams import check_team_name, found_team
from runql._models.accounts.users import Account as OurAccount
from runql._models.accounts.users import User as OurUser
from runql._models.accounts.users import Viewer as OurViewer
from runql._sync.accounts.teams import Team as OurTeam
from runql.compat._shared.texts import time_text
from runql.compat._shared.wrapping import Wrapped
from runql.compat.errors import refused
from runql.errors import ApiError, NotFoundError, RunQLError

if TYPE_CHECKING:
    from runql.compat.apis.public.api import Api

__all__ = ["Member", "OrgEntity", "Organization", "Team", "User", "team_or_user"]


class User(Wrapped[OurUser]):
    """A user: the viewer, the author of a run, or an account."""

    _wraps: ClassVar = (OurUser, OurAccount, OurViewer)
    _raw_names: ClassVar = ("id", "name", "username", "email", "admin", "entity", "deletedAt")
    _found_by: Api | None = None

    @classmethod
    def create(cls, api: Api, email: str, admin: bool | None = False) -> User:
        """Create an account. Requires a server administrator."""
        return api.create_user(email, admin)

    @property
    def id(self) -> str:
        """Opaque ID."""
        return self._inner.id

    @property
    def name(self) -> str:
        """Full name."""
        return self._inner.name

    @property
    def username(self) -> str | None:
        """Name in paths."""
        return self._inner.username

    @property
    def email(self) -> str | None:
        """Email address; None if it is not visible."""
        return cast("str | None", getattr(self._inner, "email", None))

    @property
    def admin(self) -> bool:
        """Whether the user administers the server."""
        return bool(getattr(self._inner, "is_admin", False))

    @property
    def entity(self) -> str | None:
        """Default entity."""
        return cast("str | None", getattr(self._inner, "entity", None))

    @property
    def deleted_at(self) -> str | None:
        """When the account was closed, as a string."""
        return time_text(getattr(self._inner, "deleted_at", None))

    @property
    def flags(self) -> str:
        """JSON settings of the account, which the server defines and runql does not interpret."""
        return "{}"

    @property
    def teams(self) -> list[str]:
        """Names of the user's teams."""
        return list(getattr(self._inner, "teams", ()))

    @property
    def api_keys(self) -> list[str]:
        """Names of the viewer's API keys; empty for other users."""
        if not isinstance(self._inner, OurViewer) and self.id != self._api.viewer.id:
            return []
        return [key.name for key in self._api.api_keys()]

    @property
    def user_api(self) -> Api | None:
        """The client that returned the user; None for authors of runs and members of teams."""
        return self._found_by

    def generate_api_key(self, description: str | None = None) -> str | None:
        """Create an API key for the viewer, and return it; None if the server creates none."""
        try:
            return self._api.generate_api_key(description).secret
        except ApiError:
            return None

    def delete_api_key(self, api_key: str) -> bool:
        """Delete an API key of the viewer, and return whether the server deleted it.

        Raises:
            ValueError: If the key does not exist.
        """
        known = next((key for key in self._api.api_keys() if api_key in (key.name, key.id)), None)
        if known is None:
            raise refused(f"The account has no API key named {api_key!r}.")
        try:
            self._api.delete_api_key(known)
        except ApiError:
            return False
        return True

    def __repr__(self) -> str:
        return f"<User {self.email or self.username or self.id}>"


class Member(Wrapped["OurMember | OurInvite"]):
    """A member of a team, or an invited user."""

    _raw_names: ClassVar = (
        "id", "name", "username", "email", "admin", "pending", "photoUrl", "accountType", "apiKey",
    )  # fmt: skip

    def __init__(self, inner: OurMember | OurInvite, api: runql.Api, team: OurTeam) -> None:
        super().__init__(inner, api)
        self._team = team

    @property
    def team(self) -> str:
        """Name of the team."""
        return self._team.name

    @property
    def id(self) -> str:
        """Opaque ID."""
        return self._inner.id

    @property
    def name(self) -> str:
        """Full name; the email address of an invited user."""
        if isinstance(self._inner, OurInvite):
            return self._inner.username or self._inner.email or ""
        return self._inner.name

    @property
    def username(self) -> str | None:
        """Name in paths."""
        return self._inner.username

    @property
    def email(self) -> str | None:
        """Email address; None if it is not visible."""
        return self._inner.email

    @property
    def admin(self) -> bool:
        """Whether the member administers the team."""
        return self._inner.role.value == "admin"

    @property
    def role(self) -> str:
        """Role of the member."""
        return self._inner.role.value

    @property
    def pending(self) -> bool:
        """Whether the invitation has not been accepted yet."""
        return isinstance(self._inner, OurInvite)

    @property
    def photo_url(self) -> str | None:
        """URL of the profile image."""
        return getattr(self._inner, "photo_url", None)

    @property
    def account_type(self) -> str | None:
        """Type of the account."""
        return getattr(self._inner, "account_type", None)

    @property
    def api_key(self) -> str | None:
        """API key of a service account."""
        return getattr(self._inner, "api_key", None)

    def delete(self) -> bool:
        """Remove the member or withdraw the invitation, and return whether it succeeded."""
        try:
            if isinstance(self._inner, OurInvite):
                self._team.withdraw(self._inner)
            else:
                self._team.remove(self._inner)
        except NotFoundError:
            return False
        return True

    def __repr__(self) -> str:
        return f"<Member {self.name} ({self.account_type})>"


class Team(Wrapped[runql.Team]):
    """A team and its members."""

    _wraps: ClassVar = (OurTeam,)
    _raw_names: ClassVar = ("id", "name", "photoUrl", "storageBytes", "members", "readOnly")

    @classmethod
    def create(cls, api: Api, team: str, admin_username: str | None = None) -> Team:
        """Create a team."""
        return api.create_team(team, admin_username)

    @property
    def id(self) -> str:
        """Opaque ID."""
        return self._inner.id

    @property
    def name(self) -> str:
        """Name."""
        return self._inner.name

    @property
    def entity_type(self) -> str:
        """Type of the entity: `team`, or `user` for a user's own."""
        return "team" if self.is_team else "user"

    @property
    def is_team(self) -> bool:
        """Whether the entity is a team instead of a user."""
        return bool(self._inner._snapshot.is_team)

    @property
    def available(self) -> bool:
        """Whether the name is available."""
        return False

    @property
    def photo_url(self) -> str | None:
        """URL of the team's image."""
        return self._inner.photo_url

    @property
    def read_only(self) -> bool:
        """Whether the viewer has read-only access."""
        return self._inner.read_only

    @property
    def private_only(self) -> bool:
        """Whether projects must be private."""
        return self._inner.private_only

    @property
    def storage_bytes(self) -> int:
        """Bytes that the team stores."""
        return self._inner.storage_bytes

    @property
    def code_saving_enabled(self) -> bool:
        """Whether code is saved."""
        return self._inner.code_saving_enabled

    @property
    def default_access(self) -> str:
        """Default visibility of new projects."""
        return self._inner.default_access

    @property
    def is_paid(self) -> bool:
        """Whether the team has a paid plan."""
        return self._inner.is_paid

    @property
    def members(self) -> list[Member]:
        """Members and invited users."""
        found: tuple[OurMember | OurInvite, ...] = (*self._inner.members, *self._inner.invites)
        return [Member(each, self._api, self._inner) for each in found]

    def load(self, force: bool = False) -> dict[str, Any]:
        """Return the team's fields. Read them again if forced."""
        if force:
            self._inner.reload()
        return self._attrs

    def invite(self, username_or_email: str, admin: bool = False) -> bool:
        """Invite a user, and return whether the server accepted the invitation."""
        with contextlib.suppress(RunQLError):
            self._inner.invite(username_or_email, "admin" if admin else "member")
            return True
        return False

    def create_service_account(self, description: str) -> Member:
        """Create a service account."""
        made = self._inner.create_service_account(description)
        return Member(made, self._api, self._inner)

    def __repr__(self) -> str:
        return f"<Team {self.name}>"


def team_or_user(api: runql.Api, name: str) -> OurTeam:
    """Return a team by name.

    For a user's entity, the team has that user as its only member.

    Raises:
        NotFoundError: If the entity does not exist.
    """
    response = api._session.send(ops.get_team(name=check_team_name(name)))
    if response.entity is None or response.entity.is_team:
        return OurTeam(api._session, found_team(response, name))
    return OurTeam(api._session, response.entity)


@dataclass(frozen=True)
class Organization:
    """An organization.

    Attributes:
        id: Opaque ID.
        name: Name.
        org_entity: Entity of its registries.
    """

    id: str
    name: str
    org_entity: OrgEntity


@dataclass(frozen=True)
class OrgEntity:
    """The entity of an organization.

    Attributes:
        id: Opaque ID.
        name: Name.
        entity_type: Type of the entity: `organization`.
    """

    id: str
    name: str
    entity_type: str = "organization"
