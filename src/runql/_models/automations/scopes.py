"""Scopes of automations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

from runql._choices import checked_choice
from runql._models._attributes.text_lists import required_text
from runql._models.accounts.organizations import OrganizationBase
from runql._models.accounts.teams import TeamBase
from runql._models.collections.base import CollectionAttributes
from runql._models.projects.base import ProjectBase
from runql._models.registries.base import RegistryDrafts
from runql.errors import UsageError

__all__ = ["Scope", "ScopeKind", "ScopeSource"]

ScopeKind: TypeAlias = Literal["PROJECT", "ARTIFACT_COLLECTION", "ENTITY"]


@dataclass(frozen=True, slots=True)
class Scope:
    """The scope of an automation: the project, collection or entity that it observes.

    Attributes:
        kind: `PROJECT` (also for registries), `ARTIFACT_COLLECTION`, or `ENTITY` (a team or an
            organization).
        id: Opaque ID of the project, the collection, the team, or the organization's entity.
        name: Name of the scope; None if unknown.
        entity: User, team or organization's entity that owns the scope; None if unknown.

    Raises:
        UsageError: If the kind is unknown, or the ID is empty or not a string.
    """

    kind: ScopeKind
    id: str
    name: str | None = field(default=None, compare=False)
    entity: str | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        checked_choice("kind", self.kind, get_args(ScopeKind))
        if not required_text(self.id, "id"):
            raise UsageError("The ID of a scope must not be empty.", hint="Use Scope.of(project).")

    @staticmethod
    def of(source: ScopeSource) -> Scope:
        """Return the scope of a project, registry, collection, team or organization.

        Args:
            source: The object.

        Returns:
            The scope.

        Raises:
            UsageError: If an organization has no entity of its own, or `source` is another object.
        """
        if isinstance(source, Scope):
            return source
        if isinstance(source, ProjectBase):
            return Scope("PROJECT", source.id, source.name, source.entity)
        if isinstance(source, RegistryDrafts):
            return Scope("PROJECT", source.id, source.full_name, source.entity)
        if isinstance(source, CollectionAttributes):
            return Scope("ARTIFACT_COLLECTION", source.id, source.name, source.entity)
        if isinstance(source, TeamBase):
            return Scope("ENTITY", source.id, source.name, source.name)
        if not isinstance(source, OrganizationBase):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(
                f"Invalid scope: {source!r}.",
                hint="Pass a project, registry, collection, team or organization, not its name.",
            )
        if source.entity_id is None:
            raise UsageError(
                f"The organization {source.name} cannot be a scope: it has no entity of its own.",
                hint="Pass one of its teams.",
            )
        return Scope("ENTITY", source.entity_id, source.entity, source.entity)


ScopeSource: TypeAlias = (
    Scope | ProjectBase | RegistryDrafts | CollectionAttributes | TeamBase | OrganizationBase
)
"""Objects that can be a scope."""
