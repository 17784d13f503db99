"""Upload of a version's files: hash them, request upload URLs, and send them concurrently."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from runql_graphql.enums import ArtifactStorageLayout
from runql_graphql.ops.artifacts import upload as ops

from runql._display.counts import counted
from runql._models.artifacts.upload import Part, file_specs, file_targets, parts_of, verified
from runql._transfer._engine.atomic_files import local_errors
from runql._transfer._engine.cancel import TransferCancelled, note_progress
from runql._transfer._engine.connections import EXPIRED
from runql._transfer._engine.progress import Progress
from runql._transfer._engine.threads import batch_error, each
from runql._transfer._engine.url_requests import send_call
from runql.errors import ProtocolError

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator, Mapping

    from runql_graphql.fragments.artifacts.upload import (
        FilePartsTarget,
        FilePartsTargetUploadMultipartUrls,
    )

    from runql._models.artifacts.draft_entries import DraftEntry
    from runql._transfer._engine.connections import Connections
    from runql.errors import RunQLError

__all__ = ["VersionUpload", "put", "send_files"]

_BATCH: Final = 1000
_TYPE: Final = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class VersionUpload:
    """Target and options of an upload.

    Attributes:
        artifact_id: Opaque ID of the version that was started.
        manifest_id: Opaque ID of its manifest.
        workers: Concurrent transfers.
        progress: Whether to show a progress bar; None shows it on a terminal.
    """

    artifact_id: str
    manifest_id: str
    workers: int
    progress: bool | None


def send_files(
    connections: Connections,
    upload: VersionUpload,
    entries: Mapping[str, DraftEntry],
    cancel: threading.Event,
) -> dict[str, DraftEntry]:
    """Send the files that the server does not have, and return entries with the version that first contained each.

    Content that an interrupted attempt or another version has already sent is not sent again.

    Raises:
        BatchError: If some uploads failed; the others are complete and are not sent again.
        ApiError: If the only upload was refused.
        IntegrityError: If a file changed during its upload.
    """
    # The same bytes under several paths are sent once.
    distinct = {entry.digest: entry for entry in entries.values() if entry.source is not None}
    births: dict[str, str] = {}
    todo = list(distinct.values())
    total = sum(entry.size or 0 for entry in todo)
    with Progress(upload.progress, total, counted(len(todo), "file")) as bar:
        for start in range(0, len(todo), _BATCH):
            batch = todo[start : start + _BATCH]
            targets = _request_targets(connections, upload, batch, cancel)

            def send(index: int, batch: list[DraftEntry] = batch) -> None:
                entry, target = batch[index], targets[index]  # noqa: B023 - done within the round
                if target.upload_url is not None or target.upload_multipart_urls is not None:
                    _send(connections, upload, entry, target, cancel)
                bar.add(entry.size or 0)

            failures = each(range(len(batch)), send, upload.workers, cancel)
            if failures:
                if len(todo) == 1:
                    raise next(iter(failures.values()))
                named = {batch[index].path: error for index, error in failures.items()}
                raise batch_error("uploaded", named, len(batch) - len(named))
            for entry, target in zip(batch, targets, strict=True):
                births[entry.digest] = (
                    target.artifact.id if target.artifact is not None else upload.artifact_id
                )
    return {
        path: replace(entry, birth_artifact_id=births[entry.digest])
        if entry.source is not None
        else entry
        for path, entry in entries.items()
    }


def put(
    connections: Connections,
    url: str,
    headers: list[str],
    content: bytes,
    operation: str,
    cancel: threading.Event,
) -> None:
    """Send bytes to a signed URL.

    Raises:
        ApiError: If the storage refused.
        TransportError: If no usable response arrived.
    """

    def once() -> None:
        connections.open(
            "PUT", url, operation=operation, headers=_headers(headers, len(content)), body=content
        ).drain_conn()

    connections.persist(operation, once, cancel)


def _request_targets(
    connections: Connections,
    upload: VersionUpload,
    batch: list[DraftEntry],
    cancel: threading.Event,
) -> list[FilePartsTarget]:
    specs = file_specs(upload.artifact_id, upload.manifest_id, batch)
    layout = ArtifactStorageLayout("V2")
    call = ops.create_artifact_files(files=specs, layout=layout, first=len(batch))
    return file_targets(send_call(connections, call, cancel), len(batch))


def _send(
    connections: Connections,
    upload: VersionUpload,
    entry: DraftEntry,
    target: FilePartsTarget,
    cancel: threading.Event,
) -> None:
    if target.upload_multipart_urls is not None:
        _PartedUpload(connections, upload, entry, cancel).run(target)
        return
    size, md5, operation = entry.size or 0, b64decode(entry.digest), f"upload {entry.path}"
    address = target.upload_url or ""

    def send_to(url: str) -> None:
        def chunks() -> Iterator[bytes]:
            return verified(_stoppable(entry.chunks(), entry, cancel), md5, entry.path)

        connections.open(
            "PUT",
            url,
            operation=operation,
            headers=_headers(target.upload_headers, size),
            body=chunks if size else b"",
        ).drain_conn()

    def once() -> None:
        nonlocal address
        try:
            send_to(address)
        except EXPIRED:
            # The URL may have expired while other files were sent, or during retries.
            fresh = _request_targets(connections, upload, [entry], cancel)[0].upload_url
            if (
                fresh is not None
            ):  # otherwise another process has sent the same bytes in the meantime
                address = fresh
                send_to(address)

    connections.persist(operation, once, cancel)


class _PartedUpload:
    """A large file that is sent in parts. The URLs of parts are requested again when they expire."""

    def __init__(
        self,
        connections: Connections,
        upload: VersionUpload,
        entry: DraftEntry,
        cancel: threading.Event,
    ) -> None:
        self._connections = connections
        self._upload = upload
        self._entry = entry
        self._cancel = cancel
        self._etags: dict[str, dict[int, str]] = {}

    def run(self, target: FilePartsTarget) -> None:
        """Send the missing parts until the upload is complete.

        Raises:
            ApiError: If the storage refused a part, also at a new URL.
            IntegrityError: If the file changed in the meantime.
        """
        parts, idle = parts_of(self._entry), 0
        while (made := target.upload_multipart_urls) is not None:
            before = len(self._etags.setdefault(made.upload_id, {}))
            error = self._send_missing(parts, made)
            if error is None:
                self._complete(target, made.upload_id)
                return
            if not isinstance(error, EXPIRED):
                raise error
            idle = 0 if len(self._etags[made.upload_id]) > before else idle + 1
            target = _request_targets(self._connections, self._upload, [self._entry], self._cancel)[
                0
            ]
            now = target.upload_multipart_urls
            # A different upload starts from the beginning, which happens once.
            restarted = now is not None and now.upload_id not in self._etags
            if idle > 1 or (restarted and len(self._etags) > 1):
                raise error

    def _send_missing(
        self, parts: list[Part], made: FilePartsTargetUploadMultipartUrls
    ) -> RunQLError | None:
        urls = {each.part_number: each.upload_url for each in made.upload_url_parts}
        etags = self._etags[made.upload_id]
        expired: list[RunQLError] = []

        def send(part: Part) -> None:
            operation = f"upload part {part.number} of {self._entry.path}"
            if expired:
                raise expired[0]
            if part.number not in urls:
                raise ProtocolError("The server returned no upload URL.", operation=operation)
            try:
                etags[part.number] = self._send_part(part, urls[part.number], operation)
            except EXPIRED as error:
                expired.append(error)
                raise

        missing = [part for part in parts if part.number not in etags]
        failures = each(missing, send, self._upload.workers, self._cancel)
        if expired:
            return expired[0]
        return next(iter(failures.values()), None)

    def _send_part(self, part: Part, url: str, operation: str) -> str:
        entry = self._entry

        def once() -> str:
            def chunks() -> Iterator[bytes]:
                content = _stoppable(entry.chunks(part.start, part.length), entry, self._cancel)
                return verified(content, part.md5, entry.path)

            response = self._connections.open(
                "PUT",
                url,
                operation=operation,
                headers={
                    "Content-Type": _TYPE,
                    "Content-Length": str(part.length),
                    "Content-MD5": b64encode(part.md5).decode(),
                },
                body=chunks,
            )
            response.drain_conn()
            return response.headers.get("ETag", "")

        return self._connections.persist(operation, once, self._cancel)

    def _complete(self, target: FilePartsTarget, upload_id: str) -> None:
        from runql_graphql.inputs import UploadPartsInput

        etags = self._etags[upload_id]
        call = ops.complete_artifact_upload(
            artifact=target.artifact.id
            if target.artifact is not None
            else self._upload.artifact_id,
            path=target.storage_path or "",
            upload=upload_id,
            parts=[
                UploadPartsInput.model_validate({"part_number": number, "hex_md5": etags[number]})
                for number in sorted(etags)
            ],
        )
        send_call(self._connections, call, self._cancel)


def _headers(given: list[str], size: int) -> dict[str, str]:
    pairs = (header.partition(":") for header in given)
    return {
        "Content-Type": _TYPE,
        "Content-Length": str(size),
        **{key.strip(): value.strip() for key, _, value in pairs if key.strip()},
    }


def _stoppable(
    chunks: Iterator[bytes], entry: DraftEntry, cancel: threading.Event
) -> Iterator[bytes]:
    with local_errors(entry.source if isinstance(entry.source, Path) else Path(entry.path)):
        for chunk in chunks:
            if cancel.is_set():
                raise TransferCancelled(entry.path)
            yield chunk
            note_progress(len(chunk))
