"""Files of a version on their way to the server: looked at, asked for, sent, several at once."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from runql_graphql.enums import ArtifactStorageLayout
from runql_graphql.ops import artifact_versions as ops

from runql._models.artifact_upload import (
    Part,
    file_specs,
    files_places,
    parts_of,
    verified,
)
from runql._transfer.ask import ask
from runql._transfer.batch import each, many_failed
from runql._transfer.connections import Stopped
from runql._transfer.progress import Progress
from runql.errors import PermissionDeniedError, ProtocolError

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator, Mapping

    from runql_graphql.fragments import FilePartsPlace

    from runql._models.draft_entry import DraftEntry
    from runql._transfer.connections import Connections

__all__ = ["VersionUpload", "put", "send_files"]

_BATCH: Final = 1000
_TYPE: Final = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class VersionUpload:
    """Which version files are sent to, and how.

    Attributes:
        artifact_id: Opaque id of the version that was started.
        manifest_id: Opaque id of its manifest.
        workers: Transfers at once.
        progress: Whether to show a bar; None shows it on a terminal.
    """

    artifact_id: str
    manifest_id: str
    workers: int
    progress: bool | None


def send_files(
    connections: Connections,
    upload: VersionUpload,
    entries: Mapping[str, DraftEntry],
    stop: threading.Event,
) -> dict[str, DraftEntry]:
    """Send the files that the server lacks, and return entries with the version that has each first.

    What was sent before, by a try that was killed or by another version, is not sent again.

    Raises:
        ManyFailedError: Some could not be sent; the others are there, and are not sent again.
        ApiError: The only one was refused.
        IntegrityError: A file was written to while it was sent.
    """
    # The same bytes under many paths are sent once.
    distinct = {entry.digest: entry for entry in entries.values() if entry.source is not None}
    births: dict[str, str] = {}
    todo = list(distinct.values())
    total = sum(entry.size or 0 for entry in todo)
    with Progress(upload.progress, total, f"{len(todo)} files") as bar:
        for start in range(0, len(todo), _BATCH):
            batch = todo[start : start + _BATCH]
            places = _ask_places(connections, upload, batch, stop)

            def send(index: int, batch: list[DraftEntry] = batch) -> None:
                entry, place = batch[index], places[index]  # noqa: B023 - done within the round
                if place.upload_url is not None or place.upload_multipart_urls is not None:
                    _send(connections, upload, entry, place, stop)
                bar.add(entry.size or 0)

            failures = each(range(len(batch)), send, upload.workers, stop)
            if failures:
                if len(todo) == 1:
                    raise next(iter(failures.values()))
                named = {batch[index].path: error for index, error in failures.items()}
                raise many_failed("uploaded", named, len(batch) - len(named))
            for entry, place in zip(batch, places, strict=True):
                births[entry.digest] = (
                    place.artifact.id if place.artifact is not None else upload.artifact_id
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
    stop: threading.Event,
) -> None:
    """Send bytes to a signed address.

    Raises:
        ApiError: The storage refused.
        TransportError: No usable answer came.
    """

    def once() -> None:
        connections.open(
            "PUT", url, operation=operation, headers=_headers(headers, len(content)), body=content
        ).drain_conn()

    connections.persist(operation, once, stop)


def _ask_places(
    connections: Connections, upload: VersionUpload, batch: list[DraftEntry], stop: threading.Event
) -> list[FilePartsPlace]:
    specs = file_specs(upload.artifact_id, upload.manifest_id, batch)
    layout = ArtifactStorageLayout("V2")
    call = ops.create_artifact_files(files=specs, layout=layout, first=len(batch))
    return files_places(ask(connections, call, stop), len(batch))


def _send(
    connections: Connections,
    upload: VersionUpload,
    entry: DraftEntry,
    place: FilePartsPlace,
    stop: threading.Event,
) -> None:
    try:
        _send_to(connections, upload, entry, place, stop)
    except PermissionDeniedError:
        # The address has expired: many others were sent first.
        renewed = _ask_places(connections, upload, [entry], stop)[0]
        if renewed.upload_url is not None or renewed.upload_multipart_urls is not None:
            _send_to(connections, upload, entry, renewed, stop)


def _send_to(
    connections: Connections,
    upload: VersionUpload,
    entry: DraftEntry,
    place: FilePartsPlace,
    stop: threading.Event,
) -> None:
    operation = f"upload {entry.path}"
    if place.upload_multipart_urls is not None:
        _send_parts(connections, upload, entry, place, stop)
        return
    size, md5 = entry.size or 0, b64decode(entry.digest)

    def once() -> None:
        chunks = verified(_stoppable(entry.chunks(), entry, stop), md5, entry.path)
        connections.open(
            "PUT",
            place.upload_url or "",
            operation=operation,
            headers=_headers(place.upload_headers, size),
            body=chunks if size else b"",
        ).drain_conn()

    connections.persist(operation, once, stop)


def _send_parts(
    connections: Connections,
    upload: VersionUpload,
    entry: DraftEntry,
    place: FilePartsPlace,
    stop: threading.Event,
) -> None:
    made = place.upload_multipart_urls
    assert made is not None
    urls = {each.part_number: each.upload_url for each in made.upload_url_parts}
    etags: dict[int, str] = {}

    def send(part: Part) -> None:
        operation = f"upload part {part.number} of {entry.path}"
        if part.number not in urls:
            raise ProtocolError("The server gave no address.", operation=operation)

        def once() -> None:
            chunks = _stoppable(entry.chunks(part.start, part.length), entry, stop)
            answer = connections.open(
                "PUT",
                urls[part.number],
                operation=operation,
                headers={
                    "Content-Type": _TYPE,
                    "Content-Length": str(part.length),
                    "Content-MD5": b64encode(part.md5).decode(),
                },
                body=verified(chunks, part.md5, entry.path),
            )
            etags[part.number] = answer.headers.get("ETag", "")
            answer.drain_conn()

        connections.persist(operation, once, stop)

    failures = each(parts_of(entry), send, upload.workers, stop)
    if failures:
        raise next(iter(failures.values()))
    from runql_graphql.inputs import UploadPartsInput

    call = ops.complete_artifact_upload(
        artifact=place.artifact.id if place.artifact is not None else upload.artifact_id,
        path=place.storage_path or "",
        upload=made.upload_id,
        parts=[
            UploadPartsInput.model_validate({"part_number": number, "hex_md5": etags[number]})
            for number in sorted(etags)
        ],
    )
    ask(connections, call, stop)


def _headers(given: list[str], size: int) -> dict[str, str]:
    pairs = (header.partition(":") for header in given)
    return {
        "Content-Type": _TYPE,
        "Content-Length": str(size),
        **{key.strip(): value.strip() for key, _, value in pairs},
    }


def _stoppable(
    chunks: Iterator[bytes], entry: DraftEntry, stop: threading.Event
) -> Iterator[bytes]:
    for chunk in chunks:
        if stop.is_set():
            raise Stopped(entry.path)
        yield chunk
