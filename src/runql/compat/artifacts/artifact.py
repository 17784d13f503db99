"""An artifact version: create, log, fetch and edit."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Any, ClassVar, cast

from runql._models.artifacts.draft import ArtifactDraft
from runql._sync.artifacts.resource import Artifact as OurArtifact
from runql.compat._shared.lists import page_size
from runql.compat._shared.session import process_api
from runql.compat.apis.public.files import ArtifactFiles
from runql.compat.artifacts.attributes import ArtifactAttributes
from runql.compat.artifacts.entries import ArtifactManifest, ArtifactManifestEntry
from runql.compat.artifacts.values import shown_value
from runql.compat.errors import ArtifactFinalizedError, raisable, refused
from runql.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path
    from typing import IO

    import runql
    from runql.compat.apis.public.artifacts import ArtifactCollection
    from runql.compat.apis.public.run import Run
    from runql.compat.artifacts.attributes import Logged

__all__ = ["Artifact"]


class ArtifactDraftMethods(ArtifactAttributes):
    """Methods that build a version."""

    def __init__(
        self,
        name: str,
        type: str,
        description: str | None = None,
        metadata: dict[str, Any] | None = None,
        incremental: bool = False,
        use_as: str | None = None,
    ) -> None:
        """Create an artifact, to add files to and to log.

        Raises:
            ValueError: If the name or the type is invalid, or `incremental` was requested.
        """
        if incremental:
            raise refused("incremental=True is not supported. Use new_draft() of the last version.")
        super().__init__(cast("Logged", None), process_api())
        self._draft = ArtifactDraft(name, type, description, metadata)

    @property
    def _open(self) -> ArtifactDraft:
        if self._draft is None:
            raise raisable(ArtifactFinalizedError)(
                f"The artifact {self.name!r} has been logged and is read-only. Use new_draft()."
            )
        return self._draft

    def _entry(self, entry: Any) -> ArtifactManifestEntry:  # noqa: ANN401 - an entry of a draft
        return ArtifactManifestEntry(cast("Artifact", self), entry)

    def add_file(
        self,
        local_path: str,
        name: str | None = None,
        is_tmp: bool | None = False,
        skip_cache: bool | None = False,
        policy: str | None = "mutable",
        overwrite: bool = False,
    ) -> ArtifactManifestEntry:
        """Add a local file, which is read again when the artifact is logged."""
        return self._entry(self._open.add_file(local_path, name, overwrite=overwrite))

    def add_dir(
        self,
        local_path: str,
        name: str | None = None,
        skip_cache: bool | None = False,
        policy: str | None = "mutable",
        merge: bool = False,
    ) -> None:
        """Add a local folder with all files below it."""
        self._open.add_dir(local_path, name, overwrite=merge)

    def add_reference(
        self,
        uri: ArtifactManifestEntry | str,
        name: str | None = None,
        checksum: bool = True,
        max_objects: int | None = None,
    ) -> list[ArtifactManifestEntry]:
        """Add a reference to data that is not uploaded."""
        source: Any = uri
        if isinstance(uri, ArtifactManifestEntry):
            source = uri.parent_artifact()._require_logged("add_reference").get_entry(uri.path)
        return [
            self._entry(each) for each in self._open.add_reference(source, name, checksum=checksum)
        ]

    @contextlib.contextmanager
    def new_file(
        self,
        name: str,
        mode: str = "x",
        encoding: str | None = None,
        policy: str | None = "mutable",
    ) -> Generator[IO[Any]]:
        """Open a file of the artifact for writing."""
        with self._open.new_file(name, mode, encoding=encoding) as file:
            yield file

    def remove(self, item: ArtifactManifestEntry | str) -> None:
        """Remove a file or a folder.

        Raises:
            FileNotFoundError: If the file does not exist.
        """
        path = item.path if isinstance(item, ArtifactManifestEntry) else item
        try:
            self._open.remove(path)
        except NotFoundError as error:
            raise FileNotFoundError(str(error)) from error

    def finalize(self) -> None:
        """Do nothing. Files can be added until the artifact is logged."""

    def _as_draft(self) -> ArtifactDraft:
        """Return the draft to log; for a logged artifact, a copy."""
        return self._draft if self._draft is not None else self._inner.new_draft()


class Artifact(ArtifactDraftMethods):
    """An artifact version.

    `wandb.Artifact(name, type)` creates one, and `api.artifact(path)` fetches one.
    """

    _wraps: ClassVar = (OurArtifact,)
    _raw_names: ClassVar = (
        "id",
        "digest",
        "description",
        "state",
        "size",
        "createdAt",
        "updatedAt",
    )

    @classmethod
    def _of(cls, inner: Logged, api: runql.Api) -> Artifact:
        made = cls.__new__(cls)
        made._inner, made._api, made._draft = inner, api, None
        return made

    def _wrap_artifact(self, inner: Logged) -> Artifact:
        return Artifact._of(inner, self._api)

    @property
    def collection(self) -> ArtifactCollection:
        """The collection through which the version was found."""
        found = self._require_logged("collection").collection
        return cast("ArtifactCollection", self._wrap(found))

    @property
    def source_collection(self) -> ArtifactCollection:
        """The collection to which the version was logged."""
        found = self._require_logged("source_collection").source_collection
        return cast("ArtifactCollection", self._wrap(found))

    @property
    def source_artifact(self) -> Artifact:
        """The version in the collection to which it was logged."""
        logged = self._require_logged("source_artifact")
        return self._wrap_artifact(logged.source_artifact) if logged.is_link else self

    @property
    def linked_artifacts(self) -> list[Artifact]:
        """The version in all collections to which it is linked; empty for a link itself."""
        logged = self._require_logged("linked_artifacts")
        return [] if logged.is_link else list(map(self._wrap_artifact, logged.linked_artifacts))

    @property
    def manifest(self) -> ArtifactManifest:
        """The manifest of the version."""
        if self._draft is not None:
            drafted = {path: self._entry(entry) for path, entry in self._draft.entries.items()}
            return ArtifactManifest(self, drafted)
        logged = self._require_logged("manifest")
        entries = {
            path: ArtifactManifestEntry(self, cast("Any", None), info)
            for path, info in logged.manifest.items()
        }
        return ArtifactManifest(self, entries)

    def get_entry(self, name: str) -> ArtifactManifestEntry:
        """Return an entry of the manifest.

        Raises:
            KeyError: If the entry does not exist.
        """
        found = self.manifest.get_entry_by_path(str(name))
        if found is None:
            raise KeyError(f"{self.name} has no entry {name!r}.")
        return found

    get_path = get_entry

    def get(self, name: str) -> Any:  # noqa: ANN401 - a table, or a value of `runql.media`
        """Return a table or a media value by its name; None if it does not exist."""
        try:
            return shown_value(self._require_logged("get").get(name))
        except NotFoundError:
            return None

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - as `get`
        return self.get(name)

    def files(
        self, names: list[str] | None = None, per_page: int = 50, start: str | None = None
    ) -> ArtifactFiles:
        """List the files."""
        logged = self._require_logged("files")
        listed = logged.files(names or None, per_page=page_size(per_page), after=start)
        return ArtifactFiles(listed, self._api, self, per_page)

    def download(
        self,
        root: str | os.PathLike[str] | None = None,
        allow_missing_references: bool = False,
        skip_cache: bool | None = None,
        path_prefix: str | None = None,
        multipart: bool | None = None,
    ) -> str:
        """Download the files below a folder, verify them, and return the folder."""
        folder = self._require_logged("download").download(
            None if root is None else str(root),
            allow_missing_references,
            skip_cache,
            path_prefix,
            multipart,
            progress=False,
        )
        return str(folder.absolute()) if root is None else str(root)

    def checkout(self, root: str | None = None) -> str:
        """Make the contents of a folder equal to the version, and return the folder."""
        logged = self._require_logged("checkout")
        default = self._default_root().parent / self.source_name.partition(":")[0]
        folder = root or str(default.absolute())
        logged.checkout(folder, progress=False)
        return folder

    def _default_root(self) -> Path:
        from runql._models.artifacts.files import chosen_root

        return chosen_root(None, self.source_name)

    def file(self, root: str | None = None) -> str:
        """Download the only file below a folder, and return its path.

        Raises:
            ValueError: If the version has several files.
        """
        path = self._require_logged("file").file(root)
        return str(path) if root is not None else os.path.join(".", path)  # noqa: PTH118 - a path that begins with a dot

    def verify(self, root: str | None = None) -> None:
        """Compare a folder with the version.

        Raises:
            ValueError: If a file differs, is missing, or is not part of the version.
        """
        report = self._require_logged("verify").verify(root, check=False)
        if not report.ok:
            raise ValueError(str(report))

    def save(self, project: str | None = None, settings: object = None) -> None:
        """Save local edits. Log the artifact if it has not been logged yet."""
        if self._draft is None:
            self._require_logged("save").save()
        else:
            self._accept(self._api.log_artifact(self._draft, project, progress=False))

    def _accept(self, logged: Logged) -> None:
        self._inner, self._draft = logged, None

    def wait(self, timeout: int | None = None) -> Artifact:
        """Return the version. It is logged when `log_artifact()` returns."""
        self._require_logged("wait")
        return self

    def new_draft(self) -> Artifact:
        """Return a draft with all files of the version."""
        made = self._wrap_artifact(cast("Logged", None))
        made._draft = self._require_logged("new_draft").new_draft()
        return made

    def link(self, target_path: str, aliases: Iterable[str] | None = None) -> Artifact:
        """Link the version to a portfolio, and return the link."""
        if self._draft is not None:
            self.save()
        linked = self._require_logged("link").link(target_path, list(aliases or ()))
        return self._wrap_artifact(linked)

    def unlink(self) -> None:
        """Remove the link through which the version was found.

        Raises:
            ValueError: If the version was not found through a link.
        """
        logged = self._require_logged("unlink")
        if not logged.is_link:
            raise refused(f"{self.qualified_name} is not a link. Use 'Artifact.delete' instead.")
        logged.unlink()

    def delete(self, delete_aliases: bool = False) -> None:
        """Delete the version. For a link, delete only the link."""
        logged = self._require_logged("delete")
        if logged.is_link:
            logged.unlink()
        else:
            logged.delete(delete_aliases=delete_aliases)

    def used_by(self) -> list[Run]:
        """Return the runs that use the version."""
        return [cast("Run", self._wrap(run)) for run in self._require_logged("used_by").used_by()]

    def logged_by(self) -> Run | None:
        """Return the run that logged the version."""
        return cast("Run | None", self._wrap(self._require_logged("logged_by").logged_by()))

    def __repr__(self) -> str:
        return f"<Artifact {self.id or self.name}>"
