"""References: files that an artifact names but does not store, read from their own location."""

from __future__ import annotations

import hashlib
import os
import stat
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final
from urllib.request import url2pathname

from runql._models.files.digests import check, hasher
from runql._transfer._engine.atomic_files import drop_part, local_error, private_part
from runql._transfer._engine.cancel import TransferCancelled
from runql._transfer._engine.network_errors import pieces
from runql._transfer.artifacts.cloud_storage import (
    check_etag,
    is_encrypted,
    is_stored,
    open_stored,
    split_reference,
    stored_chunks,
)
from runql.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

    from runql._models.artifacts.manifest import EntryInfo
    from runql._transfer._engine.connections import Connections

__all__ = ["fetch_reference", "is_verifiable", "local_reference", "md5_of_etag", "open_reference"]

_CHUNK: Final = 2**20
_WEB: Final = ("http", "https")


def fetch_reference(
    connections: Connections,
    entry: EntryInfo,
    target: Path,
    label: str,
    cancel: threading.Event,
    *,
    local_ok: bool,
) -> None:
    """Fetch a reference, verify it as far as its digest allows, and write it to its target.

    Args:
        connections: Connections for web requests.
        entry: The reference.
        target: Path to write to.
        label: Name of the file in errors.
        cancel: Cancels the transfer.
        local_ok: Whether the reference may point to a file of this machine.

    Raises:
        NotFoundError: If the target of the reference does not exist any more.
        IntegrityError: If the content has changed since the artifact was logged.
        MissingDependencyError: If the library for such URLs is not installed.
        UsageError: If URLs of this kind are not supported, or files of this machine are not allowed.
    """
    if local_reference(entry) is not None and not local_ok:
        raise _not_allowed(entry, label)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = private_part(target)

    def once() -> None:
        digest, size = hasher(entry.digest_algorithm), 0
        with part.open("wb") as file:
            for chunk in _chunks(connections, entry, label):
                if cancel.is_set():
                    raise TransferCancelled(label)
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
                if entry.size and size > entry.size:
                    break  # more bytes than were logged: the content has changed
        expected = entry.digest_hex if is_verifiable(entry) else md5_of_etag(entry)
        etag = md5_of_etag(entry)
        if etag is not None and etag != digest.hexdigest() and is_encrypted(entry, label):
            expected = None
        check(label, entry.size or None, size, expected, digest.hexdigest(), entry.digest_algorithm)

    try:
        if split_reference(entry.ref).scheme in _WEB and not is_stored(entry.ref):
            connections.persist(f"read {label}", once, cancel)
        else:
            once()
        part.replace(target)
    finally:
        drop_part(part)


def is_verifiable(entry: EntryInfo) -> bool:
    """Return whether the digest of a reference is a hash of its content."""
    ref = entry.ref or ""
    if ref.startswith("wandb-artifact://"):
        return entry.digest_hex is not None
    path = local_reference(entry)
    if path is None or entry.digest_hex is None:
        return False
    # The digest of a reference that was added without checksum is a hash of its URL.
    return entry.digest != _digest_of_text(Path(os.path.realpath(path)).as_uri())


def local_reference(entry: EntryInfo) -> Path | None:
    """Return the local file of a reference; None if the reference points elsewhere."""
    found = split_reference(entry.ref)
    if found.scheme != "file" or found.netloc not in ("", "localhost"):
        return None
    path = url2pathname(found.path)
    return None if "\0" in path else Path(path)


def _chunks(connections: Connections, entry: EntryInfo, label: str) -> Iterator[bytes]:
    local = local_reference(entry)
    if local is not None:
        return _local_chunks(local, label)
    if is_stored(entry.ref):
        return stored_chunks(entry, label)
    if split_reference(entry.ref).scheme in _WEB:
        return _http_chunks(connections, entry, label)
    raise _unreadable(entry, label)


def _local_chunks(path: Path, label: str) -> Iterator[bytes]:
    with _opened(path, label) as file:
        while block := file.read(_CHUNK):
            yield block


def _opened(path: Path, label: str) -> BinaryIO:
    """Open a regular local file. Devices and pipes, which may have no end, raise an error."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            return path.open("rb")
    except (FileNotFoundError, NotADirectoryError):
        raise _gone(path, label) from None
    except OSError as error:
        raise local_error(path, error) from error
    raise UsageError(
        f"{label} refers to {path}, which is not a regular file.",
        hint="Pass allow_missing_references=True to skip such references.",
    )


def _http_chunks(connections: Connections, entry: EntryInfo, label: str) -> Iterator[bytes]:
    operation, url = f"read {label}", entry.ref or ""
    response = connections.open("GET", url, operation=operation)
    try:
        check_etag(entry, response.headers.get("etag"), label)
        yield from pieces(response, operation, url, _CHUNK)
    finally:
        response.close()


def open_reference(entry: EntryInfo, label: str, *, local_ok: bool) -> BinaryIO | None:
    """Open a reference at its location; None for a web URL.

    Raises:
        NotFoundError: If the target of the reference does not exist any more.
        IntegrityError: If the content has changed since it was logged.
        MissingDependencyError: If the library for such URLs is not installed.
        UsageError: If URLs of this kind are not supported, or files of this machine are not allowed.
    """
    local = local_reference(entry)
    if local is not None:
        if not local_ok:
            raise _not_allowed(entry, label)
        return _opened(local, label)
    if is_stored(entry.ref):
        return open_stored(entry, label)
    if split_reference(entry.ref).scheme in _WEB:
        return None
    raise _unreadable(entry, label)


def _not_allowed(entry: EntryInfo, label: str) -> UsageError:
    return UsageError(
        f"{label} refers to a file of this machine: {entry.ref}. The author of the artifact chose "
        "that path, so the file is read only if you allow it.",
        hint="Pass allow_local_references=True if you trust the artifact.",
    )


def _gone(path: Path, label: str) -> NotFoundError:
    return NotFoundError(
        f"{label} refers to {path}, which does not exist on this machine.",
        hint="Pass allow_missing_references=True to skip such references.",
    )


def _unreadable(entry: EntryInfo, label: str) -> UsageError:
    if split_reference(entry.ref).scheme == "file":
        return UsageError(
            f"{label} refers to {entry.ref}, which is not a file of this machine.",
            hint="Pass allow_missing_references=True to skip such references.",
        )
    return UsageError(
        f"{label} refers to {entry.ref}, a kind of URL that runql cannot read.",
        hint="Read the URL from get_entry(path).ref, and fetch it with another library.",
    )


def md5_of_etag(entry: EntryInfo) -> str | None:
    """Return the MD5 in an ETag of an object that was uploaded to S3 in one part; None for all others."""
    is_md5 = (entry.ref or "").startswith("s3://") and len(entry.digest) == 32
    return entry.digest if is_md5 and all(c in "0123456789abcdef" for c in entry.digest) else None


def _digest_of_text(text: str) -> str:
    return b64encode(hashlib.md5(text.encode(), usedforsecurity=False).digest()).decode()
