"""References: what an artifact names and does not hold, read from where it lies."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from runql._models.digests import check, hasher
from runql._transfer.connections import Stopped, broken
from runql._transfer.landing import drop_part, private_part
from runql.errors import (
    IntegrityError,
    MissingDependencyError,
    NotFoundError,
    PermissionDeniedError,
    UsageError,
)

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

    from runql._models.manifest import EntryFacts
    from runql._transfer.connections import Connections

__all__ = ["bring_reference", "is_verifiable", "local_reference", "open_stored"]

_CHUNK: Final = 2**20
_AZURE: Final = ".blob.core.windows.net"

# What each kind of address is read with.
_LIBRARIES: Final = {"s3": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "az": "adlfs", "abfs": "adlfs"}
_EXTRAS: Final = {"s3fs": "s3", "gcsfs": "gs", "adlfs": "azure"}


def bring_reference(
    connections: Connections, entry: EntryFacts, target: Path, label: str, stop: threading.Event
) -> None:
    """Fetch what a reference names, verify it as far as its digest allows, and put it where it belongs.

    Raises:
        NotFoundError: It is gone.
        IntegrityError: It has changed since the artifact was logged.
        MissingDependencyError: The library that reads such addresses is not installed.
        UsageError: Nothing here reads such addresses.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = private_part(target)
    try:
        digest, size = hasher(entry.digest_algorithm), 0
        with part.open("xb") as file:
            for chunk in _chunks(connections, entry, label):
                if stop.is_set():
                    raise Stopped(label)
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        expected = entry.digest_hex if is_verifiable(entry) else _md5_of_etag(entry)
        check(label, entry.size or None, size, expected, digest.hexdigest(), entry.digest_algorithm)
        part.replace(target)
    finally:
        drop_part(part)


def is_verifiable(entry: EntryFacts) -> bool:
    """Tell whether the digest of a reference is the hash of its content."""
    ref = entry.ref or ""
    if ref.startswith("wandb-artifact://"):
        return entry.digest_hex is not None
    path = local_reference(entry)
    if path is None or entry.digest_hex is None:
        return False
    # A reference that was added without looking at the content hashes its address.
    return entry.digest != _digest_of_text(path.resolve().as_uri())


def local_reference(entry: EntryFacts) -> Path | None:
    """Return the file on this machine that a reference names; None when it lies elsewhere."""
    found = urlsplit(entry.ref or "")
    if found.scheme == "file":
        return Path(url2pathname(found.path))
    return None


def _chunks(connections: Connections, entry: EntryFacts, label: str) -> Iterator[bytes]:
    ref = entry.ref or ""
    found = urlsplit(ref)
    local = local_reference(entry)
    if local is not None:
        return _local_chunks(local, label)
    host = found.hostname or ""
    if found.scheme in ("http", "https") and not host.endswith(_AZURE):
        return _http_chunks(connections, entry, label)
    if found.scheme in _LIBRARIES or host.endswith(_AZURE):
        return _stored_chunks(entry, label)
    raise _unreadable(entry, label)


def _local_chunks(path: Path, label: str) -> Iterator[bytes]:
    if not path.exists():
        raise NotFoundError(
            f"{label} refers to {path}, which is not on this machine.",
            remedy="allow_missing_references=True leaves it out.",
        )
    with path.open("rb", buffering=0) as file:
        while block := file.read(_CHUNK):
            yield block


def _http_chunks(connections: Connections, entry: EntryFacts, label: str) -> Iterator[bytes]:
    from urllib3.exceptions import HTTPError

    url = entry.ref or ""
    answer = connections.open("GET", url, operation=f"read {label}")
    try:
        etag = answer.headers.get("etag")
        if entry.digest != url:
            _check_etag(entry, etag, label)
        while chunk := answer.read(_CHUNK):
            yield chunk
    except HTTPError as error:
        raise broken(error, f"read {label}", url) from error
    finally:
        answer.close()


def _stored_chunks(entry: EntryFacts, label: str) -> Iterator[bytes]:
    file_system, path, options = _file_system(entry, label)
    try:
        info: dict[str, Any] = file_system.info(path, **options)
        etag = info.get("ETag") or info.get("etag")
        if etag is not None and entry.digest != entry.ref:
            _check_etag(entry, str(etag), label)
        with file_system.open(path, "rb", **options) as file:
            while chunk := file.read(_CHUNK):
                yield bytes(chunk)
    except FileNotFoundError as error:
        raise NotFoundError(
            f"{label} refers to {entry.ref}, which is not there.",
            remedy="allow_missing_references=True leaves it out.",
        ) from error
    except PermissionError as error:
        raise PermissionDeniedError(
            f"{label} refers to {entry.ref}, which may not be read: {error}.",
            remedy="The storage's own credentials are used, as its library finds them.",
        ) from error


def open_stored(entry: EntryFacts, label: str) -> BinaryIO:
    """Open what a reference to a cloud's storage names, where it lies.

    Raises:
        MissingDependencyError: The library that reads such addresses is not installed.
        UsageError: Nothing here reads such addresses.
    """
    if urlsplit(entry.ref or "").scheme not in _LIBRARIES:
        raise _unreadable(entry, label)
    file_system, path, options = _file_system(entry, label)
    return cast("BinaryIO", file_system.open(path, "rb", **options))


def _unreadable(entry: EntryFacts, label: str) -> UsageError:
    return UsageError(
        f"{label} refers to {entry.ref}, and nothing here reads addresses of that kind.",
        remedy="get_entry(path).ref has the address, to be read by other means.",
    )


def _file_system(entry: EntryFacts, label: str) -> tuple[Any, str, dict[str, str]]:
    ref = entry.ref or ""
    found = urlsplit(ref)
    azure = (found.hostname or "").endswith(_AZURE)
    scheme = "abfs" if azure else found.scheme
    library = _LIBRARIES[scheme]
    try:
        import fsspec  # pyright: ignore[reportMissingTypeStubs]

        fsspec.get_filesystem_class(scheme)
    except ImportError as error:
        raise MissingDependencyError(
            f"{label} refers to {ref}, and {library} is not installed.",
            remedy=f'Install it with: pip install "runql[{_EXTRAS[library]}]"',
        ) from error
    version = str(entry.extra.get("versionID") or "")
    if azure:
        account = (found.hostname or "").removesuffix(_AZURE)
        system = fsspec.filesystem("abfs", account_name=account, anon=False)
        return system, unquote(found.path.removeprefix("/")), {}
    path = f"{found.netloc}{found.path}"
    if scheme == "s3" and version:
        system = fsspec.filesystem("s3", version_aware=True)
        return system, path, {"version_id": version}
    system = fsspec.filesystem(scheme)
    return system, f"{path}#{version}" if scheme in ("gs", "gcs") and version else path, {}


def _check_etag(entry: EntryFacts, etag: str | None, label: str) -> None:
    """Make sure that what lies there is what was logged.

    Raises:
        IntegrityError: It is not.
    """
    if etag is None or etag.strip('"') != entry.digest:
        raise IntegrityError(
            f"{label} refers to {entry.ref}, which has changed: its ETag is {etag}, and was "
            f"{entry.digest} when the artifact was logged.",
            remedy="Nothing was kept. Log the artifact anew to refer to what is there now.",
        )


def _md5_of_etag(entry: EntryFacts) -> str | None:
    """Return the MD5 that an ETag is, for what was stored in one piece in S3; None for all others."""
    is_md5 = (entry.ref or "").startswith("s3://") and len(entry.digest) == 32
    return entry.digest if is_md5 and all(c in "0123456789abcdef" for c in entry.digest) else None


def _digest_of_text(text: str) -> str:
    return b64encode(hashlib.md5(text.encode(), usedforsecurity=False).digest()).decode()
