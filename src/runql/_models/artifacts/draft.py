"""Drafts of artifact versions: files, bytes and references by path."""

from __future__ import annotations

import os
import re
import weakref
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, ClassVar, cast
from urllib.parse import urlsplit

from runql._choices import checked_choice
from runql._display.counts import counted
from runql._models._attributes.assignment import KnownAttributes
from runql._models.artifacts.draft_entries import (
    DraftEntry,
    FileOfVersion,
    draft_digest,
    file_of_version,
    file_references,
    files_below,
    inspect_entry,
    local_file,
    reference,
)
from runql._models.artifacts.names import (
    checked_name,
    checked_path,
    checked_ttl,
    checked_type,
    dump_metadata,
)
from runql._wandb_names.calls import accept_call
from runql.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from datetime import timedelta
    from typing import IO


__all__ = ["ArtifactDraft", "draft_of"]


class ArtifactDraft(KnownAttributes):
    """A new artifact version that has not been logged yet.

    Create it with `runql.Artifact("name", "type")`, add files, and pass it to `run.log_artifact(...)`.
    Files are read when they are first needed, at the latest when the version is logged. Until then
    they must exist and stay unchanged. Adding a file copies nothing and sends nothing.

    Attributes:
        name: Name of the collection to log to.
        type: Type, such as `dataset` or `model`.
        description: Description in Markdown.
        metadata: Metadata of the version; up to 100 keys.
        ttl: Time after creation at which the server deletes the version; None for the team's default.

    Example:
        ```python
        artifact = Artifact("weights", "model", metadata={"epoch": 3})
        artifact.add(b"...", "weights.bin")
        ```
    """

    _plain_attributes: ClassVar = frozenset({"name", "type", "description", "metadata", "ttl"})

    @accept_call
    def __init__(
        self,
        name: str,
        type: str,  # noqa: A002 - the public name
        description: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        *,
        ttl: timedelta | None = None,
    ) -> None:
        self.name: str = checked_name(name)
        self.type: str = checked_type(type, name)
        self.description = description
        self.metadata: dict[str, Any] = dict(metadata or {})
        self.ttl: timedelta | None = checked_ttl(ttl)
        self._entries: dict[str, DraftEntry] = {}
        self._scratch: Path | None = None
        dump_metadata(self.metadata, name)

    @property
    def entries(self) -> Mapping[str, DraftEntry]:
        """Added files and references by path, in the order of the paths."""
        return {path: self._entries[path] for path in sorted(self._entries)}

    @property
    def digest(self) -> str:
        """Hex digest of the content, equal to the official client's.

        Every file that is new or changed since the last read is read.

        Raises:
            UsageError: If the digest of a reference is unknown until it is logged.
            LocalFileError: If a file no longer exists, or cannot be read.
        """
        self._entries = {path: inspect_entry(entry) for path, entry in self._entries.items()}
        unknown = [entry.path for entry in self._entries.values() if not entry.digest]
        if unknown:
            raise UsageError(
                f"The digest of {self.name} is unknown until the reference {unknown[0]!r} is resolved.",
                hint="Log the artifact, or add the reference with checksum=False or digest=.",
            )
        return draft_digest(self._entries)

    @property
    def size(self) -> int:
        """Total bytes of the added content, if known; reads files like `digest`."""
        self._entries = {path: inspect_entry(entry) for path, entry in self._entries.items()}
        return sum(entry.size or 0 for entry in self._entries.values())

    def add_file(
        self, local_path: str | Path, name: str | None = None, *, overwrite: bool = False
    ) -> DraftEntry:
        """Add a local file.

        Args:
            local_path: The file.
            name: Path within the version; defaults to the file's own name.
            overwrite: Whether to replace content that was added under this path before.

        Returns:
            The new entry.

        Raises:
            UsageError: If the file does not exist, the path is invalid, or different content was
                added under it.
        """
        path = Path(local_path)
        if not path.is_file():
            raise UsageError(f"File not found: {path}.", hint="Use add_dir() for folders.")
        return self._put(DraftEntry(name or path.name, path.absolute()), overwrite)

    def add_dir(
        self, local_path: str | Path, name: str | None = None, *, overwrite: bool = False
    ) -> list[DraftEntry]:
        """Add a local folder with all files below it, following links.

        Args:
            local_path: The folder.
            name: Folder within the version; defaults to its root.
            overwrite: Whether to replace content that was added under the same paths before.

        Returns:
            The new entries.

        Raises:
            UsageError: If the folder does not exist, or different content was added under one of the
                paths. Nothing is added in this case.
        """
        root = Path(local_path)
        if not root.is_dir():
            raise UsageError(f"Folder not found: {root}.", hint="Use add_file() for files.")
        found = [
            DraftEntry(
                str(PurePosixPath(name or "", *file.relative_to(root).parts)), file.absolute()
            )
            for file in files_below(root)
        ]
        checked = [self._check(entry, overwrite) for entry in found]
        self._entries.update({entry.path: entry for entry in checked})
        return checked

    def add(self, content: bytes | str, name: str, *, overwrite: bool = False) -> DraftEntry:
        """Add bytes, or a string as UTF-8.

        Args:
            content: The content of the file.
            name: Path within the version.
            overwrite: Whether to replace content that was added under this path before.

        Returns:
            The new entry.

        Raises:
            UsageError: If the path is invalid, or different content was added under it.
        """
        held = content.encode() if isinstance(content, str) else bytes(content)
        return self._put(DraftEntry(name, held), overwrite)

    @contextmanager
    def new_file(
        self, name: str, mode: str = "w", *, encoding: str | None = None
    ) -> Generator[IO[Any]]:
        """Open a new file of the version for writing.

        The file is added if the block ends without an error.

        Args:
            name: Path within the version.
            mode: `w` or `x` for text, `wb` or `xb` for bytes.
            encoding: Encoding of text; defaults to UTF-8.

        Yields:
            The open file.

        Raises:
            UsageError: If the path already has content, or the mode does not write.
            LocalFileError: If the temporary folder cannot be written to, or is full.
        """
        checked_path(name)
        mode = checked_choice(
            "mode", mode, ("w", "x", "wb", "xb"), {"wt": "w", "xt": "x", "bw": "wb", "bx": "xb"}
        )
        if name in self._entries:
            raise UsageError(
                f"{name!r} was already added to {self.name}.",
                hint=f"Call remove({name!r}) first.",
            )
        text = None if "b" in mode else (encoding or "utf-8")
        with local_file(name):
            target = self._own_folder() / str(len(list(self._own_folder().iterdir())))
            file = target.open(mode, encoding=text, newline=None if "b" in mode else "")
        try:
            yield file
        except BaseException:
            with suppress(OSError):  # the original error is more useful
                file.close()
            raise
        with local_file(name):
            file.close()  # the last write may fail because the disk is full
        self._put(DraftEntry(name, target), False)

    def add_reference(
        self,
        uri: str | FileOfVersion,
        name: str | None = None,
        *,
        checksum: bool = True,
        digest: str | None = None,
        size: int | None = None,
    ) -> list[DraftEntry]:
        """Add a reference to a file or an object that is not uploaded.

        Args:
            uri: A file of another version, as returned by `get_entry()`, or a URL: `file://` for a
                file or a folder; `http(s)://`, `s3://`, `gs://` or Azure's
                `https://ACCOUNT.blob.core.windows.net/` for an object or a folder; or any other URL.
            name: Path within the version; defaults to the last part of the URL. For a folder, the
                folder within the version; defaults to its root.
            checksum: Whether the digest depends on the content. For `file://` it is the MD5 of the
                file. For web and cloud URLs it is the ETag, which is requested when the version is
                logged; cloud storage requires the extra `s3`, `gs` or `azure`. With False, the
                digest depends only on the URL, and `name` defaults to the whole object key of a
                cloud URL. For all other URLs, the digest is the URL.
            digest: The digest, if you know it.
            size: Size in bytes, if you know it.

        Returns:
            The new entries.

        Raises:
            UsageError: If the URL is invalid or has no path, a local file does not exist, or
                different content was added under the path.
        """
        if not isinstance(uri, str):
            made = [file_of_version(uri, name)]
            return self._add_all(made)
        try:
            found = urlsplit(uri)
            _ = found.hostname, found.port  # parsed on access, which may raise
        except ValueError as error:
            raise UsageError(
                f"Invalid URL of a reference: {uri!r}: {error}.",
                hint="Pass a URL such as https://host/path or s3://bucket/key.",
            ) from error
        if not found.scheme:
            raise UsageError(f"Invalid URI: {uri!r}.", hint=f"Use file://{uri} for a local file.")
        if found.scheme == "file" and digest is None:
            made = file_references(uri, name, checksum)
        else:
            made = [reference(uri, name, checksum, digest, size)]
        return self._add_all(made)

    def _add_all(self, made: list[DraftEntry]) -> list[DraftEntry]:
        checked = [self._check(entry, False) for entry in made]
        self._entries.update({entry.path: entry for entry in checked})
        return checked

    def remove(self, path: str) -> None:
        """Remove an added file, or a folder with all files below it.

        Args:
            path: Path within the version.

        Raises:
            NotFoundError: If nothing was added under the path.
        """
        folder = f"{path.rstrip('/')}/"
        gone = [each for each in self._entries if each == path or each.startswith(folder)]
        if not gone:
            raise NotFoundError(
                f"Path not found: nothing was added to {self.name} under {path!r}.",
                operation="remove",
            )
        for each in gone:
            del self._entries[each]

    def _put(self, entry: DraftEntry, overwrite: bool) -> DraftEntry:
        checked = self._check(entry, overwrite)
        self._entries[checked.path] = checked
        return checked

    def _check(self, entry: DraftEntry, overwrite: bool) -> DraftEntry:
        checked_path(entry.path)
        before = self._entries.get(entry.path)
        if before is None or overwrite:
            return entry
        old, new = inspect_entry(before), inspect_entry(entry)
        if (old.ref, old.digest) != (new.ref, new.digest):
            raise UsageError(
                f"Different content was already added to {self.name} under {entry.path!r}.",
                hint="Pass overwrite=True, or call remove() first.",
            )
        return new

    def _own_folder(self) -> Path:
        import shutil
        import tempfile

        if self._scratch is None:
            self._scratch = Path(tempfile.mkdtemp(prefix="runql-artifact-"))
            weakref.finalize(self, shutil.rmtree, self._scratch, ignore_errors=True)
        return self._scratch

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, path: object) -> bool:
        return path in self._entries

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name} ({self.type}), {counted(len(self), 'file')}>"


def draft_of(
    source: ArtifactDraft | str | Path, name: str | None, kind: str | None, run: str
) -> ArtifactDraft:
    """Return the draft to log: the given draft, or a new one of a file or a folder.

    Raises:
        UsageError: If the path does not exist, or a name or a type was passed for a draft.
    """
    if isinstance(source, ArtifactDraft):
        if name is not None or kind is not None:
            raise UsageError(
                f"name= and type= are not allowed for a draft: {source.name} already has both.",
                hint="Omit name= and type=; pass aliases by keyword: aliases=['best'].",
            )
        return source
    given = cast("object", source)
    if not isinstance(given, str | os.PathLike):
        raise UsageError(
            f"An artifact must be a draft or a local path, got {type(given).__name__}.",
            hint="Create a draft with runql.Artifact(name, type). For a logged version, call "
            "use_artifact(), or edit its aliases and call save().",
        )
    path = Path(source)
    made = re.sub(r"[^A-Za-z0-9_.\-]", "_", f"run-{run}-{path.name}")
    draft = ArtifactDraft(name or made, kind or "unspecified")
    if path.is_dir():
        draft.add_dir(path)
    else:
        draft.add_file(path)
    return draft
