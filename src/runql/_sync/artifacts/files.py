# Generated from src/runql/_async/artifacts/files.py by `make generate`. Do not edit.

"""Files of an artifact version: manifest, list and download."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops.artifacts import files as ops

from runql._models._attributes.text_lists import warn_misspelled_names
from runql._models.artifacts.base import missing_artifact
from runql._models.artifacts.files import (
    FileUrlsQuery,
    check_link,
    chosen_root,
    select_entries,
    tree_paths,
)
from runql._models.artifacts.manifest import Manifest, parse_manifest
from runql._models.files.base import FileAttributes, checked_names
from runql._paging.connections import page_of
from runql._paging.pages import Listing, Page, PageWindow
from runql._sync._client.lister import Lister
from runql._sync.artifacts.entry import ArtifactEntry
from runql._wandb_names.paths import downloaded
from runql.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from runql_graphql.fragments.files import FileFields
    from runql_graphql.list_artifact_files import ListArtifactFiles

    from runql._models.artifacts.files import LinkKind
    from runql._paths.artifacts import ArtifactPath, CollectionPath
    from runql._sync._client.session import Session
    from runql._transfer.artifacts.cache import ArtifactCache
    from runql._transfer.artifacts.plan import ArtifactPlan

__all__ = ["ArtifactFile", "ArtifactFileList", "ArtifactFiles"]


class ArtifactFile(FileAttributes):
    """A file of an artifact version in the server's list: name, size, digest and URL."""

    def __init__(self, artifact: ArtifactFiles, snapshot: FileFields) -> None:
        super().__init__(snapshot)
        self._artifact = artifact

    def entry(self) -> ArtifactEntry:
        """Return the file's manifest entry, to download, read or open the file.

        Requests: None if the manifest is loaded; else two.
        """
        return self._artifact.get_entry(self.name)


class ArtifactFileList(Lister[ArtifactFile]):
    """Lazy list of the files of an artifact version.

    The server reports no count, so `len` reads all pages.

    Requests: One per page up to the last requested file; two more if one of the requested names is missing and
    the manifest is not loaded.
    """

    def __init__(
        self,
        artifact: ArtifactFiles,
        listing: Listing[ListArtifactFiles, ArtifactFile],
        names: Sequence[str] = (),
    ) -> None:
        super().__init__(artifact._session, listing)
        self._artifact = artifact
        self._names = tuple(names)

    def _check_first_page(self) -> None:
        buffer, window = self._buffer, self._listing.window
        if not self._names or not buffer.done or window != PageWindow(window.per_page):
            return
        missing = set(self._names) - {file.name for file in buffer.items}
        if missing:
            known = self._artifact.manifest
            warn_misspelled_names(str(self._artifact.path), sorted(missing), known)


class ArtifactFiles:
    """Methods of an artifact version that read its files."""

    _session: Session
    _known_manifest: Manifest | None = None

    if TYPE_CHECKING:

        @property
        def id(self) -> str:
            """Opaque ID."""
            ...

        @property
        def path(self) -> ArtifactPath:
            """Path that the version was found at."""
            ...

        @property
        def digest(self) -> str:
            """Hex digest of the version's content."""
            ...

        @property
        def version(self) -> str:
            """Version number, such as `v3`."""
            ...

        @property
        def collection_path(self) -> CollectionPath:
            """Path of the collection that the version was found in."""
            ...

        @property
        def source_name(self) -> str:
            """Collection and number under which the version was logged."""
            ...

    @property
    def manifest(self) -> Manifest:
        """Paths, sizes and hashes of the version's files, as a mapping by path.

        The manifest is verified by the version's digest, and fetched once.

        Raises:
            IntegrityError: If the manifest does not match the version's digest.
            NotFoundError: If the version has been deleted, or is not committed yet.

        Requests: Two the first time; none later.
        """
        if self._known_manifest is None:
            self._known_manifest, _ = self._fetch_manifest()
        return self._known_manifest

    def _fetch_manifest(self) -> tuple[Manifest, bytes]:
        """Fetch the manifest, and return it parsed and as stored."""
        response = self._session.send(ops.get_artifact_manifest(id=self.id))
        current = response.artifact.current_manifest if response.artifact is not None else None
        if current is None:
            raise missing_artifact(self.path, "GetArtifactManifest")
        operation = f"manifest of {self.path}"
        content = self._session.fetch(current.file.direct_url, operation=operation)
        return parse_manifest(content, self.digest, str(self.path)), content

    def get_entry(self, path: str) -> ArtifactEntry:
        """Return one file of the version by its path.

        Raises:
            NotFoundError: If the version has no file at that path; suggests similar paths.

        Requests: None if the manifest is loaded; else two.

        Examples:
            >>> model = api.artifact("sandbox/mnist/model:best")
            >>> entry = model.get_entry("config.json")
            >>> entry.read_text()
            '{"run": "demo0021"}'
        """
        manifest = self.manifest
        return ArtifactEntry(self, manifest.entry(path, str(self.path)))

    def files(
        self,
        names: Sequence[str] | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> ArtifactFileList:
        """List the files of the version with their URLs, as the server stores them.

        Args:
            names: Exact paths; None for all.
            per_page: Files per request; None starts with 200 and grows.
            limit: Maximum number of files; None for all.
            after: The `cursor` of an earlier list, to continue after it.

        Raises:
            NotFoundError: If the version has been deleted; raised by the first page.

        Requests: None until iterated; then one per page.

        Examples:
            >>> data = api.artifact("sandbox/vision/samples:latest")
            >>> [(file.name, file.size) for file in data.files(["train/part-0.csv"])]
            [('train/part-0.csv', 584)]
        """
        if names is not None:
            names = checked_names(names)
            if not names:
                limit = 0  # the server treats an empty list of names as all files
        path = self._file_urls_query().path
        call = ops.list_artifact_files(
            entity=path.entity,
            project=path.project,
            collection=path.collection,
            alias=path.version,
            names=names,
        )

        def read(response: ListArtifactFiles) -> Page[ArtifactFile]:
            """Return a page of files from a response."""
            found_in = (
                response.project.artifact_collection if response.project is not None else None
            )
            found = found_in.artifact_membership if found_in is not None else None
            if found is None or found.files is None:
                raise missing_artifact(path, "ListArtifactFiles")
            return page_of(
                found.files,
                lambda each: ArtifactFile(self, each) if each is not None else None,
            )

        listing = Listing(call, read, file_key, PageWindow(per_page, limit, after), first_page=200)
        return ArtifactFileList(self, listing, names or ())

    def download(
        self,
        root: str | Path | None = None,
        allow_missing_references: bool = False,
        skip_cache: bool | None = None,
        path_prefix: str | None = None,
        multipart: bool | None = None,
        *,
        pattern: str | None = None,
        cache: ArtifactCache | None = None,
        link: LinkKind = "copy",
        allow_local_references: bool = False,
        replace: bool = True,
        workers: int | None = None,
        progress: bool | None = None,
    ) -> Path:
        """Download the files of the version to a folder, and return the folder.

        Local files with the right content are kept, cached files are copied from the cache, and the
        other files are downloaded concurrently. Every file is verified by its hash, and gets its
        final name when it is complete. Large files are downloaded in parts; if the process is
        killed, the next call continues a partial file.

        Args:
            root: Folder; None for `./artifacts/<collection>:<version>`, or that path below
                `WANDB_ARTIFACT_DIR`.
            allow_missing_references: Whether to skip references that cannot be read: the target has
                been deleted or changed, the kind of URL is unsupported, or the target is a local
                file and `allow_local_references` is False. A warning lists the skipped references.
            skip_cache: Whether to bypass the cache for reads and writes.
            path_prefix: Prefix of the paths to download.
            multipart: Whether to download files in parts: None from 64 MiB, True from 16 MiB.
            pattern: Glob of the paths to download: `*.png`, `train/**`.
            cache: Cache of file contents; None for the cache that the official client uses too.
            link: `copy` creates an independent file, which shares disk blocks if the file system
                supports it. `hard` creates a hard link to the cached file, which uses no extra disk
                space and is read-only, because an edit would change the cache and every other copy.
            allow_local_references: Whether to copy targets of `file://` references on this machine.
                The user who logged the version chose these paths, so pass True only if you trust
                that user.
            replace: Whether to overwrite local files that have other content.
            workers: Concurrent transfers, 1 to 64. None adapts the number for small files, up to 128 connections, and
                means 32 for others.
            progress: Whether to show one bar for all; None shows it on a terminal and in notebooks, when tqdm is
                installed.

        Raises:
            TargetExistsError: If a local file differs, and `replace` is False; nothing was fetched.
            UsageError: If no file matches, or a path leads out of the folder; nothing was fetched.
                Also if the only file is a reference of an unsupported kind, or a reference to a
                local file without `allow_local_references`.
            LocalFileError: If there is not enough disk space, and nothing was fetched; or if a file
                cannot be written.
            BatchError: If some files failed; `failures` lists them, and the other files are complete.
            IntegrityError: If the only file arrived corrupted, twice.
            NotFoundError: If the version has been deleted.

        Requests: Two for the manifest, once; one per 1,000 files that are neither local nor in the
        cache, and one for each of these files, or one per 16 MiB of a large file.

        Examples:
            >>> model = api.artifact("sandbox/mnist/model:best")
            >>> folder = model.download("model")
            >>> sorted(path.name for path in folder.iterdir())
            ['config.json', 'weights.bin']
        """
        from runql._transfer._engine.atomic_files import make_folder
        from runql._transfer.artifacts.cache import chosen_cache
        from runql._transfer.artifacts.plan import ArtifactPlan, items_of

        check_link(link)
        folder = chosen_root(root, self.source_name)
        manifest = self.manifest
        entries = select_entries(manifest, path_prefix, pattern)
        targets = tree_paths(folder, [entry.path for entry in entries])
        plan = ArtifactPlan(
            items_of({entry: targets[entry.path] for entry in entries}, self.path),
            self._file_urls_query(),
            whole=len(entries) == len(manifest),
            workers=workers,
            replace=replace,
            multipart=multipart,
            missing_ok=allow_missing_references,
            local_ok=allow_local_references,
            cache=chosen_cache(cache, skip=bool(skip_cache)),
            link=link,
            progress=progress,
        )
        make_folder(folder)
        self._fetch(plan)
        return downloaded(folder)

    def _file_urls_query(self) -> FileUrlsQuery:
        if not self.collection_path.project:
            raise NotFoundError(
                f"Files of {self.source_name} are not accessible: this API key has no access to the project that "
                "the version was logged to.",
                hint="Open the version from a link in linked_artifacts, such as a link in a registry.",
                operation="ListArtifactFileUrls",
            )
        # Use the version number, because an alias may point to another version by now.
        return FileUrlsQuery(self.collection_path.version(self.version))

    def _fetch(self, plan: ArtifactPlan) -> list[Path]:
        from runql._transfer.artifacts.download import download_artifact

        return self._session.transfer(lambda to, cancel: download_artifact(to, plan, cancel))


def file_key(file: ArtifactFile) -> str:
    """Return the deduplication key of a file."""
    return file.name
