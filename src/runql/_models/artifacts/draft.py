"""A version that is yet to be logged: files, bytes and references under their paths."""

from __future__ import annotations

import os
import re
import weakref
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, ClassVar, cast
from urllib.parse import urlsplit

from runql._choices import checked_choice
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
    """A version to log: `runql.Artifact("name", "type")`, then add to it, then `run.log_artifact(...)`.

    Files are read when they are first needed: at the latest when the version is logged, so they must
    still be there, and unchanged since. Nothing is copied, and nothing is sent before that.

    Attributes:
        name: Name of the collection that it will be a version of.
        type: Type, such as `dataset` or `model`.
        description: Description in Markdown.
        metadata: What to note of it; up to 100 keys.
        ttl: How long after its creation the server deletes it; None for the team's rule.

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
        """What has been added, by path, in the order of the paths."""
        return {path: self._entries[path] for path in sorted(self._entries)}

    @property
    def digest(self) -> str:
        """Hex digest of the content, equal to the official client's: the same content has the same.

        Reads every file that has not been read since it last changed.

        Raises:
            UsageError: If a reference has to be looked up first, which logging does.
            LocalFileError: If a file is gone, or cannot be read.
        """
        self._entries = {path: inspect_entry(entry) for path, entry in self._entries.items()}
        unknown = [entry.path for entry in self._entries.values() if not entry.digest]
        if unknown:
            raise UsageError(
                f"The digest of {self.name} is not known before the reference {unknown[0]!r} is looked up.",
                hint="Log it, or add the reference with checksum=False or digest=.",
            )
        return draft_digest(self._entries)

    @property
    def size(self) -> int:
        """Bytes of what has been added, as far as they are known; reads as `digest` does."""
        self._entries = {path: inspect_entry(entry) for path, entry in self._entries.items()}
        return sum(entry.size or 0 for entry in self._entries.values())

    def add_file(
        self, local_path: str | Path, name: str | None = None, *, overwrite: bool = False
    ) -> DraftEntry:
        """Add a local file.

        Args:
            local_path: The file.
            name: Path within the version; the file's own name when left out.
            overwrite: Replace what was added under this path before.

        Raises:
            UsageError: If the file does not exist, the path is not a path, or other content was
                added there.
        """
        path = Path(local_path)
        if not path.is_file():
            raise UsageError(f"File not found: {path}.", hint="add_dir() takes folders.")
        return self._put(DraftEntry(name or path.name, path.absolute()), overwrite)

    def add_dir(
        self, local_path: str | Path, name: str | None = None, *, overwrite: bool = False
    ) -> list[DraftEntry]:
        """Add a local folder with everything below it; links are followed.

        Args:
            local_path: The folder.
            name: Folder within the version; its root when left out.
            overwrite: Replace what was added under the same paths before.

        Raises:
            UsageError: If the folder does not exist, or other content was added under one of the
                paths; nothing was added.
        """
        root = Path(local_path)
        if not root.is_dir():
            raise UsageError(f"Folder not found: {root}.", hint="add_file() takes files.")
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

        Raises:
            UsageError: If the path is not a path, or other content was added there.
        """
        held = content.encode() if isinstance(content, str) else bytes(content)
        return self._put(DraftEntry(name, held), overwrite)

    @contextmanager
    def new_file(
        self, name: str, mode: str = "w", *, encoding: str | None = None
    ) -> Generator[IO[Any]]:
        """Open a file of the version to write to; it is added when the block ends without an error.

        Args:
            name: Path within the version.
            mode: `w` or `x` for text, `wb` or `xb` for bytes.
            encoding: Encoding of a string; UTF-8 when left out.

        Raises:
            UsageError: If something was added under this path before, or the mode does not write.
            LocalFileError: If the temporary folder cannot be written to, or is full.
        """
        checked_path(name)
        mode = checked_choice(
            "mode", mode, ("w", "x", "wb", "xb"), {"wt": "w", "xt": "x", "bw": "wb", "bx": "xb"}
        )
        if name in self._entries:
            raise UsageError(f"{name!r} was added before.", hint="remove() it first.")
        text = None if "b" in mode else (encoding or "utf-8")
        with local_file(name):
            target = self._own_folder() / str(len(list(self._own_folder().iterdir())))
            file = target.open(mode, encoding=text, newline=None if "b" in mode else "")
        try:
            yield file
        except BaseException:
            with suppress(OSError):  # the error that led here says more
                file.close()
            raise
        with local_file(name):
            file.close()  # what is written last may not fit on the disk
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
        """Add a reference to something that is elsewhere and is not uploaded.

        Args:
            uri: A file of another version, as `get_entry()` gives it, or an address: `file://` of a
                file or a folder, `http(s)://`, `s3://`, `gs://` or Azure's
                `https://ACCOUNT.blob.core.windows.net/` of an object or of a folder, or any other.
            name: Path within the version; the last part of the address when left out. For a folder,
                the folder within the version; its root when left out.
            checksum: Whether the digest follows from the content: of a `file://` the MD5 of what is
                there, of all others the ETag, which is requested when the version is logged; a
                cloud's storage through the extra `s3`, `gs` or `azure`. Without it the digest
                follows from the address alone, and the path is the whole key. Other addresses have
                no other digest, unless one is given.
            digest: The digest, for those who know it.
            size: Bytes, for those who know them.

        Raises:
            UsageError: If it is not an address, no path follows from it, a local file is not there,
                or other content was added under its path.
        """
        if not isinstance(uri, str):
            made = [file_of_version(uri, name)]
            return self._add_all(made)
        try:
            found = urlsplit(uri)
            _ = found.hostname, found.port  # these are read when they are requested
        except ValueError as error:
            raise UsageError(
                f"Invalid URL of a reference: {uri!r}: {error}.",
                hint="Pass a URL such as https://host/path or s3://bucket/key.",
            ) from error
        if not found.scheme:
            raise UsageError(f"Invalid URI: {uri!r}.", hint=f"Write file://{uri} for a file.")
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
        """Take back a file, or a folder with everything below it.

        Raises:
            NotFoundError: If nothing was added there.
        """
        folder = f"{path.rstrip('/')}/"
        gone = [each for each in self._entries if each == path or each.startswith(folder)]
        if not gone:
            raise NotFoundError(
                f"Nothing was added to {self.name} under {path!r}.", operation="remove"
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
                f"Other content was added to {self.name} under {entry.path!r} before.",
                hint="Pass overwrite=True, or remove() it first.",
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
        return f"<{type(self).__name__} {self.name} ({self.type}), {len(self)} files>"


def draft_of(
    source: ArtifactDraft | str | Path, name: str | None, kind: str | None, run: str
) -> ArtifactDraft:
    """Return what to log: a draft as it is, or one of a file or a folder.

    Raises:
        UsageError: If the path does not exist, or a draft was given a name or a type again.
    """
    if isinstance(source, ArtifactDraft):
        if name is not None or kind is not None:
            raise UsageError(
                f"{source.name} has a name and a type already.",
                hint="Leave name= and type= out; pass aliases by name: aliases=['best'].",
            )
        return source
    given = cast("object", source)
    if not isinstance(given, str | os.PathLike):
        raise UsageError(
            f"An artifact must be a draft or a local path, got {type(given).__name__}.",
            hint="Make a draft with runql.Artifact(name, type); a logged version is there already: "
            "use_artifact() takes it, and save() changes its aliases.",
        )
    path = Path(source)
    made = re.sub(r"[^A-Za-z0-9_.\-]", "_", f"run-{run}-{path.name}")
    draft = ArtifactDraft(name or made, kind or "unspecified")
    if path.is_dir():
        draft.add_dir(path)
    else:
        draft.add_file(path)
    return draft
