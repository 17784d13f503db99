"""Attributes of an artifact version, before and after it is logged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from runql.compat._shared.texts import time_text
from runql.compat._shared.wrapping import Wrapped
from runql.compat.artifacts.ttl import ArtifactTTL
from runql.compat.errors import ArtifactNotLoggedError, raisable

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import timedelta

    import runql
    from runql._models.artifacts.draft import ArtifactDraft

__all__ = ["ArtifactAttributes", "Logged"]

Logged: TypeAlias = "runql.LoggedArtifact[dict[str, Any]]"


class ArtifactAttributes(Wrapped["Logged"]):
    """Attributes of an artifact version."""

    _draft: ArtifactDraft | None
    _inner: Any

    def _require_logged(self, name: str) -> Logged:
        if self._inner is None:
            raise raisable(ArtifactNotLoggedError)(
                f"'Artifact.{name}' is available only after the artifact {self.name!r} has been logged. "
                "Call log_artifact() or save() first."
            )
        found: Logged = self._inner
        return found

    @property
    def _either(self) -> Logged | ArtifactDraft:
        if self._draft is not None:
            return self._draft
        found: Logged = self._inner
        return found

    @property
    def id(self) -> str | None:
        """Opaque ID; None before the version is logged."""
        return None if self._inner is None else self._require_logged("id").id

    @property
    def name(self) -> str:
        """Collection and version; only the collection before the version is logged."""
        return self._either.name

    @property
    def type(self) -> str:
        """Type."""
        return self._either.type

    @property
    def entity(self) -> str:
        """User or team that owns the project."""
        return self._require_logged("entity").entity

    @property
    def project(self) -> str:
        """Name of the project."""
        return self._require_logged("project").project

    @property
    def qualified_name(self) -> str:
        """Entity, project, collection and version."""
        return self._require_logged("qualified_name").qualified_name

    @property
    def version(self) -> str:
        """Number, such as `v3`."""
        return self._require_logged("version").version

    @property
    def source_entity(self) -> str:
        """Entity to which the version was logged."""
        return self._require_logged("source_entity").source_entity

    @property
    def source_project(self) -> str:
        """Project to which the version was logged."""
        return self._require_logged("source_project").source_project

    @property
    def source_name(self) -> str:
        """Collection and version under which it was logged."""
        return self._require_logged("source_name").source_name

    @property
    def source_qualified_name(self) -> str:
        """Entity, project, collection and version under which it was logged."""
        return self._require_logged("source_qualified_name").source_qualified_name

    @property
    def source_version(self) -> str:
        """Version number under which it was logged."""
        return self._require_logged("source_version").source_version

    @property
    def is_link(self) -> bool:
        """Whether the version was found through a link."""
        return self._require_logged("is_link").is_link

    @property
    def description(self) -> str | None:
        """Description."""
        return self._either.description

    @description.setter
    def description(self, value: str | None) -> None:
        self._either.description = value

    @property
    def metadata(self) -> dict[str, Any]:
        """Metadata, which can be edited in place."""
        return self._either.metadata

    @metadata.setter
    def metadata(self, value: dict[str, Any]) -> None:
        self._either.metadata = value

    @property
    def ttl(self) -> timedelta | None:
        """Time after its creation at which the server deletes the version; None for never."""
        return self._either.ttl

    @ttl.setter
    def ttl(self, value: timedelta | ArtifactTTL | None) -> None:
        if isinstance(value, ArtifactTTL):
            inherited: Any = "inherit"
            self._either.ttl = None if self._draft is not None else inherited
        else:
            self._either.ttl = value

    @property
    def aliases(self) -> list[str]:
        """Aliases, which can be edited in place; empty before the version is logged."""
        return self._require_logged("aliases").aliases

    @aliases.setter
    def aliases(self, value: Collection[str]) -> None:
        self._require_logged("aliases").aliases = list(value)

    @property
    def tags(self) -> list[str]:
        """Tags of the version."""
        return self._require_logged("tags").tags

    @tags.setter
    def tags(self, value: Collection[str]) -> None:
        self._require_logged("tags").tags = list(value)

    @property
    def state(self) -> str:
        """`PENDING` before the version is logged, then `COMMITTED`."""
        return "PENDING" if self._inner is None else self._require_logged("state").state.value

    @property
    def digest(self) -> str:
        """Hex digest of the content."""
        return self._either.digest

    @property
    def size(self) -> int:
        """Total bytes of all files."""
        return self._either.size

    @property
    def file_count(self) -> int:
        """Number of files and references."""
        return self._require_logged("file_count").file_count

    @property
    def commit_hash(self) -> str | None:
        """Hash of the version according to the server."""
        return self._require_logged("commit_hash").commit_hash

    @property
    def created_at(self) -> str:
        """When the version was created, as a string."""
        return time_text(self._require_logged("created_at").created_at)

    @property
    def updated_at(self) -> str:
        """When the version last changed, as a string."""
        logged = self._require_logged("updated_at")
        return time_text(logged.updated_at or logged.created_at)

    @property
    def linked_at(self) -> str | None:
        """When the version was linked, as a string; None for versions that are not links."""
        return time_text(self._require_logged("linked_at").linked_at)

    @property
    def history_step(self) -> int | None:
        """Last history step of its run before the version was logged."""
        return self._require_logged("history_step").history_step

    @property
    def url(self) -> str:
        """Page of the version in the web app."""
        return self._require_logged("url").url

    @property
    def incremental(self) -> bool:
        """Whether the version is an increment of another one.

        runql does not create increments.
        """
        return False

    @property
    def use_as(self) -> str | None:
        """Deprecated in the official client; always None."""
        return None

    def is_draft(self) -> bool:
        """Return whether the version has not been logged yet."""
        return self._inner is None
