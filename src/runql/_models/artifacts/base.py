"""Attributes of an artifact version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from runql_graphql.open_enum import OpenEnum

from runql._display.counts import counted
from runql._models._attributes.assignment import KnownAttributes
from runql._models._attributes.json_text import decode
from runql._models._attributes.remembered import Remembered
from runql._models._attributes.typed_json import DictShape, ModelShape
from runql._paths.artifacts import ArtifactPath, CollectionPath, artifact_url, is_version
from runql.errors import NotFoundError

if TYPE_CHECKING:
    from datetime import datetime

    from runql_graphql.fragments.artifacts.base import (
        ArtifactCollectionMembershipFields,
        ArtifactCollectionMembershipFull,
        ArtifactFields,
    )
    from runql_graphql.get_artifact import GetArtifact
    from runql_graphql.get_collection_artifact import GetCollectionArtifact

    from runql._display.cards import Card
    from runql._wire.json_types import JsonValue

__all__ = [
    "ArtifactAttributes",
    "ArtifactContext",
    "ArtifactLocation",
    "ArtifactState",
    "found_in_collection",
    "found_membership",
    "membership_location",
    "missing_artifact",
    "source_location",
    "wrong_type",
]

MetadataT = TypeVar("MetadataT")


class ArtifactState(OpenEnum):
    """Lifecycle state of a version; only committed versions can be read."""

    PENDING = "PENDING"
    COMMITTED = "COMMITTED"
    DELETED = "DELETED"


@dataclass(frozen=True, slots=True)
class ArtifactLocation:
    """The collection in which a version was found, and the attributes specific to it.

    Attributes:
        path: Path of the version, with the version as requested.
        version_index: Number of the version in that collection.
        aliases: Aliases of the version in that collection; None for the aliases of its response.
        linked_at: Time at which the version was linked to the collection.
    """

    path: ArtifactPath
    version_index: int
    aliases: tuple[str, ...] | None = None
    linked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ArtifactContext:
    """Settings that the artifacts of one call share.

    Attributes:
        app_url: URL of the web app.
        metadata_type: Type for metadata; None for plain dicts.
    """

    app_url: str
    metadata_type: type[Any] | None = None

    @property
    def metadata_shape(self) -> ModelShape[Any] | DictShape:
        """Converter between metadata and its Python type."""
        return ModelShape(self.metadata_type, "metadata") if self.metadata_type else DictShape()


class ArtifactAttributes(KnownAttributes, Generic[MetadataT]):
    """An artifact version. Attributes reflect the server's last response."""

    def __init__(
        self, snapshot: ArtifactFields, location: ArtifactLocation, context: ArtifactContext
    ) -> None:
        self._snapshot = snapshot
        self._location = location
        self._context = context
        self._metadata: Any = None
        self._remembered = Remembered()

    @property
    def id(self) -> str:
        """Opaque ID of the version, the same in every collection."""
        return self._snapshot.id

    @property
    def path(self) -> ArtifactPath:
        """Path with the version as requested; `str()` returns `e/p/collection:v3`."""
        return self._location.path

    @property
    def entity(self) -> str:
        """User or team that owns the project of `collection_path`."""
        return self.path.entity or ""

    @property
    def project(self) -> str:
        """Project of `collection_path`."""
        return self.path.project

    @property
    def collection_path(self) -> CollectionPath:
        """The collection in which the version was found."""
        return self.path.collection_path

    @property
    def name(self) -> str:
        """Collection and version as requested: `model:v3`, `model:latest`."""
        return self.path.name

    @property
    def qualified_name(self) -> str:
        """Entity, project, collection and version as requested."""
        return str(self.path)

    @property
    def version(self) -> str:
        """Version number in `collection_path`, as a string: `v3`."""
        return f"v{self._location.version_index}"

    @property
    def version_index(self) -> int:
        """Version number in `collection_path`, as an integer: 3."""
        return self._location.version_index

    @property
    def type(self) -> str:
        """Type, such as `dataset` or `model`."""
        return self._snapshot.artifact_type.name

    @property
    def source_path(self) -> ArtifactPath:
        """Path in the collection that the version was logged to, with its number."""
        return source_location(self._snapshot).path

    @property
    def source_entity(self) -> str:
        """User or team that owns `source_project`; empty without access to it."""
        return self.source_path.entity or ""

    @property
    def source_project(self) -> str:
        """Project that the version was logged to; empty without access to it."""
        return self.source_path.project

    @property
    def source_name(self) -> str:
        """Collection that the version was logged to, with its number: `model:v3`."""
        return self.source_path.name

    @property
    def source_qualified_name(self) -> str:
        """Entity, project, collection and number of the logged version."""
        return str(self.source_path)

    @property
    def source_version(self) -> str:
        """Version number in the collection that the version was logged to."""
        return self.source_path.version

    def _require_source(self) -> None:
        """Check that the source of the version is known.

        Raises:
            NotFoundError: If this API key has no access to the source.
        """
        if not self.source_project:
            raise NotFoundError(
                f"Source of {self.qualified_name} not found: this API key has no access to its project.",
                hint="Use the attributes of the linked version instead.",
                operation="source_artifact",
            )

    @property
    def is_link(self) -> bool:
        """Whether `collection_path` differs from the collection it was logged to."""
        return self.collection_path != self.source_path.collection_path

    @property
    def linked_at(self) -> datetime | None:
        """Time of the link to `collection_path`; None if it was logged there."""
        return self._location.linked_at if self.is_link else None

    @property
    def state(self) -> ArtifactState:
        """Lifecycle state; compares equal to the server's string."""
        return ArtifactState(self._snapshot.state)

    @property
    def digest(self) -> str:
        """Hex digest of all paths and file digests; equal for equal content."""
        return self._snapshot.digest

    @property
    def size(self) -> int:
        """Total bytes of all files; references count if their size is known."""
        return self._snapshot.size

    @property
    def file_count(self) -> int:
        """Number of files."""
        return self._snapshot.file_count

    @property
    def commit_hash(self) -> str | None:
        """The server's commit hash of the version."""
        return self._snapshot.commit_hash

    @property
    def description(self) -> str | None:
        """Description in Markdown."""
        return self._snapshot.description

    @property
    def metadata(self) -> MetadataT:
        """Metadata of the version: a plain dict, or the requested type.

        Raises:
            DataValidationError: If the metadata does not match the requested type.
        """
        if self._metadata is None:
            shape = self._context.metadata_shape
            self._metadata = shape.load(self._metadata_document(), self.qualified_name)
        return cast("MetadataT", self._metadata)

    @property
    def aliases(self) -> list[str]:
        """Aliases in `collection_path`, without version numbers such as `v3`."""
        known = self._location.aliases
        if known is None:
            known = _aliases_in(self._snapshot, self.collection_path)
        return [alias for alias in known if not is_version(alias)]

    @property
    def tags(self) -> list[str]:
        """Tags of the version."""
        return [tag.name for tag in self._snapshot.tags]

    @property
    def ttl(self) -> timedelta | None:
        """Time after creation at which the server deletes the version; None for never."""
        seconds = self._snapshot.ttl_duration_seconds
        return timedelta(seconds=seconds) if seconds > 0 else None

    @property
    def ttl_is_inherited(self) -> bool:
        """Whether `ttl` is the team's default rather than the version's own setting."""
        return self._snapshot.ttl_is_inherited

    @property
    def history_step(self) -> int | None:
        """Last step of the run's history when the version was logged."""
        # The API returns the next step.
        step = self._snapshot.history_step
        return None if step is None else max(0, step - 1)

    @property
    def created_at(self) -> datetime:
        """Time at which the version was created (aware, UTC)."""
        return self._snapshot.created_at

    @property
    def updated_at(self) -> datetime | None:
        """Time of the last change (aware, UTC)."""
        return self._snapshot.updated_at

    @property
    def url(self) -> str:
        """URL of the version in the web app; sends no request."""
        collection_path, app = self.collection_path, self._context.app_url
        return artifact_url(app, collection_path, self.type, self.version, is_link=self.is_link)

    def _metadata_document(self) -> dict[str, JsonValue]:
        return decode(self._snapshot.metadata, f"The metadata of {self.qualified_name}")

    def _card(self) -> Card:
        from runql._models.artifacts.display import artifact_card

        return artifact_card(self)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.qualified_name} ({self.type}, {counted(self.size, 'byte')})>"


def source_location(snapshot: ArtifactFields) -> ArtifactLocation:
    """Return the collection that a version was logged to, with its number."""
    sequence, project = snapshot.artifact_sequence, snapshot.artifact_sequence.project
    index = snapshot.version_index or 0
    path = CollectionPath(None, "", sequence.name).replace_from(project, sequence.name)
    return ArtifactLocation(path.version(f"v{index}"), index)


def membership_location(
    membership: ArtifactCollectionMembershipFields, requested: ArtifactPath | None = None
) -> ArtifactLocation | None:
    """Return the location of a membership; None if the viewer has no access to it."""
    collection = membership.artifact_collection
    if collection is None or collection.project is None or membership.version_index is None:
        return None
    project, name = collection.project, collection.name
    collection_path = CollectionPath(project.entity_name, project.name, name, known=True)
    version = requested.version if requested is not None else f"v{membership.version_index}"
    return ArtifactLocation(
        collection_path.version(version),
        membership.version_index,
        tuple(alias.alias for alias in membership.aliases),
        membership.created_at,
    )


def found_membership(response: GetArtifact, path: ArtifactPath) -> ArtifactCollectionMembershipFull:
    """Return the version of a response, as a member of its collection.

    Raises:
        NotFoundError: If the version does not exist, or the viewer has no access to it.
    """
    project = response.project
    membership = project.artifact_collection_membership if project is not None else None
    if membership is None or membership.artifact is None:
        raise missing_artifact(path, "GetArtifact", project_exists=project is not None)
    return membership


def found_in_collection(
    response: GetCollectionArtifact, path: ArtifactPath
) -> ArtifactCollectionMembershipFull:
    """Return the version of a response, requested through its collection.

    Raises:
        NotFoundError: If the version does not exist, or the viewer has no access to it.
    """
    project = response.project
    collection = project.artifact_collection if project is not None else None
    membership = collection.artifact_membership if collection is not None else None
    if membership is None or membership.artifact is None:
        raise missing_artifact(path, "GetCollectionArtifact", project_exists=project is not None)
    return membership


def missing_artifact(
    path: ArtifactPath, operation: str, *, project_exists: bool = True
) -> NotFoundError:
    """Return the error for a version that a response does not contain."""
    if project_exists:
        return NotFoundError(
            f"Artifact not found: {path}.",
            hint="Check collection and version; api.project(path).collections() lists the collections.",
            operation=operation,
        )
    return NotFoundError(
        f"Artifact not found: {path}. The project does not exist, or this API key has no access to it.",
        hint="Check the spelling of entity and project; api.projects(entity) lists them.",
        operation=operation,
    )


def wrong_type(path: ArtifactPath, found: str, wanted: str) -> NotFoundError:
    """Return the error for a version with a different type than requested."""
    return NotFoundError(
        f"The artifact {path} has the type {found!r}, expected {wanted!r}.",
        hint=f"Pass type={found!r}, or omit type=. The role in the run is set with use_as=.",
        operation="GetArtifact",
    )


def _aliases_in(snapshot: ArtifactFields, path: CollectionPath) -> tuple[str, ...]:
    found: list[str] = []
    for alias in snapshot.aliases:
        collection = alias.artifact_collection
        project = collection.project if collection is not None else None
        if collection is None or project is None:
            continue
        if CollectionPath(project.entity_name, project.name, collection.name) == path:
            found.append(alias.alias)
    return tuple(found)
