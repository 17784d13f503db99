"""The manifest of a version and its entries with the interface of the official client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql._display.counts import counted
from runql.compat._shared.wrapping import Translated

if TYPE_CHECKING:
    import os

    import runql
    from runql._models.artifacts.draft_entries import DraftEntry
    from runql.compat.artifacts.artifact import Artifact

__all__ = ["ArtifactManifest", "ArtifactManifestEntry"]


class ArtifactManifestEntry(Translated):
    """A file of a version, or a reference.

    Attributes:
        path: Path within the version.
        digest: Base64 of the content's hash; for a reference, an identifier of its content.
        size: Size in bytes; None if it is unknown.
        ref: URL of a reference.
        birth_artifact_id: Opaque ID of the version that first had the content.
        extra: Additional attributes.
    """

    def __init__(
        self,
        artifact: Artifact,
        source: runql.ArtifactEntry | DraftEntry,
        info: Any = None,  # noqa: ANN401 - an entry of a manifest
    ) -> None:
        noted: Any = source if info is None else info
        self._artifact = artifact
        self._source = source
        self.path: str = noted.path
        self.digest: str = noted.digest
        self.size: int | None = noted.size
        self.ref: str | None = noted.ref
        self.birth_artifact_id: str | None = noted.birth_artifact_id
        self.extra: dict[str, Any] = dict(noted.extra)

    @property
    def name(self) -> str:
        """Path within the version."""
        return self.path

    @property
    def local_path(self) -> str | None:
        """The local file of an entry that is not logged yet."""
        found = getattr(self._source, "source", None)
        return None if found is None or isinstance(found, bytes) else str(found)

    def parent_artifact(self) -> Artifact:
        """Return the artifact version."""
        return self._artifact

    def download(
        self, root: str | os.PathLike[str] | None = None, skip_cache: bool | None = None
    ) -> str:
        """Download the file below a folder, and return its path."""
        entry = self._artifact._require_logged("download").get_entry(self.path)
        folder = None if root is None else str(root)
        path = entry.download(folder, skip_cache=bool(skip_cache), progress=False)
        return str(path) if root is not None else str(path.absolute())

    def ref_target(self) -> str:
        """Return the URL of a reference.

        Raises:
            ValueError: If the entry is a file.
        """
        if self.ref is None:
            raise ValueError(f"{self.path} is a file, not a reference.")
        return self.ref

    def ref_url(self) -> str:
        """Return the URL by which other versions refer to the file."""
        return self._artifact._require_logged("ref_url").get_entry(self.path).ref_url

    def to_json(self) -> dict[str, Any]:
        """Return the entry in the form of a manifest."""
        noted = {
            "digest": self.digest,
            "ref": self.ref,
            "size": self.size,
            "birthArtifactID": self.birth_artifact_id,
            "extra": self.extra,
        }
        return {key: value for key, value in noted.items() if value not in (None, {})}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ArtifactManifestEntry):
            return NotImplemented
        return (self.path, self.to_json()) == (other.path, other.to_json())

    def __hash__(self) -> int:
        return hash((self.path, self.digest))

    def __repr__(self) -> str:
        return (
            f"ArtifactManifestEntry(path={self.path!r}, digest={self.digest!r}, size={self.size!r})"
        )


class ArtifactManifest(Translated):
    """The manifest of a version.

    Attributes:
        entries: Entries by path.
    """

    def __init__(self, artifact: Artifact, entries: dict[str, ArtifactManifestEntry]) -> None:
        self._artifact = artifact
        self.entries = entries

    @staticmethod
    def version() -> int:
        """Return the version of the format."""
        return 1

    def digest(self) -> str:
        """Return the hex digest of the content."""
        return self._artifact.digest

    def size(self) -> int:
        """Return the total bytes of all entries."""
        return sum(entry.size or 0 for entry in self.entries.values())

    def get_entry_by_path(self, path: str) -> ArtifactManifestEntry | None:
        """Return an entry; None if it does not exist."""
        return self.entries.get(path)

    def get_entries_in_directory(self, directory: str) -> list[ArtifactManifestEntry]:
        """Return the entries below a folder."""
        start = f"{directory}/"
        return [entry for path, entry in self.entries.items() if path.startswith(start)]

    def __len__(self) -> int:
        return len(self.entries)

    def __repr__(self) -> str:
        return (
            f"<ArtifactManifest of {self._artifact.name}, {counted(len(self), 'entry', 'entries')}>"
        )
