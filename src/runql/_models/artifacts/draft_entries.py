"""Entries of a draft: files, bytes and references, and the computation of their digests."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import unquote, urlsplit

from runql._models.artifacts.manifest import EntryInfo, manifest_digest
from runql.errors import LocalFileError, UsageError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

    from runql._wire.json_types import JsonValue

__all__ = [
    "ARTIFACT_SCHEME",
    "DraftEntry",
    "FileOfVersion",
    "algorithm_noted",
    "artifact_file_url",
    "draft_digest",
    "file_of_version",
    "file_references",
    "files_below",
    "inspect_entry",
    "local_file",
    "reference",
]

ARTIFACT_SCHEME: Final = "wandb-artifact"
_CHUNK: Final = 2**20


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """A file or reference of a version that has not been logged yet.

    Attributes:
        path: Path within the version.
        source: A local file, or the content itself. None for a reference, and for a file that the
            server already has.
        digest: Base64 of the content's MD5, or the digest of a reference; empty until computed.
        size: Size in bytes; None if unknown.
        ref: URL of a reference.
        birth_artifact_id: Opaque ID of the version that first had the content.
        extra: Additional fields for the manifest.
        seen: Size and modification time of the local file when its digest was computed.
        named: Whether the caller passed the path. Otherwise, the path of a reference is derived
            from its URL, and changes if the URL is a folder.
    """

    path: str
    source: Path | bytes | None = None
    digest: str = ""
    size: int | None = None
    ref: str | None = None
    birth_artifact_id: str | None = None
    extra: Mapping[str, JsonValue] = field(default_factory=dict["str", "JsonValue"])
    seen: tuple[int, int] | None = None
    named: bool = True

    def chunks(self, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """Yield the content, or a part of it, in chunks."""
        if isinstance(self.source, bytes):
            yield self.source[start : None if length is None else start + length]
            return
        assert self.source is not None
        with self.source.open("rb", buffering=0) as file:
            file.seek(start)
            left = length
            while chunk := file.read(_CHUNK if left is None else min(_CHUNK, left)):
                yield chunk
                if left is not None:
                    left -= len(chunk)
                    if not left:
                        return


def draft_digest(entries: Mapping[str, DraftEntry]) -> str:
    """Return the hex digest of entries whose digests are known."""
    entries_info = {
        path: EntryInfo(path, entry.digest, entry.size) for path, entry in entries.items()
    }
    return manifest_digest(entries_info, "md5")


def inspect_entry(entry: DraftEntry) -> DraftEntry:
    """Return an entry with current size and digest; a changed file is read again.

    Raises:
        LocalFileError: If the file no longer exists, or cannot be read.
    """
    import hashlib

    if entry.source is None:
        return entry
    try:
        seen = None
        if isinstance(entry.source, Path):
            status = entry.source.stat()
            seen = status.st_size, status.st_mtime_ns
        if entry.digest and entry.seen == seen:
            return entry
        digest, size = hashlib.md5(usedforsecurity=False), 0
        for chunk in entry.chunks():
            digest.update(chunk)
            size += len(chunk)
    except OSError as error:
        raise LocalFileError(
            f"Cannot read {entry.source!s}, which was added as {entry.path!r}: {error}.",
            hint="Keep the files until the artifact is logged.",
        ) from error
    return replace(entry, digest=b64encode(digest.digest()).decode(), size=size, seen=seen)


@contextmanager
def local_file(name: str) -> Generator[None]:
    """Convert errors of writing a draft's temporary file to `LocalFileError`."""
    try:
        yield
    except OSError as error:
        raised = LocalFileError(
            f"Cannot write {name} to the temporary folder: {error.strerror or error}.",
            hint="Free disk space, or set TMPDIR to another folder.",
        )
        raised.errno, raised.filename = error.errno, error.filename or name
        raise raised from error


def files_below(root: Path) -> list[Path]:
    """Return all files below a folder, following links, in sorted order."""
    return sorted(
        Path(folder) / name
        for folder, _, names in os.walk(root, followlinks=True)
        for name in names
    )


class FileOfVersion(Protocol):
    """A file of a logged version, as returned by `artifact.get_entry(path)`."""

    @property
    def ref_url(self) -> str:
        """URL of the file."""
        ...

    @property
    def info(self) -> EntryInfo:
        """Manifest entry of the file."""
        ...


def artifact_file_url(artifact_id: str, path: str) -> str:
    """Return the URL of a file of a version."""
    return f"{ARTIFACT_SCHEME}://{b64decode(artifact_id).hex()}/{path}"


def file_of_version(entry: FileOfVersion, name: str | None) -> DraftEntry:
    """Return a reference to a file of another version.

    Its digest is empty if that file is itself a reference.
    """
    info: object = getattr(entry, "info", None)
    if not isinstance(info, EntryInfo):
        raise UsageError(
            f"uri must be a URL or a file of another version, got {entry!r}.",
            hint="Pass artifact.get_entry(path) or a URL such as s3://bucket/key.",
        )
    known = info.digest if info.ref is None else ""
    path = name or info.path.rsplit("/", 1)[-1]
    return DraftEntry(path, None, known, info.size, entry.ref_url, extra=algorithm_noted(info))


def algorithm_noted(info: EntryInfo) -> dict[str, JsonValue]:
    """Return the manifest field that marks a digest other than MD5."""
    return {"alg": "XXH128"} if info.digest_algorithm == "xxh128" else {}


def reference(
    uri: str, name: str | None, checksum: bool, digest: str | None, size: int | None
) -> DraftEntry:
    """Return a reference to a remote object.

    Its digest is empty if logging has to request it.
    """
    found = urlsplit(uri)
    web = found.scheme in ("http", "https")
    azure = web and (found.hostname or "").endswith(".blob.core.windows.net")
    stored = azure or found.scheme in ("s3", "gs")
    path = unquote(found.path) if web and not azure else found.path
    if found.scheme == ARTIFACT_SCHEME:
        path = uri.removeprefix(f"{ARTIFACT_SCHEME}://")  # these URLs are not percent-encoded
    last = path.rstrip("/").rsplit("/", 1)[-1] or found.netloc
    if stored and not checksum:
        # The official client uses everything after the bucket or container.
        last = path.split("/", 2 if azure else 1)[-1] or found.netloc
    is_inspected = found.scheme == ARTIFACT_SCHEME or ((web or stored) and checksum)
    known = digest or ("" if is_inspected else uri)
    return DraftEntry(name or last, None, known, size, uri, named=name is not None)


def file_references(uri: str, name: str | None, checksum: bool) -> list[DraftEntry]:
    """Return references to a local file, or to all files in a folder.

    Raises:
        UsageError: If neither a file nor a folder exists at the URI.
    """
    from urllib.request import url2pathname  # imports http.client, which few callers need

    found = urlsplit(uri)
    path = Path(url2pathname(found.path))
    if found.netloc not in ("", "localhost") or "\0" in str(path):
        raise UsageError(
            f"Invalid file URI: {uri}. It must refer to a file on this machine.",
            hint="Use file:///path, with three slashes.",
        )
    if path.is_dir():
        files = {
            str(PurePosixPath(*each.relative_to(path).parts)): each for each in files_below(path)
        }
        prefix = f"{name}/" if name else ""
        return [
            _file_reference(each, f"{uri.rstrip('/')}/{inside}", prefix + inside, checksum)
            for inside, each in files.items()
        ]
    if not path.is_file():
        raise UsageError(
            f"File or folder not found: {uri}.", hint="Use file:///path, with an absolute path."
        )
    return [_file_reference(path, uri, name or path.name, checksum)]


def _file_reference(path: Path, uri: str, name: str, checksum: bool) -> DraftEntry:
    import hashlib

    size = path.stat().st_size
    if checksum:
        digest = inspect_entry(DraftEntry(name, path)).digest
    else:
        text = path.resolve().as_uri().encode()
        digest = b64encode(hashlib.md5(text, usedforsecurity=False).digest()).decode()
    return DraftEntry(name, None, digest, size, uri)
