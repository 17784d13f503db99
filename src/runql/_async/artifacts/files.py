"""Files of a version: listed, fetched, compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops.artifacts import files as ops

from runql._async._client.lister import AsyncLister
from runql._async.artifacts.entry import AsyncArtifactEntry
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
from runql._wandb_names.paths import downloaded
from runql.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from runql_graphql.fragments.files import FileFields
    from runql_graphql.list_artifact_files import ListArtifactFiles

    from runql._async._client.session import AsyncSession
    from runql._models.artifacts.files import LinkKind
    from runql._paths.artifacts import ArtifactPath, CollectionPath
    from runql._transfer.artifacts.cache import ArtifactCache
    from runql._transfer.artifacts.plan import ArtifactPlan

__all__ = ["AsyncArtifactFile", "AsyncArtifactFileList", "AsyncArtifactFiles"]


class AsyncArtifactFile(FileAttributes):
    """A file of a version as the server lists it: what it is, and where it can be fetched."""

    def __init__(self, artifact: AsyncArtifactFiles, snapshot: FileFields) -> None:
        super().__init__(snapshot)
        self._artifact = artifact

    async def entry(self) -> AsyncArtifactEntry:
        """Return the file as the manifest has it, to download, read or open it.

        Requests: None once the manifest is there; else two.
        """
        return await self._artifact.get_entry(self.name)


class AsyncArtifactFileList(AsyncLister[AsyncArtifactFile]):
    """Files of a version: a lazy list. The server does not count them, so `len` reads them all.

    Requests: One per page as far as the files requested reach.
    """


class AsyncArtifactFiles:
    """What a version holds."""

    _session: AsyncSession
    _known_manifest: Manifest | None = None

    if TYPE_CHECKING:

        @property
        def id(self) -> str:
            """Opaque id."""
            ...

        @property
        def path(self) -> ArtifactPath:
            """Where it was found."""
            ...

        @property
        def digest(self) -> str:
            """Hex digest of its content."""
            ...

        @property
        def version(self) -> str:
            """Number, such as `v3`."""
            ...

        @property
        def collection_path(self) -> CollectionPath:
            """The collection that it was found in."""
            ...

        @property
        def source_name(self) -> str:
            """Collection and number of what was logged."""
            ...

    @property
    async def manifest(self) -> Manifest:
        """What files the version has: their paths, sizes and hashes; a mapping by path.

        It is verified by the version's digest, and fetched once.

        Raises:
            IntegrityError: If it is not the one that the version names.
            NotFoundError: If the version has been deleted, or is not committed yet.

        Requests: Two the first time; none later.
        """
        if self._known_manifest is None:
            response = await self._session.send(ops.get_artifact_manifest(id=self.id))
            current = response.artifact.current_manifest if response.artifact is not None else None
            if current is None:
                raise missing_artifact(self.path, "GetArtifactManifest")
            operation = f"manifest of {self.path}"
            content = await self._session.fetch(current.file.direct_url, operation=operation)
            self._known_manifest = parse_manifest(content, self.digest, str(self.path))
        return self._known_manifest

    async def get_entry(self, path: str) -> AsyncArtifactEntry:
        """Return one file of the version by its path.

        Raises:
            NotFoundError: If there is none; names those that are near.

        Requests: None once the manifest is there; else two.

        Examples:
            >>> model = await api.artifact("sandbox/mnist/model:best")
            >>> entry = await model.get_entry("config.json")
            >>> await entry.read_text()
            '{"run": "demo0021"}'
        """
        manifest = await self.manifest
        return AsyncArtifactEntry(self, manifest.entry(path, str(self.path)))

    def files(
        self,
        names: Sequence[str] | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> AsyncArtifactFileList:
        """List the files of the version as the server has them, with their URLs.

        Args:
            names: Exact paths; None for all.
            per_page: Files per request; None begins with 200, and requests more each time.
            limit: Files after which the list ends; None for all.
            after: The `cursor` of an earlier list, to continue after it.

        Raises:
            NotFoundError: If the version has been deleted; raised by the first page.

        Requests: None until iterated; then one per page.

        Examples:
            >>> data = await api.artifact("sandbox/vision/samples:latest")
            >>> [(file.name, file.size) async for file in data.files(["train/part-0.csv"])]
            [('train/part-0.csv', 584)]
        """
        if names is not None:
            names = checked_names(names)
            if not names:
                limit = 0  # to the server, no names are all files
        path = self._file_urls_query().path
        call = ops.list_artifact_files(
            entity=path.entity,
            project=path.project,
            collection=path.collection,
            alias=path.version,
            names=names,
        )

        def read(response: ListArtifactFiles) -> Page[AsyncArtifactFile]:
            """Take a page of files out of a response."""
            found_in = (
                response.project.artifact_collection if response.project is not None else None
            )
            found = found_in.artifact_membership if found_in is not None else None
            if found is None or found.files is None:
                raise missing_artifact(path, "ListArtifactFiles")
            return page_of(
                found.files,
                lambda each: AsyncArtifactFile(self, each) if each is not None else None,
            )

        listing = Listing(call, read, file_key, PageWindow(per_page, limit, after), first_page=200)
        return AsyncArtifactFileList(self._session, listing)

    async def download(
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
        """Write the files of the version below a folder, several concurrently, and return the folder.

        What is there with the right content is left alone, what the cache has is taken from there,
        and only then is the rest requested. Every file is verified by its hash, whichever way it
        came, and gets its final name when it is whole. Large files are fetched in parts; what a
        killed process leaves of one the next call continues with.

        Args:
            root: Folder; None for `./artifacts/<collection>:<version>`, or below
                `WANDB_ARTIFACT_DIR`.
            allow_missing_references: Leave references out that cannot be read: their target is gone
                or has changed, nothing here reads such URLs, or they lead to files of this machine
                and `allow_local_references` is off. A warning names them.
            skip_cache: Neither read from the cache nor write to it.
            path_prefix: Start of the paths to fetch.
            multipart: Whether to fetch files in parts: None from 64 MiB on, True from 16 MiB on.
            pattern: A glob of the paths to fetch: `*.png`, `train/**`.
            cache: Where contents are kept; None for the one that the official client uses too.
            link: `copy`: a file of its own, which shares its blocks where the file system can.
                `hard`: another name of the cached file, which takes no room, and is read-only: an
                edit in place would change the cache and every other folder.
            allow_local_references: Copy what `file://` references name on this machine. The user who
                logged the version chose these paths, so pass True only if you trust them.
            replace: Write over local files with other content.
            workers: Concurrent transfers, 1 to 64. None finds the number for small files, up to 128 connections, and
                is 32 for others.
            progress: Whether to show one bar for all; None shows it on a terminal and in notebooks, when tqdm is
                installed.

        Raises:
            TargetExistsError: If a local file differs, and `replace` is False; nothing was fetched.
            UsageError: If no file fits, or a path leads out of the folder; nothing was fetched. The
                only file is a reference that nothing here reads, or to this machine and not
                allowed.
            LocalFileError: If there is not enough room, and nothing was fetched; or a file cannot
                be written.
            BatchError: If some failed, which `failures` names; the others are there.
            IntegrityError: If the only file arrived damaged, twice.
            NotFoundError: If the version has been deleted.

        Requests: Two for the manifest, once; one per 1,000 files that are neither there nor in the
            cache, and one for each of them, or one per 16 MiB of a large one.

        Examples:
            >>> model = await api.artifact("sandbox/mnist/model:best")
            >>> folder = await model.download("model")
            >>> sorted(path.name for path in folder.iterdir())
            ['config.json', 'weights.bin']
        """
        from runql._transfer._engine.atomic_files import make_folder
        from runql._transfer.artifacts.cache import chosen_cache
        from runql._transfer.artifacts.plan import ArtifactPlan, items_of

        check_link(link)
        folder = chosen_root(root, self.source_name)
        manifest = await self.manifest
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
        await self._fetch(plan)
        return downloaded(folder)

    def _file_urls_query(self) -> FileUrlsQuery:
        if not self.collection_path.project:
            raise NotFoundError(
                f"{self.source_name} was logged to a project that is hidden from this API key.",
                hint="Open it from a link in linked_artifacts, such as one in a registry.",
                operation="ListArtifactFileUrls",
            )
        # By number: an alias may have moved on since.
        return FileUrlsQuery(self.collection_path.version(self.version))

    async def _fetch(self, plan: ArtifactPlan) -> list[Path]:
        from runql._transfer.artifacts.download import download_artifact

        return await self._session.transfer(lambda to, cancel: download_artifact(to, plan, cancel))


def file_key(file: AsyncArtifactFile) -> str:
    """Return what makes a file itself, wherever it is listed."""
    return file.name
