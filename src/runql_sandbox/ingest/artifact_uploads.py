"""Uploads of artifact files, whole or in parts."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from runql_sandbox.ingest.digests import hasher
from runql_sandbox.store._blobs import Stored

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql_sandbox.store._blobs import Blobs

__all__ = ["PartedUpload", "UploadError", "assemble", "is_of_artifacts", "part_key"]


class UploadError(ValueError):
    """Parts that do not form the file."""


def is_of_artifacts(key: str) -> bool:
    """Return whether a storage key belongs to an artifact file or to a part of one."""
    return key.startswith(("artifacts/", "wandb_artifacts/"))


def part_key(upload_id: str, number: int) -> str:
    """Return the key of a part until the upload is complete."""
    return f"artifacts/parts/{upload_id}/{number}"


@dataclass(frozen=True, slots=True)
class PartedUpload:
    """A multipart upload that a client reports as complete.

    Attributes:
        id: ID of the upload.
        key: Key of the file.
        etags: ETags that the client received for the parts, by number from 1.
        parts: Expected number of parts.
        digest: Base64 of the digest of the whole file.
        algorithm: Algorithm of the digest.
    """

    id: str
    key: str
    etags: Mapping[int, str]
    parts: int
    digest: str
    algorithm: str


def assemble(blobs: Blobs, upload: PartedUpload) -> Stored:
    """Combine the uploaded parts to a file.

    Raises:
        UploadError: If a part is missing, or the parts do not form the file.
    """
    if sorted(upload.etags) != list(range(1, upload.parts + 1)):
        raise UploadError(
            f"the upload has the parts {sorted(upload.etags)}, not 1 to {upload.parts}"
        )
    whole, other, size = hashlib.md5(usedforsecurity=False), hasher(upload.algorithm), 0
    with blobs.replacing(upload.key) as target, target.open("wb") as file:
        for number in range(1, upload.parts + 1):
            path = blobs.path(part_key(upload.id, number))
            if not path.is_file():
                raise UploadError(f"part {number} was not uploaded")
            with path.open("rb") as part:
                own = hashlib.md5(usedforsecurity=False)
                while chunk := part.read(2**20):
                    own.update(chunk)
                    whole.update(chunk)
                    other.update(chunk)
                    size += len(chunk)
                    file.write(chunk)
            if upload.etags[number].strip('"') != own.hexdigest():
                raise UploadError(
                    f"part {number} has the ETag {own.hexdigest()}, not {upload.etags[number]}"
                )
        md5 = base64.b64encode(whole.digest()).decode()
        found = base64.b64encode(other.digest()).decode()
        if found != upload.digest:
            raise UploadError(f"the parts have the digest {found}, not {upload.digest}")
    for number in range(1, upload.parts + 1):
        blobs.delete(part_key(upload.id, number))
    return Stored(size, md5)
