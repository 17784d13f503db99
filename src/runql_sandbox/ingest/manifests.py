"""Manifests: the files of a version, and its digest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from runql_sandbox.ingest.digests import hasher
from runql_sandbox.inputs import InputError, parse_json

__all__ = ["Entry", "ManifestError", "artifact_digest", "read_manifest", "write_manifest"]

T = TypeVar("T")

_HEADER: Final = b"wandb-artifact-manifest-v1\n"
_MOST_BYTES: Final = 2**53
"""Largest size of a version. The sum over many versions still fits the integers of the database."""


class ManifestError(ValueError):
    """An invalid manifest."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a manifest.

    Attributes:
        path: Path within the version.
        digest: Base64 of the content's digest; for a reference, the digest that the client computed.
        size: Size in bytes; 0 if it is unknown.
        ref: URL of a reference.
        birth_artifact: Opaque ID of the version that first stored the bytes.
        extra: Additional attributes from the client.
    """

    path: str
    digest: str
    size: int
    ref: str | None
    birth_artifact: str | None
    extra: Mapping[str, Any] = field(default_factory=dict)


def read_manifest(content: bytes) -> list[Entry]:
    """Return the files in a manifest.

    Raises:
        ManifestError: If the manifest is invalid or is not of version 1.
    """
    try:
        document = parse_json(content, "the manifest")
    except InputError as error:
        raise ManifestError(str(error)) from error
    if not isinstance(document, Mapping) or document.get("version") != 1:
        raise ManifestError("the manifest is not of version 1")
    contents = document.get("contents")
    if not isinstance(contents, Mapping):
        raise ManifestError("the manifest has no contents")
    entries = [_entry(path, found) for path, found in contents.items()]
    if sum(each.size for each in entries) > _MOST_BYTES:
        raise ManifestError(f"the files have more than {_MOST_BYTES} bytes in total")
    return entries


def write_manifest(entries: Iterable[Entry]) -> bytes:
    """Return the manifest of a version that is combined from several manifests."""
    contents = {}
    for each in entries:
        given = {
            "digest": each.digest,
            "size": each.size,
            "ref": each.ref,
            "birthArtifactID": each.birth_artifact,
            "extra": each.extra or None,
        }
        contents[each.path] = {key: value for key, value in given.items() if value is not None}
    document = {
        "version": 1,
        "storagePolicy": "wandb-storage-policy-v1",
        "storagePolicyConfig": {"storageLayout": "V2"},
        "contents": contents,
    }
    return json.dumps(document).encode()


def artifact_digest(entries: Mapping[str, str], algorithm: str) -> str:
    """Return the hex digest of a version from the digests of its files by path."""
    digest = hasher(algorithm)
    digest.update(_HEADER)
    for path in sorted(entries):
        digest.update(f"{path}:{entries[path]}\n".encode())
    return digest.hexdigest()


def _entry(path: str, found: Any) -> Entry:  # noqa: ANN401 - any JSON value
    if not isinstance(found, Mapping) or not isinstance(found.get("digest"), str):
        raise ManifestError(f"the entry {path!r} has no digest")
    # Paths that lead out of the artifact are stored, as on the public server. Clients must
    # refuse to write to them.
    if "\0" in path:
        raise ManifestError(f"the path {path!r} holds a NUL character")
    size = _member(path, found, "size", int) or 0
    if size < 0:
        raise ManifestError(f"the entry {path!r} has a negative size")
    return Entry(
        path=path,
        digest=found["digest"],
        size=size,
        ref=_member(path, found, "ref", str),
        birth_artifact=_member(path, found, "birthArtifactID", str),
        extra=_member(path, found, "extra", dict) or {},
    )


def _member(path: str, found: Mapping[str, Any], name: str, kind: type[T]) -> T | None:
    """Return a member of an entry; None if it is absent or null."""
    value = found.get(name)
    if value is None or type(value) is kind:
        return value
    raise ManifestError(f"{name} of the entry {path!r} has the wrong type")
