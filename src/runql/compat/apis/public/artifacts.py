"""Artifact types, collections and lists with the interface of the official client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

import runql
from runql._sync.collections.artifact_types import ArtifactType as OurType
from runql._sync.collections.resource import ArtifactCollection as OurCollection
from runql.compat._shared.lists import Paginator, page_size
from runql.compat._shared.texts import time_text
from runql.compat._shared.wrapping import Wrapped
from runql.compat.apis.public.files import ArtifactFiles
from runql.compat.artifacts.artifact import Artifact

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = [
    "ArtifactCollection",
    "ArtifactCollections",
    "ArtifactFiles",
    "ArtifactType",
    "ArtifactTypes",
    "Artifacts",
    "ProjectArtifactCollections",
    "RunArtifacts",
]


class Artifacts(Paginator[Artifact]):
    """Versions of a collection."""


class RunArtifacts(Artifacts):
    """Versions that a run logged or used.

    Attributes:
        run: The run.
    """

    def __init__(
        self, items: runql.Artifacts[Any], api: runql.Api, run: object, per_page: int = 100
    ) -> None:
        super().__init__(items, api, per_page)
        self.run = run


class ArtifactCollection(Wrapped[runql.ArtifactCollection]):
    """An artifact collection. Attributes can be assigned and saved."""

    _wraps: ClassVar = (OurCollection,)
    _raw_names: ClassVar = ("id", "name", "type", "description", "createdAt", "updatedAt")

    @property
    def id(self) -> str:
        """Opaque ID."""
        return self._inner.id

    @property
    def entity(self) -> str:
        """User or team that owns the project."""
        return self._inner.entity

    @property
    def project(self) -> str:
        """Name of the project."""
        return self._inner.project

    @property
    def project_id(self) -> str | None:
        """Opaque ID of the project."""
        return self._inner.project_id

    @property
    def project_internal_id(self) -> str | None:
        """Numeric ID of the project."""
        return self._inner.project_internal_id

    @property
    def name(self) -> str:
        """Name of the collection."""
        return self._inner.name

    @name.setter
    def name(self, value: str) -> None:
        self._inner.name = value

    @property
    def type(self) -> str:
        """Type of the versions."""
        return self._inner.type

    @type.setter
    def type(self, value: str) -> None:
        self._inner.type = value

    @property
    def description(self) -> str | None:
        """Description."""
        return self._inner.description

    @description.setter
    def description(self, value: str | None) -> None:
        self._inner.description = value

    @property
    def tags(self) -> list[str]:
        """Tags of the collection."""
        return self._inner.tags

    @tags.setter
    def tags(self, value: Collection[str]) -> None:
        self._inner.tags = list(value)

    @property
    def aliases(self) -> list[str]:
        """Aliases of all versions."""
        return self._inner.aliases()

    @property
    def created_at(self) -> str:
        """When the collection was created, as a string."""
        return time_text(self._inner.created_at)

    @property
    def updated_at(self) -> str | None:
        """When the collection last changed, as a string."""
        return time_text(self._inner.updated_at)

    def artifacts(self, per_page: int = 50, start: str | None = None) -> Artifacts:
        """List the versions, newest first."""
        listed = self._inner.artifacts(per_page=page_size(per_page), after=start)
        return Artifacts(listed, self._api, per_page)

    def is_sequence(self) -> bool:
        """Return whether versions can be logged to the collection; a portfolio only has links."""
        return self._inner.is_sequence()

    def save(self) -> None:
        """Save local edits."""
        self._inner.save()

    def delete(self) -> None:
        """Delete the collection with its versions."""
        self._inner.delete()

    def change_type(self, new_type: str) -> None:
        """Change the type of the collection."""
        self._inner.type = new_type
        self._inner.save()

    def __repr__(self) -> str:
        return f"<ArtifactCollection {self.name} ({self.type})>"


class ArtifactCollections(Paginator[ArtifactCollection]):
    """Collections of one artifact type."""


class ProjectArtifactCollections(ArtifactCollections):
    """Collections of a project, of all artifact types."""


class ArtifactType(Wrapped[runql.ArtifactType]):
    """An artifact type of a project."""

    _wraps: ClassVar = (OurType,)
    _raw_names: ClassVar = ("id", "name", "description", "createdAt")

    @property
    def id(self) -> str:
        """Opaque ID."""
        return self._inner.id

    @property
    def name(self) -> str:
        """Name of the type."""
        return self._inner.name

    @property
    def type(self) -> str:
        """Name of the type."""
        return self._inner.name

    @property
    def description(self) -> str | None:
        """Description."""
        return self._inner.description

    @property
    def created_at(self) -> str:
        """When the type was first used, as a string."""
        return time_text(self._inner.created_at)

    @property
    def entity(self) -> str:
        """User or team that owns the project."""
        return self._inner.project_path.entity or ""

    @property
    def project(self) -> str:
        """Name of the project."""
        return self._inner.project_path.project

    def load(self) -> ArtifactType:
        """Return the type. It is loaded already."""
        return self

    def collections(
        self,
        filters: Mapping[str, Any] | None = None,
        order: str | None = None,
        per_page: int = 50,
        start: str | None = None,
    ) -> ArtifactCollections:
        """List the collections of the type."""
        listed = self._inner.collections(filters, order, per_page=page_size(per_page), after=start)
        return ArtifactCollections(listed, self._api, per_page)

    def collection(self, name: str) -> ArtifactCollection:
        """Return one collection of the type."""
        return cast("ArtifactCollection", self._wrap(self._inner.collection(name)))

    def __repr__(self) -> str:
        return f"<ArtifactType {self.name}>"


class ArtifactTypes(Paginator[ArtifactType]):
    """Artifact types of a project."""
