"""Bytes of artifacts on their way in: whole, or in parts."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select
from starlette.concurrency import run_in_threadpool

from runql_sandbox.ingest.digests import MD5, file_digest, hasher
from runql_sandbox.store._blobs import Stored
from runql_sandbox.store.artifacts.contents import ArtifactContent, ArtifactManifest
from runql_sandbox.store.data_folder import draw

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from runql_sandbox.store._blobs import Blobs
    from runql_sandbox.store.data_folder import Store

__all__ = ["PartedUpload", "UploadError", "assemble", "is_of_artifacts", "part_key", "receive"]

# Data folders of older sandboxes have keys without the prefix of W&B's own storage.
_CONTENTS: Final = ("wandb_artifacts/contents/", "artifacts/contents/")
_MANIFESTS: Final = "artifacts/manifests/"


class UploadError(ValueError):
    """Parts that do not make the file."""


def is_of_artifacts(key: str) -> bool:
    """Return whether a key of the storage is that of a file of artifacts, or of a part of one."""
    return key.startswith(("artifacts/", "wandb_artifacts/"))


def part_key(upload_id: str, number: int) -> str:
    """Return where a part is until the upload is complete."""
    return f"artifacts/parts/{upload_id}/{number}"


async def receive(
    store: Store, key: str, chunks: AsyncIterator[bytes], limit: int, md5: str | None
) -> Stored:
    """Keep what arrives for a version: a manifest, a part, or the bytes of a file.

    Bytes that are not those of the file's digest are noted, and not kept: as with the public server,
    the client that sent them learns of it at the commit.

    Raises:
        DigestError: If they are not what `md5` says.
        ValueError: If there are more than the limit.
    """
    if not key.startswith(_CONTENTS):
        stored = await store.blobs.receive(key, chunks, limit, md5)
        if key.startswith(_MANIFESTS):
            await run_in_threadpool(_note_manifest, store, key, stored)
        return stored
    incoming = f"artifacts/incoming/{draw(24)}"
    stored = await store.blobs.receive(incoming, chunks, limit, md5)
    # A database that someone else writes to keeps this thread waiting, and not the whole server.
    await run_in_threadpool(_note_content, store, key, incoming, stored)
    return stored


def _note_content(store: Store, key: str, incoming: str, stored: Stored) -> None:
    with store.session() as session:
        content = session.scalars(select(ArtifactContent).where(ArtifactContent.key == key)).first()
        found = stored.md5
        if content is not None and content.algorithm != MD5:
            found = file_digest(store.blobs.path(incoming), content.algorithm)
        if content is None or content.digest != found:
            store.blobs.delete(incoming)
        else:
            store.blobs.move(incoming, key)
            content.size, content.md5, content.refused = stored.size, stored.md5, None
        if content is not None and content.size is None:
            content.refused = found
        session.commit()


@dataclass(frozen=True, slots=True)
class PartedUpload:
    """An upload in parts that a client says is complete.

    Attributes:
        id: The upload.
        key: Where the file goes.
        etags: The ETag that the client was given for each part, by number from 1.
        parts: How many parts there should be.
        digest: Base64 of the digest of the whole file.
        algorithm: What the digest is made with.
    """

    id: str
    key: str
    etags: Mapping[int, str]
    parts: int
    digest: str
    algorithm: str


def assemble(blobs: Blobs, upload: PartedUpload) -> Stored:
    """Make a file of its uploaded parts.

    Raises:
        UploadError: If a part is missing, or they do not make the file.
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


def _note_manifest(store: Store, key: str, stored: Stored) -> None:
    with store.session() as session:
        wanted = select(ArtifactManifest).where(ArtifactManifest.key == key)
        manifest = session.scalars(wanted).first()
        if manifest is not None:
            manifest.size, manifest.md5 = stored.size, stored.md5
            session.commit()
