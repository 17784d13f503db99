"""One file of a version: fetched, read, or opened where it is."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from runql._display.cards import Card, kind_of
from runql._display.objects import Displayed
from runql._display.text import Bytes
from runql._models.artifacts.draft_entries import artifact_file_url
from runql._models.artifacts.files import check_link, chosen_root, tree_paths
from runql._wandb_names.attributes import WandbNames
from runql._wandb_names.paths import downloaded

if TYPE_CHECKING:
    import threading

    from runql._async.artifacts.files import AsyncArtifactFiles
    from runql._models.artifacts.files import LinkKind
    from runql._models.artifacts.manifest import EntryInfo
    from runql._transfer._engine.connections import Connections
    from runql._transfer.artifacts.cache import ArtifactCache

__all__ = ["AsyncArtifactEntry"]


class AsyncArtifactEntry(Displayed, WandbNames):
    """A file of a version, or a reference to one that is elsewhere.

    Attributes:
        info: What the manifest says of it.
    """

    def __init__(self, artifact: AsyncArtifactFiles, info: EntryInfo) -> None:
        self._artifact = artifact
        self.info = info

    @property
    def path(self) -> str:
        """Path within the version, with `/` on every system."""
        return self.info.path

    @property
    def size(self) -> int | None:
        """Bytes; None when no one knows, as of some references."""
        return self.info.size

    @property
    def digest(self) -> str:
        """Base64 of the content's hash; of a reference, whatever names its content."""
        return self.info.digest

    @property
    def ref(self) -> str | None:
        """URL of a reference; None for a file of the server's own."""
        return self.info.ref

    @property
    def ref_url(self) -> str:
        """URL by which other versions refer to this file: `wandb-artifact://…`; `add_reference` takes it."""
        return artifact_file_url(self._artifact.id, self.path)

    async def download(
        self,
        root: str | Path | None = None,
        *,
        skip_cache: bool = False,
        cache: ArtifactCache | None = None,
        link: LinkKind = "copy",
        allow_local_references: bool = False,
        replace: bool = True,
        multipart: bool | None = None,
        workers: int = 16,
        progress: bool | None = None,
    ) -> Path:
        """Write the file below a folder, under its path in the version, and return where it is.

        Everything is as in `artifact.download`.

        Raises:
            UsageError: If it is a reference that nothing here reads, or to this machine and not
                allowed.
            IntegrityError: If the received content does not match its checksum, twice.
            TargetExistsError: If another content is there, and `replace` is False; nothing was
                sent.
            LocalFileError: If the disk is full, or the folder may not be written to.
            NotFoundError: If the version has been deleted, or what a reference names is gone.

        Requests: None when it is there or in the cache; else two, and one per 16 MiB from 64 MiB
            on.
        """
        from runql._transfer.artifacts.cache import chosen_cache
        from runql._transfer.artifacts.plan import ArtifactPlan, items_of

        check_link(link)
        folder = chosen_root(root, self._artifact.source_name)
        target = tree_paths(folder, [self.path])[self.path]
        plan = ArtifactPlan(
            items_of({self.info: target}, self._artifact.path),
            self._artifact._file_urls_query(),
            whole=False,
            workers=workers,
            replace=replace,
            multipart=multipart,
            local_ok=allow_local_references,
            cache=chosen_cache(cache, skip=skip_cache),
            link=link,
            progress=progress,
        )
        await self._artifact._fetch(plan)
        return downloaded(target)

    async def read(self, *, allow_local_references: bool = False) -> bytes:
        """Return the content, verified by its hash.

        Args:
            allow_local_references: As in `artifact.download`.

        Raises:
            UsageError: If it is a reference that nothing here reads, or to this machine and not
                allowed.
            IntegrityError: If the received content does not match its checksum, twice.
            LocalFileError: If the temporary folder or the cache cannot be written to.
            NotFoundError: If the version has been deleted, or what a reference names is gone.

        Requests: Two; none when the content is in the cache.
        """
        from runql._transfer._engine.atomic_files import unnamed_local_errors
        from runql._transfer.artifacts.cache import ArtifactCache
        from runql._transfer.artifacts.plan import ArtifactPlan, items_of

        with unnamed_local_errors(), tempfile.TemporaryDirectory(prefix="runql-") as folder:
            target = Path(folder) / "content"
            plan = ArtifactPlan(
                items_of({self.info: target}, self._artifact.path),
                self._artifact._file_urls_query(),
                whole=False,
                local_ok=allow_local_references,
                cache=ArtifactCache(),
                progress=False,
            )
            await self._artifact._fetch(plan)
            return target.read_bytes()

    async def read_text(
        self, encoding: str = "utf-8", *, allow_local_references: bool = False
    ) -> str:
        """Return the content as text.

        Args:
            encoding: How the text is encoded.
            allow_local_references: As in `artifact.download`.

        Raises:
            UnicodeDecodeError: If it is not in that encoding.
            IntegrityError: If the received content does not match its checksum, twice.

        Requests: As `read`.
        """
        content = await self.read(allow_local_references=allow_local_references)
        return content.decode(encoding)

    async def open(
        self, *, block_size: int = 4 * 2**20, allow_local_references: bool = False
    ) -> BinaryIO:
        """Open the content where it is: what is read of it is fetched, and nothing else.

        The file object can be read and sought in, and given to pandas, pyarrow or numpy. It blocks
        while it reads, whatever the code around it. Parts of a file cannot be verified by the hash
        of the whole; use `download` or `read` for that.

        Args:
            block_size: Bytes per request, ahead of what is read.
            allow_local_references: As in `artifact.download`.

        Raises:
            UsageError: If it is a reference that nothing here reads, or to this machine and not
                allowed.
            MissingDependencyError: If fsspec is not installed.
            NotFoundError: If the version has been deleted.

        Requests: One; then one per block while it is read.
        """
        from runql._transfer.artifacts.remote_files import open_remote

        info, query = self.info, self._artifact._file_urls_query()

        def work(connections: Connections, cancel: threading.Event) -> BinaryIO:
            """Open it on a thread."""
            return open_remote(
                connections, info, query, block_size, cancel, local_ok=allow_local_references
            )

        return await self._artifact._session.transfer(work)

    def _card(self) -> Card:
        size = None if self.size is None else Bytes(self.size)
        return Card(kind_of(self), self.path, facts={"size": size, "reference": self.ref})

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.path} ({self.size} bytes)>"
