"""Users and teams with a role in a registry, with the interface of the official client."""

from __future__ import annotations

import base64
import binascii
import sys
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from runql._models.registries.base import RegistryRole
from runql._models.registries.base import TeamMember as OurTeamMember
from runql._models.registries.base import UserMember as OurUserMember
from runql.compat._shared.wrapping import Wrapped

__all__ = ["TeamMember", "UserMember", "inner_person"]

_OFFICIAL: Final = "wandb.apis.public.registries._members"


@dataclass(frozen=True)
class RegistryUser:
    """A user with a role in a registry.

    Attributes:
        id: Opaque ID.
        username: Name in paths.
        name: Full name.
        email: Email address; None if it is not visible.
    """

    id: str
    username: str | None
    name: str | None
    email: str | None


@dataclass(frozen=True)
class RegistryTeam:
    """A team with a role in a registry.

    Attributes:
        id: Opaque ID.
        name: Name.
    """

    id: str
    name: str


class UserMember(Wrapped[OurUserMember]):
    """A user with a role in a registry."""

    _wraps: ClassVar = (OurUserMember,)

    @property
    def kind(self) -> str:
        """`"User"`."""
        return _kind("User")

    @property
    def user(self) -> RegistryUser:
        """The user."""
        inner = self._inner
        return RegistryUser(inner.id, inner.username, inner.name, inner.email)

    @property
    def role(self) -> str:
        """Role of the user."""
        return self._inner.role.value


class TeamMember(Wrapped[OurTeamMember]):
    """A team with a role in a registry."""

    _wraps: ClassVar = (OurTeamMember,)

    @property
    def kind(self) -> str:
        """`"Entity"`."""
        return _kind("Entity")

    @property
    def team(self) -> RegistryTeam:
        """The team."""
        return RegistryTeam(self._inner.id, self._inner.name)

    @property
    def role(self) -> str:
        """Role of the team's members."""
        return self._inner.role.value


def _kind(name: str) -> str:
    """Return the kind of a member. Scripts that have imported the official enum compare by identity."""
    official = getattr(sys.modules.get(_OFFICIAL), "MemberKind", None)
    return official(name) if isinstance(official, type) else name


def inner_person(member: object) -> Any:  # noqa: ANN401 - one of the kinds that runql takes
    """Return a user or a team in the form that runql accepts."""
    if isinstance(member, Wrapped):
        return member._inner
    if isinstance(member, str):
        try:
            kind, _, number = base64.b64decode(member, validate=True).decode("ascii").partition(":")
        except (binascii.Error, UnicodeDecodeError, ValueError):
            return member
        if number.isdigit() and kind == "User":
            return OurUserMember(member, None, None, None, RegistryRole.VIEWER)
        if number.isdigit() and kind == "Entity":
            return OurTeamMember(member, "", RegistryRole.VIEWER)
    return member
