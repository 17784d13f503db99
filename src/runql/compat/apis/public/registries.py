"""Registries as the official client gives them."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import runql
from runql._models.registries.base import RegistryRole
from runql._models.registries.base import TeamMember as OurTeamMember
from runql._models.registries.base import UserMember as OurUserMember
from runql._sync.registries.resource import Registry as OurRegistry
from runql.compat._shared.lists import ChainedItems, Paginator, page_size
from runql.compat._shared.texts import time_text
from runql.compat._shared.wrapping import Wrapped
from runql.compat.apis.public.artifacts import ArtifactCollection
from runql.compat.artifacts.artifact import Artifact
from runql.compat.errors import refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from runql.compat.apis.public.accounts import Team, User
    from runql.compat.apis.public.api import Api

__all__ = ["Collections", "Registries", "Registry", "TeamMember", "UserMember", "Versions"]


@dataclass(frozen=True)
class RegistryUser:
    """A user with a role in a registry.

    Attributes:
        id: Opaque id.
        username: Name in paths.
        name: Full name.
        email: Address; None when it is not shown.
    """

    id: str
    username: str | None
    name: str | None
    email: str | None


@dataclass(frozen=True)
class RegistryTeam:
    """A team with a role in a registry.

    Attributes:
        id: Opaque id.
        name: Name.
    """

    id: str
    name: str


class UserMember(Wrapped[OurUserMember]):
    """A user with a role in a registry."""

    _wraps: ClassVar = (OurUserMember,)
    kind = "User"

    @property
    def user(self) -> RegistryUser:
        """The user."""
        inner = self._inner
        return RegistryUser(inner.id, inner.username, inner.name, inner.email)

    @property
    def role(self) -> str:
        """What the user may do."""
        return self._inner.role.value


class TeamMember(Wrapped[OurTeamMember]):
    """A team with a role in a registry."""

    _wraps: ClassVar = (OurTeamMember,)
    kind = "Entity"

    @property
    def team(self) -> RegistryTeam:
        """The team."""
        return RegistryTeam(self._inner.id, self._inner.name)

    @property
    def role(self) -> str:
        """What its members may do."""
        return self._inner.role.value


class Collections(Paginator[ArtifactCollection]):
    """Collections of registries."""

    _order: str | None = None
    _registries: runql.Registries | None = None
    _filter: Mapping[str, Any] | None = None
    _registry_order: str | None = None

    def versions(
        self,
        filter: Mapping[str, Any] | None = None,
        order: str | None = None,
        per_page: int = 100,
        start: str | None = None,
    ) -> Versions:
        """List the versions of these collections, in the order of the collections if they have one."""
        assert self._registries is not None
        if self._registry_order is not None or self._order is not None:
            _refuse_start(start)
            owners = {each.full_name: each for each in self._registries}
            parts = (self._versions_of(each, owners[each.project], filter, order) for each in self)
            return Versions(ChainedItems(parts), self._api, per_page)
        listed = self._registries.versions(
            filter,
            order,
            collections=self._filter,
            per_page=page_size(per_page),
            after=start,
        )
        return Versions(listed, self._api, per_page)

    def _versions_of(
        self,
        collection: ArtifactCollection,
        registry: runql.Registry,
        filters: Mapping[str, Any] | None,
        order: str | None,
    ) -> runql.RegistryVersions:
        alone = self._api.registries(registry.organization, {"name": registry.name})
        return alone.versions(filters, order, collections={"name": collection.name})


class Versions(Paginator[Artifact]):
    """Versions in registries."""


class RegistryAttributes(Wrapped[runql.Registry]):
    """What a registry is."""

    @property
    def id(self) -> str:
        """Opaque id."""
        return self._inner.id

    @property
    def internal_id(self) -> str:
        """Number of the registry's project."""
        return self._inner.internal_id

    @property
    def name(self) -> str:
        """Name without its prefix."""
        return self._inner.name

    @name.setter
    def name(self, value: str) -> None:
        self._inner.name = value

    @property
    def full_name(self) -> str:
        """Name of the registry's project."""
        return self._inner.full_name

    @property
    def entity(self) -> str:
        """The organization's entity."""
        return self._inner.entity

    @property
    def organization(self) -> str:
        """Name of the organization."""
        return self._inner.organization

    @property
    def path(self) -> list[str]:
        """The organization's entity and the full name."""
        return [self.entity, self.full_name]

    @property
    def description(self) -> str | None:
        """Description."""
        return self._inner.description

    @description.setter
    def description(self, value: str | None) -> None:
        self._inner.description = value

    @property
    def allow_all_artifact_types(self) -> bool:
        """Whether versions of every type can be linked."""
        return self._inner.allow_all_artifact_types

    @allow_all_artifact_types.setter
    def allow_all_artifact_types(self, value: bool) -> None:
        self._inner.allow_all_artifact_types = value

    @property
    def artifact_types(self) -> list[str]:
        """Types that can be linked, to append to."""
        return self._inner.artifact_types

    @artifact_types.setter
    def artifact_types(self, value: list[str]) -> None:
        self._inner.artifact_types = value

    @property
    def visibility(self) -> Literal["organization", "restricted"]:
        """Who sees the registry."""
        return "restricted" if self._inner.visibility == "restricted" else "organization"

    @visibility.setter
    def visibility(self, value: Literal["organization", "restricted"]) -> None:
        self._inner.visibility = value

    @property
    def created_at(self) -> str:
        """When it was made, as text."""
        return time_text(self._inner.created_at)

    @property
    def updated_at(self) -> str | None:
        """When it last changed, as text."""
        return time_text(self._inner.updated_at)


class Registry(RegistryAttributes):
    """A registry: its attributes, its members, and what is linked to it."""

    _wraps: ClassVar = (OurRegistry,)

    @classmethod
    def create(
        cls,
        api: Api,
        organization: str,
        name: str,
        visibility: Literal["organization", "restricted"],
        description: str | None = None,
        artifact_types: list[str] | None = None,
    ) -> Registry:
        """Make a registry."""
        return api.create_registry(name, visibility, organization, description, artifact_types)

    def collections(
        self,
        filter: Mapping[str, Any] | None = None,
        order: str | None = None,
        per_page: int = 100,
        start: str | None = None,
    ) -> Collections:
        """List the collections."""
        listed = self._inner.collections(filter, order, per_page=page_size(per_page), after=start)
        made = Collections(listed, self._api, per_page)
        made._registries = self._api.registries(self.organization, {"name": self.name})
        made._filter, made._order = filter, order
        return made

    def versions(
        self,
        filter: Mapping[str, Any] | None = None,
        order: str | None = None,
        per_page: int = 100,
        start: str | None = None,
    ) -> Versions:
        """List the versions that are linked."""
        listed = self._inner.versions(filter, order, per_page=page_size(per_page), after=start)
        return Versions(listed, self._api, per_page)

    def members(self) -> list[UserMember | TeamMember]:
        """Return users and teams with a role."""
        return [*self.user_members(), *self.team_members()]

    def user_members(self) -> list[UserMember]:
        """Return users with a role."""
        return [UserMember(each, self._api) for each in self._inner.user_members()]

    def team_members(self) -> list[TeamMember]:
        """Return teams with a role."""
        return [TeamMember(each, self._api) for each in self._inner.team_members()]

    def add_members(self, *members: User | Team | UserMember | TeamMember | str) -> Self:
        """Pass users and teams a role."""
        self._inner.add_members(*map(_person, members))
        return self

    def remove_members(self, *members: User | Team | UserMember | TeamMember | str) -> Self:
        """Take their role from users and teams."""
        self._inner.remove_members(*map(_person, members))
        return self

    def update_member(
        self, member: User | Team | UserMember | TeamMember | str, role: RegistryRole | str
    ) -> Self:
        """Pass a user or a team another role."""
        self._inner.update_member(_person(member), role)
        return self

    def save(self) -> None:
        """Save what was edited."""
        self._inner.update()

    def load(self) -> None:
        """Read the registry again."""
        self._inner.refresh()

    def delete(self) -> None:
        """Delete the registry."""
        self._inner.delete()


def _refuse_start(start: str | None) -> None:
    if start is not None:
        raise refused(
            f"start={start!r} cannot be used: an ordered list above it is read one by one."
        )


def _person(member: object) -> Any:  # noqa: ANN401 - one of the kinds that runql takes
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


class Registries(Paginator[Registry]):
    """Registries of an organization."""

    def __init__(
        self, items: runql.Registries, api: runql.Api, per_page: int = 100, order: str | None = None
    ) -> None:
        super().__init__(items, api, per_page)
        self._registries = items
        self._order = order

    def collections(
        self,
        filter: Mapping[str, Any] | None = None,
        order: str | None = None,
        per_page: int = 100,
        start: str | None = None,
    ) -> Collections:
        """List the collections of these registries, in the order of the registries if they have one."""
        if self._order is None:
            listed = self._registries.collections(
                filter, order, per_page=page_size(per_page), after=start
            )
            made = Collections(listed, self._api, per_page)
        else:
            _refuse_start(start)
            parts = (each._inner.collections(filter, order) for each in self)
            made = Collections(ChainedItems(parts), self._api, per_page)
        made._registries, made._filter, made._order = self._registries, filter, order
        made._registry_order = self._order
        return made

    def versions(
        self,
        filter: Mapping[str, Any] | None = None,
        order: str | None = None,
        per_page: int = 100,
        start: str | None = None,
    ) -> Versions:
        """List the versions in these registries, in the order of the registries if they have one."""
        if self._order is not None:
            _refuse_start(start)
            parts = (each._inner.versions(filter, order) for each in self)
            return Versions(ChainedItems(parts), self._api, per_page)
        listed = self._registries.versions(filter, order, per_page=page_size(per_page), after=start)
        return Versions(listed, self._api, per_page)
