# Generated from src/runql/_async/artifacts/entry.py by `make generate`. Do not edit.

"""One file of an artifact version: download, read, or open remotely."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from runql._display.cards import Card, kind_of
from runql._display.counts import counted_bytes
from runql._display.objects import Displayed
from runql._display.text import Bytes
from runql._models.artifacts.draft_entries import artifact_file_url
from runql._models.artifacts.files import check_link, chosen_root, tree_paths
from runql._wandb_names.attributes import WandbNames
from runql._wandb_names.paths import downloaded

if TYPE_CHECKING:
    import threading

    from runql._models.artifacts.files import LinkKind
    from runql._models.artifacts.manifest import EntryInfo
    from runql._sync.artifacts.files import ArtifactFiles
    from runql._transfer._engine.connections import Connections
    from runql._transfer.artifacts.cache import ArtifactCache

__all__ = ["ArtifactEntry"]


class ArtifactEntry(Displayed, WandbNames):
    """A file of an artifact version, or a reference to a file stored elsewhere.

    Attributes:
        info: The file's entry in the manifest.
    """

    def __init__(self, artifact: ArtifactFiles, info: EntryInfo) -> None:
        self._artifact = artifact
        self.info = info

    @property
    def path(self) -> str:
        """Path within the version, with `/` on every operating system."""
        return self.info.path

    @property
    def size(self) -> int | None:
        """Size in bytes; None if unknown, as for some references."""
        return self.info.size

    @property
    def digest(self) -> str:
        """Base64 of the content's hash; for a reference, its content identifier."""
        return self.info.digest

    @property
    def ref(self) -> str | None:
        """URL of a reference; None for a file that W&B stores."""
        return self.info.ref

    @property
    def ref_url(self) -> str:
        """URL of this file, `wandb-artifact://…`; pass it to `add_reference`."""
        return artifact_file_url(self._artifact.id, self.path)

    def download(
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
        """Download the file to its path below a folder, and return the local path.

        The arguments are those of `artifact.download`.

        Raises:
            UsageError: If the entry is a reference of an unsupported kind, or a reference to a
                local file without `allow_local_references`.
            IntegrityError: If the received content does not match its checksum, twice.
            TargetExistsError: If the local file has other content, and `replace` is False; nothing
                was sent.
            LocalFileError: If the disk is full, or the folder is not writable.
            NotFoundError: If the version, or the target of the reference, has been deleted.

        Requests: None if the file exists locally or in the cache; otherwise two, and one per 16 MiB
        for files of 64 MiB or more.
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
        self._artifact._fetch(plan)
        return downloaded(target)

    def read(self, *, allow_local_references: bool = False) -> bytes:
        """Return the content as bytes, verified by its hash.

        Args:
            allow_local_references: As in `artifact.download`.

        Raises:
            UsageError: If the entry is a reference of an unsupported kind, or a reference to a
                local file without `allow_local_references`.
            IntegrityError: If the received content does not match its checksum, twice.
            LocalFileError: If the temporary folder or the cache cannot be written to.
            NotFoundError: If the version, or the target of the reference, has been deleted.

        Requests: Two; none if the content is in the cache.
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
            self._artifact._fetch(plan)
            return target.read_bytes()

    def read_text(self, encoding: str = "utf-8", *, allow_local_references: bool = False) -> str:
        """Return the content as a string.

        Args:
            encoding: Encoding of the content.
            allow_local_references: As in `artifact.download`.

        Raises:
            UnicodeDecodeError: If the content is not in that encoding.
            IntegrityError: If the received content does not match its checksum, twice.

        Requests: The same as `read`.
        """
        content = self.read(allow_local_references=allow_local_references)
        return content.decode(encoding)

    def open(
        self, *, block_size: int = 4 * 2**20, allow_local_references: bool = False
    ) -> BinaryIO:
        """Open the content remotely; only the parts that are read are fetched.

        The file object supports reading and seeking, and can be passed to pandas, pyarrow or numpy.
        Its reads block the thread. The content is not verified, because the hash covers the whole
        file; use `download` or `read` for verified content.

        Args:
            block_size: Bytes per request; larger than a read to fetch ahead.
            allow_local_references: As in `artifact.download`.

        Raises:
            UsageError: If the entry is a reference of an unsupported kind, or a reference to a
                local file without `allow_local_references`.
            MissingDependencyError: If fsspec is not installed.
            NotFoundError: If the version has been deleted.

        Requests: One; then one per block that is read.
        """
        from runql._transfer.artifacts.remote_files import open_remote

        info, query = self.info, self._artifact._file_urls_query()

        def work(connections: Connections, cancel: threading.Event) -> BinaryIO:
            """Open the file on a thread."""
            return open_remote(
                connections, info, query, block_size, cancel, local_ok=allow_local_references
            )

        return self._artifact._session.transfer(work)

    def _card(self) -> Card:
        size = None if self.size is None else Bytes(self.size)
        return Card(kind_of(self), self.path, facts={"size": size, "reference": self.ref})

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.path} ({counted_bytes(self.size)})>"
