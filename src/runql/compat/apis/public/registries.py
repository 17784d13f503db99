"""Registries with the interface of the official client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from runql._models.registries.base import RegistryRole, full_name
from runql._sync.registries.resource import Registry as OurRegistry
from runql.compat._shared.lists import ChainedItems, Paginator, page_size
from runql.compat.apis.public.artifacts import ArtifactCollection
from runql.compat.artifacts.artifact import Artifact
from runql.compat.errors import beginning_with, refused
from runql.compat.registries.attributes import RegistryAttributes
from runql.compat.registries.members import TeamMember, UserMember, inner_person

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager
    from typing import Self

    import runql
    from runql.compat.apis.public.accounts import Team, User
    from runql.compat.apis.public.api import Api

__all__ = ["Collections", "Registries", "Registry", "TeamMember", "UserMember", "Versions"]


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
        """List the versions of these collections.

        Versions of ordered collections have the order of the collections.
        """
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


class Registry(RegistryAttributes):
    """A registry: its attributes, its members and its linked versions."""

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
        """Create a registry."""
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
        """List the linked versions."""
        listed = self._inner.versions(filter, order, per_page=page_size(per_page), after=start)
        return Versions(listed, self._api, per_page)

    def members(self) -> list[UserMember | TeamMember]:
        """Return the users and teams with a role."""
        return [*self.user_members(), *self.team_members()]

    def user_members(self) -> list[UserMember]:
        """Return the users with a role."""
        return [UserMember(each, self._api) for each in self._inner.user_members()]

    def team_members(self) -> list[TeamMember]:
        """Return the teams with a role."""
        return [TeamMember(each, self._api) for each in self._inner.team_members()]

    def add_members(self, *members: User | Team | UserMember | TeamMember | str) -> Self:
        """Give users and teams a role."""
        self._inner.add_members(*map(inner_person, members))
        return self

    def remove_members(self, *members: User | Team | UserMember | TeamMember | str) -> Self:
        """Remove the role of users and teams."""
        self._inner.remove_members(*map(inner_person, members))
        return self

    def update_member(
        self, member: User | Team | UserMember | TeamMember | str, role: RegistryRole | str
    ) -> Self:
        """Change the role of a user or a team."""
        self._inner.update_member(inner_person(member), role)
        return self

    def save(self) -> None:
        """Save local edits."""
        if self.allow_all_artifact_types and self.artifact_types.draft:
            raise refused(
                "Cannot update artifact types when `allows_all_artifact_types` is True. "
                "Set it to False first."
            )
        check_registry_name(self.name)
        with self._failing_to("save"):
            self._inner.update()

    def load(self) -> None:
        """Request the registry again."""
        with self._failing_to("load"):
            self._inner.refresh()

    def delete(self) -> None:
        """Delete the registry."""
        with self._failing_to("delete"):
            self._inner.delete()

    def _failing_to(self, action: str) -> AbstractContextManager[None]:
        return failing_to(action, self.name, self.organization)


def failing_to(action: str, name: str, organization: str) -> AbstractContextManager[None]:
    """Convert failures to the `ValueError` that the official client raises for registries."""
    words = f"Failed to {action} registry {name!r} in organization {organization!r}."
    return beginning_with(words, as_value=True)


def check_registry_name(name: str) -> None:
    """Reject an invalid registry name, with the message of the official client.

    Raises:
        ValueError: If the name is invalid.
    """
    with beginning_with("Invalid project/registry name."):
        full_name(name)


def _refuse_start(start: str | None) -> None:
    if start is not None:
        raise refused(f"start={start!r} is not supported for the contents of an ordered list.")


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
        """List the collections of these registries.

        Collections of ordered registries have the order of the registries.
        """
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
        """List the versions in these registries.

        Versions in ordered registries have the order of the registries.
        """
        if self._order is not None:
            _refuse_start(start)
            parts = (each._inner.versions(filter, order) for each in self)
            return Versions(ChainedItems(parts), self._api, per_page)
        listed = self._registries.versions(filter, order, per_page=page_size(per_page), after=start)
        return Versions(listed, self._api, per_page)
