"""References to cloud storage: S3, Google Cloud Storage and Azure, each through its fsspec library."""

from __future__ import annotations

import os
from base64 import b64decode
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast
from urllib.parse import SplitResult, parse_qs, urlsplit

from runql._models.files.digests import check, hasher
from runql.errors import (
    IntegrityError,
    MissingDependencyError,
    NotFoundError,
    PermissionDeniedError,
    TransportError,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

    from runql._models.artifacts.draft_entries import DraftEntry
    from runql._models.artifacts.manifest import EntryInfo
    from runql._wire.json_types import JsonValue

__all__ = [
    "check_etag",
    "inspect_stored",
    "is_encrypted",
    "is_stored",
    "open_stored",
    "split_reference",
    "stored_chunks",
]

_CHUNK: Final = 2**20
_AZURE: Final = ".blob.core.windows.net"

# Libraries for each kind of URL.
_LIBRARIES: Final = {"s3": "s3fs", "gs": "gcsfs", "azure": "adlfs"}
_PROTOCOLS: Final = {"s3": "s3", "gs": "gs", "azure": "abfs"}
# Errors of lower libraries that these libraries do not convert.
_FAILURES: Final = {
    "s3": ("botocore.exceptions:BotoCoreError", "botocore.exceptions:ClientError"),
    "gs": ("gcsfs.retry:HttpError", "google.auth.exceptions:GoogleAuthError"),
    "azure": ("azure.core.exceptions:AzureError",),
}


@dataclass(frozen=True, slots=True)
class _Address:
    """A location in cloud storage.

    Attributes:
        kind: `s3`, `gs` or `azure`. It is also the name of the extra that reads it.
        path: Bucket or container, and object key.
        version: Version of the object; empty for the latest.
        account: Azure account.
    """

    kind: str
    path: str
    version: str = ""
    account: str = ""
    label: str = field(default="", compare=False)

    @property
    def uri(self) -> str:
        """The URL as the official client writes it: without a version, and not escaped."""
        if self.kind == "azure":
            return f"https://{self.account}{_AZURE}/{self.path}"
        return f"{self.kind}://{self.path}"

    @property
    def key(self) -> str:
        """The object key: the path after the bucket or container."""
        return self.path.partition("/")[2]

    def system(self, *, versions: bool = False) -> Any:  # noqa: ANN401 - fsspec has no types
        """Return the file system; with `versions`, one that can read older versions.

        Raises:
            MissingDependencyError: If the library is not installed.
        """
        try:
            import fsspec  # pyright: ignore[reportMissingTypeStubs]

            fsspec.get_filesystem_class(_PROTOCOLS[self.kind])
        except ImportError as error:
            raise MissingDependencyError(
                f"Reading {self.label} ({self.uri}) requires the {_LIBRARIES[self.kind]} package.",
                hint=f'pip install "runql[{self.kind}]"',
            ) from error
        # Listings may have changed since the last call, so do not cache them.
        options: dict[str, Any] = {"use_listings_cache": False}
        if versions:
            options["version_aware"] = True
        if self.kind == "azure":
            options |= {"account_name": self.account, "anon": False}
        elif self.kind == "s3":
            options |= _s3_options()
        return fsspec.filesystem(_PROTOCOLS[self.kind], **options)

    def located(self) -> tuple[Any, str, dict[str, str]]:
        """Return the file system, the path in it, and options that select the version."""
        system = self.system(versions=bool(self.version))
        if not self.version:
            return system, self.path, {}
        if self.kind == "gs":
            return system, f"{self.path}#{self.version}", {}
        return system, self.path, {"version_id": self.version}


def split_reference(ref: str | None) -> SplitResult:
    """Return the parts of a reference's URL; empty parts if the URL is invalid."""
    try:
        found = urlsplit(ref or "")
        _ = found.hostname, found.port  # these are reported when they are requested
    except ValueError:
        return urlsplit("")
    return found


def is_stored(ref: str | None) -> bool:
    """Return whether a URL refers to cloud storage."""
    found = split_reference(ref)
    return found.scheme in ("s3", "gs", "gcs") or (found.hostname or "").endswith(_AZURE)


def stored_chunks(entry: EntryInfo, label: str) -> Iterator[bytes]:
    """Yield the content of a reference in pieces, if it is the content that was logged.

    Raises:
        NotFoundError: If the object does not exist any more.
        IntegrityError: If the object has changed since it was logged.
        PermissionDeniedError: If the storage denies access with these credentials.
        MissingDependencyError: If the library for such URLs is not installed.
        TransportError: If no usable response arrived.
    """
    address = _address(entry, label)
    with _failures(address):
        address = _logged_version(entry, address)
        system, path, options = address.located()
        digest, size = hasher("md5"), 0
        with system.open(path, "rb", **options) as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                yield bytes(chunk)
        # Without a version, another process may have replaced the object in the meantime.
        info = system.info(path, **options)
        check_etag(entry, _etag(info), label)
        check(label, int(info["size"]), size, _content_md5(info), digest.hexdigest(), "md5")


def open_stored(entry: EntryInfo, label: str) -> BinaryIO:
    """Open a reference to cloud storage as a remote file.

    Raises:
        NotFoundError: If the object does not exist any more.
        IntegrityError: If the object has changed since it was logged.
        PermissionDeniedError: If the storage denies access with these credentials.
        MissingDependencyError: If the library for such URLs is not installed.
        TransportError: If no usable response arrived.
    """
    address = _address(entry, label)
    with _failures(address):
        system, path, options = _logged_version(entry, address).located()
        return cast("BinaryIO", system.open(path, "rb", **options))


def inspect_stored(entry: DraftEntry) -> list[DraftEntry]:
    """Return a reference with size and digest from the storage, or references to all objects below a prefix.

    Raises:
        NotFoundError: If no object exists at the URL.
        PermissionDeniedError: If the storage denies access with these credentials.
        MissingDependencyError: If the library for such URLs is not installed.
        TransportError: If no usable response arrived.
    """
    address = _parse(entry.ref or "", "", entry.path)
    with _failures(address):
        system, path, options = address.located()
        info: dict[str, Any] = system.info(path, **options) if address.key else {}
        if info.get("type", "directory") == "file" and not path.endswith("/"):
            return [replace(entry, **_attributes_of(address, info, address.path))]
        prefix = f"{address.path.rstrip('/')}/"
        below = [each for each in _listed(address, prefix) if not each["name"].endswith("/")]
    if not below:
        raise NotFoundError(
            f"{entry.path} refers to {entry.ref}, but no object exists there.",
            hint="Check the bucket and the key, or pass checksum=False to add the reference unchecked.",
        )
    made = []
    for each in below:
        inside = each["name"].removeprefix(prefix)
        at = str(PurePosixPath(entry.path, inside)) if entry.named else inside
        made.append(replace(entry, path=at, **_attributes_of(address, each, prefix + inside)))
    return made


def is_encrypted(entry: EntryInfo, label: str) -> bool:
    """Return whether S3 encrypts an object with its own key, so that the ETag is not a hash of
    the content.
    """
    address = _address(entry, label)
    bucket, _, key = address.path.partition("/")
    version = {"VersionId": address.version} if address.version else {}
    with _failures(address):
        head = address.system().call_s3("head_object", Bucket=bucket, Key=key, **version)
    return "kms" in str(head.get("ServerSideEncryption", "")) or "SSECustomerAlgorithm" in head


def check_etag(entry: EntryInfo, etag: str | None, label: str) -> None:
    """Check that the object is the one that was logged.

    Raises:
        IntegrityError: If the object has changed.
    """
    if _is_logged(entry, etag):
        return
    raise IntegrityError(
        f"{label} refers to {entry.ref}, which has changed: its ETag is {etag}, but was "
        f"{entry.digest} when the artifact was logged.",
        hint="The content was discarded. Log the artifact again to refer to the current object.",
    )


def _is_logged(entry: EntryInfo, etag: str | None) -> bool:
    # A reference that was logged unchecked has the URL as its digest, and matches any content.
    return entry.digest == entry.ref or (etag or "").strip('"') == entry.digest


def _logged_version(entry: EntryInfo, address: _Address) -> _Address:
    """Return the location of the logged object. S3 may keep it as an older version.

    Raises:
        IntegrityError: If the logged version does not exist any more.
    """
    system, path, options = address.located()
    etag = _etag(system.info(path, **options))
    if not _is_logged(entry, etag) and address.kind == "s3" and not address.version:
        try:
            versions = address.system(versions=True).object_version_info(path)
        except PermissionError:
            versions = []
        for each in versions:
            if each.get("Key") == address.key and _is_logged(entry, _etag(each)):
                return replace(address, version=str(each["VersionId"]))
    check_etag(entry, etag, address.label)
    return address


def _listed(address: _Address, prefix: str) -> list[dict[str, Any]]:
    """Yield the objects below a prefix, with versions, one page at a time."""
    if address.kind != "s3":
        return list(address.system().find(prefix, detail=True).values())
    try:
        found = address.system(versions=True).find(prefix, detail=True)
    except PermissionError:
        # Some credentials may list objects but not their versions.
        plain = address.system()
        return [plain.info(path) for path in plain.find(prefix)]
    return list(found.values())


def _attributes_of(address: _Address, info: Mapping[str, Any], path: str) -> dict[str, Any]:
    """Return the manifest entry of an object, with the same attributes as the official client writes."""
    etag = _etag(info) or ""
    extra: dict[str, JsonValue] = {}
    if address.kind == "gs":
        generation = info.get("generation")
        extra = {} if generation is None else {"versionID": int(generation)}
    else:
        extra = {"etag": etag}
        version = info.get("VersionId") or info.get("version_id")
        if version and version != "null":
            extra["versionID"] = str(version)
    ref = replace(address, path=path, version="").uri
    return {"digest": etag or ref, "size": int(info["size"]), "ref": ref, "extra": extra}


def _etag(info: Mapping[str, Any]) -> str | None:
    found = info.get("ETag") or info.get("etag")
    return None if found is None else str(found).strip('"')


def _content_md5(info: Mapping[str, Any]) -> str | None:
    """Return the hex MD5 that Google and Azure store with an object; None if it has none."""
    settings: Any = info.get("content_settings") or {}
    found = info.get("md5Hash") or dict(settings).get("content_md5")
    if not found:
        return None
    return (b64decode(found) if isinstance(found, str) else bytes(found)).hex()


def _address(entry: EntryInfo, label: str) -> _Address:
    return _parse(entry.ref or "", str(entry.extra.get("versionID") or ""), label)


def _parse(ref: str, version: str, label: str) -> _Address:
    """Parse a URL. It is not escaped, and an object key may contain any character."""
    scheme, _, rest = ref.partition("://")
    if scheme == "https":
        found = urlsplit(ref)
        requested = parse_qs(found.query).get("versionId", [""])[0]
        account = (found.hostname or "").removesuffix(_AZURE)
        return _Address("azure", found.path.lstrip("/"), version or requested, account, label)
    if scheme == "s3":
        path, _, requested = rest.partition("?versionId=")
        return _Address("s3", path, version or requested, "", label)
    path, mark, requested = rest.rpartition("#")
    path, requested = (path, requested) if mark and requested.isdigit() else (rest, "")
    return _Address("gs", path, version or requested, "", label)


def _s3_options() -> dict[str, Any]:
    """Return the S3 endpoint options from the official client's environment variables."""
    options: dict[str, Any] = {}
    if endpoint := os.environ.get("AWS_S3_ENDPOINT_URL"):
        options["endpoint_url"] = endpoint
    if region := os.environ.get("AWS_REGION"):
        options["client_kwargs"] = {"region_name": region}
    return options


@contextmanager
def _failures(address: _Address) -> Generator[None]:
    """Convert errors of the storage libraries to runql errors."""
    try:
        yield
    except FileNotFoundError as error:
        raise NotFoundError(
            f"{address.label} refers to {address.uri}, which does not exist.",
            hint="Pass allow_missing_references=True to skip such references.",
        ) from error
    except PermissionError as error:
        raise PermissionDeniedError(
            f"Access denied to {address.uri}, the reference of {address.label}: {error}.",
            hint="Check the storage credentials of the environment.",
        ) from error
    except _library_errors(address.kind) as error:
        if type(error).__name__ == "FlexibleChecksumError":
            raise IntegrityError(
                f"{address.label} refers to {address.uri}, and its content arrived corrupted: {error}.",
                hint="The content was discarded. Retry the call. If it fails again, the object is corrupted in its storage.",
            ) from error
        raise TransportError(
            f"{address.label} refers to {address.uri}, and the storage returned no usable response: "
            f"{str(error) or type(error).__name__}.",
            hint="Check the storage credentials of the environment.",
        ) from error


def _library_errors(kind: str) -> tuple[type[Exception], ...]:
    found: list[type[Exception]] = [OSError]
    for each in _FAILURES[kind]:
        module, _, name = each.partition(":")
        try:
            found.append(getattr(import_module(module), name))
        except ImportError:  # a missing object raises no error
            continue
    return tuple(found)
