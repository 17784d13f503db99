"""Where an automation looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from runql._models.accounts.organizations import OrganizationBase
from runql._models.accounts.teams import TeamBase
from runql._models.collections.base import CollectionFacts
from runql._models.projects.base import ProjectBase
from runql._models.registries.base import RegistryDrafts
from runql.errors import UsageError

__all__ = ["Place", "Scope", "ScopeKind"]

ScopeKind: TypeAlias = Literal["PROJECT", "ARTIFACT_COLLECTION", "ENTITY"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an automation looks.

    Attributes:
        kind: `PROJECT` (registries too), `ARTIFACT_COLLECTION`, or `ENTITY` (a team or an organization).
        id: Opaque id of the project, collection, team, or of the organization's entity.
        name: Name of it, where it is known.
        entity: User, team or organization's entity that owns it, where it is known.
    """

    kind: ScopeKind
    id: str
    name: str | None = field(default=None, compare=False)
    entity: str | None = field(default=None, compare=False)

    @staticmethod
    def of(place: Place) -> Scope:
        """Return the scope that a project, registry, collection, team or organization is.

        Raises:
            UsageError: The organization has no entity of its own, or it is none of these.
        """
        if isinstance(place, Scope):
            return place
        if isinstance(place, ProjectBase):
            return Scope("PROJECT", place.id, place.name, place.entity)
        if isinstance(place, RegistryDrafts):
            return Scope("PROJECT", place.id, place.full_name, place.entity)
        if isinstance(place, CollectionFacts):
            return Scope("ARTIFACT_COLLECTION", place.id, place.name, place.entity)
        if isinstance(place, TeamBase):
            return Scope("ENTITY", place.id, place.name, place.name)
        if not isinstance(place, OrganizationBase):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(
                f"{place!r} is no scope.",
                remedy="Give a project, registry, collection, team or organization, not its name.",
            )
        if place.entity_id is None:
            raise UsageError(f"The organization {place.name} has no entity to look at.")
        return Scope("ENTITY", place.entity_id, place.entity, place.entity)


Place: TypeAlias = (
    Scope | ProjectBase | RegistryDrafts | CollectionFacts | TeamBase | OrganizationBase
)
"""What can be a scope."""
