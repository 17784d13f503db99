"""Files of a version on their way to the server: looked at, asked for, sent, several at once."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from runql_graphql.enums import ArtifactStorageLayout
from runql_graphql.ops.artifacts import upload as ops

from runql._models.artifacts.upload import Part, file_specs, files_places, parts_of, verified
from runql._transfer._engine.batch import each, many_failed
from runql._transfer._engine.connections import EXPIRED, Stopped
from runql._transfer._engine.progress import Progress
from runql._transfer._engine.url_requests import ask
from runql.errors import ProtocolError

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator, Mapping

    from runql_graphql.fragments.artifacts.upload import (
        FilePartsPlace,
        FilePartsPlaceUploadMultipartUrls,
    )

    from runql._models.artifacts.draft_entries import DraftEntry
    from runql._transfer._engine.connections import Connections
    from runql.errors import RunQLError

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
    if place.upload_multipart_urls is not None:
        _PartedUpload(connections, upload, entry, stop).run(place)
        return
    size, md5, operation = entry.size or 0, b64decode(entry.digest), f"upload {entry.path}"
    address = place.upload_url or ""

    def send_to(url: str) -> None:
        chunks = verified(_stoppable(entry.chunks(), entry, stop), md5, entry.path)
        connections.open(
            "PUT",
            url,
            operation=operation,
            headers=_headers(place.upload_headers, size),
            body=chunks if size else b"",
        ).drain_conn()

    def once() -> None:
        nonlocal address
        try:
            send_to(address)
        except EXPIRED:
            # Many others were sent first, or this one was tried for long.
            fresh = _ask_places(connections, upload, [entry], stop)[0].upload_url
            if fresh is not None:  # else somebody has sent the same bytes meanwhile
                address = fresh
                send_to(address)

    connections.persist(operation, once, stop)


class _PartedUpload:
    """A large file on its way, in parts whose addresses are asked for anew when they expire."""

    def __init__(
        self,
        connections: Connections,
        upload: VersionUpload,
        entry: DraftEntry,
        stop: threading.Event,
    ) -> None:
        self._connections = connections
        self._upload = upload
        self._entry = entry
        self._stop = stop
        self._etags: dict[str, dict[int, str]] = {}

    def run(self, place: FilePartsPlace) -> None:
        """Send the parts that are missing, until none is.

        Raises:
            ApiError: The storage refused a part, at a new address too.
            IntegrityError: The file was written to meanwhile.
        """
        parts, idle = parts_of(self._entry), 0
        while (made := place.upload_multipart_urls) is not None:
            before = len(self._etags.setdefault(made.upload_id, {}))
            error = self._send_missing(parts, made)
            if error is None:
                self._complete(place, made.upload_id)
                return
            if not isinstance(error, EXPIRED):
                raise error
            idle = 0 if len(self._etags[made.upload_id]) > before else idle + 1
            place = _ask_places(self._connections, self._upload, [self._entry], self._stop)[0]
            now = place.upload_multipart_urls
            # Another upload than before begins from nothing, which is done once.
            anew = now is not None and now.upload_id not in self._etags
            if idle > 1 or (anew and len(self._etags) > 1):
                raise error

    def _send_missing(
        self, parts: list[Part], made: FilePartsPlaceUploadMultipartUrls
    ) -> RunQLError | None:
        urls = {each.part_number: each.upload_url for each in made.upload_url_parts}
        etags = self._etags[made.upload_id]
        expired: list[RunQLError] = []

        def send(part: Part) -> None:
            operation = f"upload part {part.number} of {self._entry.path}"
            if expired:
                raise expired[0]
            if part.number not in urls:
                raise ProtocolError("The server gave no address.", operation=operation)
            try:
                etags[part.number] = self._send_part(part, urls[part.number], operation)
            except EXPIRED as error:
                expired.append(error)
                raise

        missing = [part for part in parts if part.number not in etags]
        failures = each(missing, send, self._upload.workers, self._stop)
        if expired:
            return expired[0]
        return next(iter(failures.values()), None)

    def _send_part(self, part: Part, url: str, operation: str) -> str:
        entry = self._entry

        def once() -> str:
            chunks = _stoppable(entry.chunks(part.start, part.length), entry, self._stop)
            answer = self._connections.open(
                "PUT",
                url,
                operation=operation,
                headers={
                    "Content-Type": _TYPE,
                    "Content-Length": str(part.length),
                    "Content-MD5": b64encode(part.md5).decode(),
                },
                body=verified(chunks, part.md5, entry.path),
            )
            answer.drain_conn()
            return answer.headers.get("ETag", "")

        return self._connections.persist(operation, once, self._stop)

    def _complete(self, place: FilePartsPlace, upload_id: str) -> None:
        from runql_graphql.inputs import UploadPartsInput

        etags = self._etags[upload_id]
        call = ops.complete_artifact_upload(
            artifact=place.artifact.id if place.artifact is not None else self._upload.artifact_id,
            path=place.storage_path or "",
            upload=upload_id,
            parts=[
                UploadPartsInput.model_validate({"part_number": number, "hex_md5": etags[number]})
                for number in sorted(etags)
            ],
        )
        ask(self._connections, call, self._stop)


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
