"""Attributes of artifact collections and artifact types, and checks of their listings."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from runql._display.cards import Card, kind_of
from runql._models._attributes.assignment import KnownAttributes
from runql._models._attributes.text_lists import text_list
from runql._paths.artifacts import CollectionPath
from runql._wandb_names.readable import readable
from runql._wire.schema_requirements import missing_part
from runql.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from runql_graphql.fragments.collections.base import (
        ArtifactPortfolioFields,
        ArtifactSequenceFields,
        ArtifactTypeFields,
    )
    from runql_graphql.list_artifacts import (
        ListArtifacts,
        ListArtifactsProjectArtifactTypeArtifactCollection,
    )

    from runql._paths.projects import ProjectPath

__all__ = [
    "ArtifactTypeAttributes",
    "CollectionAttributes",
    "CollectionSnapshot",
    "found_versions",
    "missing_collection",
    "missing_type",
    "tags_wanted",
]

CollectionSnapshot: TypeAlias = "ArtifactSequenceFields | ArtifactPortfolioFields"


class ArtifactTypeAttributes(KnownAttributes):
    """An artifact type. Attributes reflect the server's last response."""

    def __init__(self, snapshot: ArtifactTypeFields, path: ProjectPath) -> None:
        self._snapshot = snapshot
        self._path = path

    @property
    def id(self) -> str:
        """Opaque ID."""
        return self._snapshot.id

    @property
    def name(self) -> str:
        """Name, such as `dataset`."""
        return self._snapshot.name

    @property
    def description(self) -> str | None:
        """Description."""
        return self._snapshot.description

    @property
    def created_at(self) -> datetime:
        """Time at which the first artifact of the type was logged (aware, UTC)."""
        return self._snapshot.created_at

    @property
    def project_path(self) -> ProjectPath:
        """The project that the type belongs to."""
        return self._path

    def _card(self) -> Card:
        facts = {"project": str(self._path), "created": self.created_at, "description": self.description}  # fmt: skip
        return Card(kind_of(self), self.name, facts=facts)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name} of {self._path}>"


class CollectionAttributes(KnownAttributes):
    """An artifact collection. Attributes reflect the server's last response."""

    def __init__(self, snapshot: CollectionSnapshot, requested: ProjectPath) -> None:
        self._snapshot = snapshot
        at = CollectionPath(
            requested.entity, requested.project, snapshot.name, known=requested.known
        )
        self._path = at.replace_from(snapshot.project, snapshot.name)

    @property
    def id(self) -> str:
        """Opaque ID."""
        return self._snapshot.id

    @property
    def name(self) -> str:
        """Name in paths."""
        return self._snapshot.name

    @property
    def path(self) -> CollectionPath:
        """Entity, project and name; `str()` returns `entity/project/collection`."""
        return self._path

    @property
    def entity(self) -> str:
        """User or team that owns the project."""
        return self._path.entity or ""

    @property
    def project(self) -> str:
        """Project that the collection belongs to."""
        return self._path.project

    @property
    def project_id(self) -> str | None:
        """Opaque ID of the project; None if the viewer has no access to it."""
        return self._snapshot.project.id if self._snapshot.project is not None else None

    @property
    def project_internal_id(self) -> str | None:
        """Opaque ID that renaming does not change; None without access to the project.

        Raises:
            UnsupportedError: If the server is too old to return it.
        """
        project = self._snapshot.project
        if project is not None and not project.internal_id:
            raise missing_part("Project.internalId")
        return project.internal_id if project is not None else None

    @property
    def type(self) -> str:
        """Type of its versions, such as `dataset`."""
        return self._snapshot.default_artifact_type.name

    @property
    def description(self) -> str | None:
        """Description in Markdown."""
        return self._snapshot.description

    @property
    def tags(self) -> list[str]:
        """Tags of the collection, at most the first 100."""
        return [edge.node.name for edge in self._snapshot.tags.edges]

    @property
    def created_at(self) -> datetime:
        """Time at which the collection was created (aware, UTC)."""
        return self._snapshot.created_at

    @property
    def updated_at(self) -> datetime | None:
        """Time of the last change (aware, UTC)."""
        return self._snapshot.updated_at

    @readable
    def is_sequence(self) -> bool:
        """Whether versions are logged to it, rather than linked as in a registry."""
        return getattr(self._snapshot, "typename__", "ArtifactSequence") == "ArtifactSequence"

    def _card(self) -> Card:
        facts = {
            "type": self.type,
            "tags": self.tags,
            "created": self.created_at,
            "updated": self.updated_at,
            "description": self.description,
        }
        return Card(kind_of(self), self.name, None, str(self.path), facts=facts)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.path} ({self.type})>"


def tags_wanted(tags: str | Iterable[str] | None) -> frozenset[str]:
    """Return the tags that each version must have."""
    if tags is None:
        return frozenset()
    return frozenset([tags] if isinstance(tags, str) else text_list(tags, "tags"))


def missing_type(
    path: ProjectPath, type: str, operation: str, *, project_exists: bool
) -> NotFoundError:
    """Return the error for a type that a response does not contain."""
    if not project_exists:
        return NotFoundError(
            f"Project not found: {path}. It does not exist, or this API key has no access to it.",
            hint="Check the spelling of entity and project; api.projects(entity) lists them.",
            operation=operation,
        )
    return NotFoundError(
        f"Artifact type not found: {type!r} in project {path}.",
        hint="Use api.artifact_types(project) to list the types.",
        operation=operation,
    )


def missing_collection(path: CollectionPath, type: str, operation: str) -> NotFoundError:
    """Return the error for a collection that a response does not contain."""
    return NotFoundError(
        f"Collection not found: {path} of the type {type!r}.",
        hint="Check the type too; api.artifact_collections(project, type) lists the collections.",
        operation=operation,
    )


def found_versions(
    response: ListArtifacts,
    path: CollectionPath,
    type: str,
) -> ListArtifactsProjectArtifactTypeArtifactCollection:
    """Return the collection of a listing of versions.

    Raises:
        NotFoundError: If the project, the type or the collection does not exist; the message says
            which one.
    """
    project = response.project
    kind = project.artifact_type if project is not None else None
    if kind is None:
        raise missing_type(
            path.project_path, type, "ListArtifacts", project_exists=project is not None
        )
    if kind.artifact_collection is None:
        raise missing_collection(path, type, "ListArtifacts")
    return kind.artifact_collection
