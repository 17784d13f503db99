"""Uploaded bytes. Uploads that arrive while a batch is recorded are recorded together, in one transaction."""

from __future__ import annotations

import asyncio
import mimetypes
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, select, update
from starlette.concurrency import run_in_threadpool

from runql_sandbox.ingest.digests import MD5, file_digest
from runql_sandbox.store._base import now
from runql_sandbox.store.artifacts.contents import ArtifactContent, ArtifactManifest
from runql_sandbox.store.files import File

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from sqlalchemy.orm import Session

    from runql_sandbox.store._blobs import Arrived, Stored
    from runql_sandbox.store.data_folder import Store

__all__ = ["Upload", "Uploads", "note_uploads"]

_TOGETHER: Final = 250
"""Maximum uploads per transaction, so that other requests do not wait long."""

# Data folders of older sandboxes have keys without the prefix of W&B's storage.
_CONTENTS: Final = ("wandb_artifacts/contents/", "artifacts/contents/")
_MANIFESTS: Final = "artifacts/manifests/"
_FILES: Final = "files/"


@dataclass(frozen=True, slots=True)
class Upload:
    """A body and its key.

    Attributes:
        key: The key.
        arrived: The received body.
        digest: Digest of a long body, computed before its turn so that other uploads do not wait.
    """

    key: str
    arrived: Arrived
    digest: str | None = None


@dataclass(slots=True)
class _Batch:
    """Uploads that are recorded together.

    Attributes:
        uploads: The uploads.
        task: Task that records them.
    """

    uploads: list[Upload] = field(default_factory=list[Upload])
    task: asyncio.Task[None] | None = None


class Uploads:
    """Receives uploads, and records them in consecutive batches."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._last = _Batch()
        self._open = False

    async def receive(
        self, key: str, chunks: AsyncIterator[bytes], limit: int, md5: str | None
    ) -> Stored:
        """Store a body under a key, and record it.

        If the bytes do not match the digest of an artifact file, they are recorded but not stored. As on the public
        server, the client gets the error at the commit.

        Raises:
            DigestError: If the bytes do not match `md5`.
            ValueError: If the body exceeds the limit.
        """
        arrived = await self._store.blobs.take(chunks, limit, md5)
        upload = Upload(key, arrived)
        if arrived.path is not None:
            found = await run_in_threadpool(_digests, self._store, [upload])
            upload = Upload(key, arrived, found.get(0))
        if not self._open or len(self._last.uploads) >= _TOGETHER:
            batch = _Batch()
            batch.task = asyncio.create_task(self._note(batch, self._last.task))
            self._last, self._open = batch, True
        batch = self._last
        batch.uploads.append(upload)
        assert batch.task is not None
        # A client that disconnects does not cancel other uploads of the batch.
        await asyncio.shield(batch.task)
        return arrived.stored

    async def _note(self, batch: _Batch, before: asyncio.Task[None] | None) -> None:
        if before is not None and not before.done():
            await asyncio.wait([before])
        if batch is self._last:
            self._open = False
        # A database that another process writes to blocks a thread, but not the whole server.
        await run_in_threadpool(note_uploads, self._store, batch.uploads)


def note_uploads(store: Store, uploads: Sequence[Upload]) -> None:
    """Store the bodies under their keys, and record sizes and digests."""
    blobs = store.blobs
    try:
        for each in uploads:
            blobs.prepare(each.arrived)
        found = _digests(store, uploads)
        with store.writing(), store.session() as session:
            _note_contents(store, session, uploads, found)
            _note_manifests(store, session, uploads)
            _note_files(store, session, uploads)
            session.commit()
        for each in uploads:
            if _kind(each.key) is None:
                blobs.keep(each.arrived, each.key)
    finally:
        for each in uploads:
            blobs.drop(each.arrived)


def _kind(key: str) -> str | None:
    """Return the prefix of a key that has a row in the database."""
    return next((each for each in (*_CONTENTS, _MANIFESTS, _FILES) if key.startswith(each)), None)


def _digests(store: Store, uploads: Sequence[Upload]) -> dict[int, str]:
    """Return the digests of artifact files with the algorithms in their keys, by position in the list."""
    found: dict[int, str] = {}
    keys = [each.key for each in uploads if each.key.startswith(_CONTENTS)]
    if not keys:
        return found
    with store.session() as session:
        algorithms = _rows(session, select(ArtifactContent.key, ArtifactContent.algorithm), keys)
    for index, each in enumerate(uploads):
        if each.key not in algorithms:
            continue
        (algorithm,) = algorithms[each.key]
        if each.digest is not None:
            found[index] = each.digest
        elif algorithm == MD5:
            found[index] = each.arrived.stored.md5
        else:
            assert each.arrived.path is not None
            found[index] = file_digest(each.arrived.path, algorithm)
    return found


def _note_contents(
    store: Store, session: Session, uploads: Sequence[Upload], digests: dict[int, str]
) -> None:
    keys = [uploads[index].key for index in digests]
    known = _rows(
        session, select(ArtifactContent.key, ArtifactContent.id, ArtifactContent.digest), keys
    )
    right: list[dict[str, Any]] = []
    wrong: list[dict[str, Any]] = []
    for index, found in digests.items():
        upload = uploads[index]
        if upload.key not in known:
            continue
        number, digest = known[upload.key]
        if found == digest:
            store.blobs.keep(upload.arrived, upload.key)
            stored = upload.arrived.stored
            right.append({"row": number, "size": stored.size, "md5": stored.md5, "refused": None})
        else:
            wrong.append({"row": number, "refused": found})
    _update(session, ArtifactContent, right)
    # Correct bytes that arrived earlier, or arrive now, are kept.
    missing = ArtifactContent.size.is_(None)
    _update(session, ArtifactContent, wrong, missing)


def _note_manifests(store: Store, session: Session, uploads: Sequence[Upload]) -> None:
    sent = [each for each in uploads if each.key.startswith(_MANIFESTS)]
    wanted = select(ArtifactManifest.key, ArtifactManifest.id)
    known = _rows(session, wanted, [each.key for each in sent])
    changes = []
    for each in sent:
        if each.key in known:
            store.blobs.keep(each.arrived, each.key)
            (number,), stored = known[each.key], each.arrived.stored
            changes.append({"row": number, "size": stored.size, "md5": stored.md5})
    _update(session, ArtifactManifest, changes)


def _note_files(store: Store, session: Session, uploads: Sequence[Upload]) -> None:
    sent = [each for each in uploads if each.key.startswith(_FILES)]
    known = _rows(session, select(File.key, File.id, File.name), [each.key for each in sent])
    changes = []
    for each in sent:
        if each.key in known:
            store.blobs.keep(each.arrived, each.key)
            (number, name), stored = known[each.key], each.arrived.stored
            changes.append(
                {
                    "row": number,
                    "size": stored.size,
                    "md5": stored.md5,
                    "updated_at": now(),
                    "mimetype": mimetypes.guess_type(name)[0],
                }
            )
    _update(session, File, changes)


def _rows(session: Session, wanted: Any, keys: Sequence[str]) -> dict[str, tuple[Any, ...]]:  # noqa: ANN401 - a select of any columns
    """Return the selected rows with the given keys, by key, which is the first column."""
    if not keys:
        return {}
    key = wanted.selected_columns[0]
    return {each[0]: tuple(each[1:]) for each in session.execute(wanted.where(key.in_(keys)))}


def _update(session: Session, table: Any, rows: Sequence[dict[str, Any]], *only: Any) -> None:  # noqa: ANN401 - a mapped class, and conditions
    """Change rows with one statement. Each change has the number of its row as `row`."""
    if rows:
        changed = update(table).where(table.id == bindparam("row"), *only)
        names = [name for name in rows[0] if name != "row"]
        session.connection().execute(
            changed.values({name: bindparam(name) for name in names}), list(rows)
        )
