"""Downloads: small files in one go, large ones in segments side by side."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import TYPE_CHECKING, Final

from runql._models.digests import check, hasher
from runql._transfer.connections import Stopped, broken
from runql._transfer.landing import (
    claim_part,
    journal_of,
    land,
    local_errors,
    private_part,
    release_part,
)
from runql.errors import (
    AuthenticationError,
    IntegrityError,
    InvalidInputError,
    PermissionDeniedError,
    ProtocolError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import FileIO
    from pathlib import Path

    from urllib3.response import BaseHTTPResponse

    from runql._models.file import Source
    from runql._transfer.connections import Connections

__all__ = ["LARGE", "Download"]

LARGE: Final = 64 * 2**20
"""Bytes from which on a file is fetched in segments, and resumed by a later process."""

_SEGMENT: Final = 16 * 2**20
_CHUNK: Final = 2**19


class Download:
    """One file on its way.

    Attributes:
        source: What to fetch.
        target: Where it will lie.
    """

    def __init__(
        self,
        connections: Connections,
        source: Source,
        target: Path,
        *,
        stop: threading.Event,
        note: Callable[[int], None],
        segment: int = _SEGMENT,
        renew: Callable[[], str | None] | None = None,
        sync: bool = True,
    ) -> None:
        """Prepare a download.

        Args:
            connections: What it goes through.
            source: What to fetch.
            target: Where it will lie.
            stop: Calls it off.
            note: Takes how many bytes have come.
            segment: Bytes of a segment of a large file.
            renew: Gives another address when the one at hand has expired; None asks the source's own.
            sync: Whether to wait until the file is on disk; without, a crash of the system may lose it.
        """
        self.source = source
        self.target = target
        self._connections = connections
        self._stop = stop
        self._note = note
        self._segment = segment
        self._url = source.url
        self._renew = renew if renew is not None else self._lasting
        self._sync = sync

    def run(self, workers: int = 1, large: int = LARGE) -> Path:
        """Fetch the file, verify it, and give it its final name.

        Raises:
            IntegrityError: Twice, what arrived was not what the server names.
            LocalFileError: The disk is full, or the folder may not be written to.
            ApiError: The server refused.
            TransportError: The connection broke more often than the settings put up with.
        """
        fetch = self._fetch_large if self.source.size >= large else self._fetch_small
        with local_errors(self.target):
            self.target.parent.mkdir(parents=True, exist_ok=True)
            try:
                return fetch(workers)
            except IntegrityError:
                # What a proxy or a resumed part spoilt, a fresh transfer mends.
                return fetch(workers)

    def fetch_range(self, start: int, stop: int) -> bytes:
        """Return the bytes from `start` up to but not including `stop`, unverified.

        Raises:
            ApiError: The server refused.
            TransportError: The connection broke more often than the settings put up with.
        """
        content = BytesIO()
        self._fill(content, start, stop - start, None)
        return content.getvalue()

    def _fetch_small(self, _workers: int) -> Path:
        part = private_part(self.target)
        try:
            with part.open("xb", buffering=0) as file:
                digest = hasher(self.source.algorithm)
                self._fill(file, 0, self.source.size, digest.update)
                self._check(file.tell(), digest.hexdigest())
                if self._sync:
                    os.fsync(file.fileno())
            land(part, self.target, sync=self._sync)
        finally:
            part.unlink(missing_ok=True)
        return self.target

    def _fetch_large(self, workers: int) -> Path:
        source = self.source
        part = claim_part(self.target, source.md5 or f"{source.size:016d}")
        try:
            self._complete(part, workers)
        except BaseException:
            release_part(part)
            raise
        return self.target

    def _complete(self, part: Path, workers: int) -> None:
        """Bring a part, new or left by somebody, to its end."""
        source, journal = self.source, Journal(part, -(-self.source.size // self._segment))
        with part.open("r+b" if part.exists() else "x+b", buffering=0) as file:
            if os.fstat(file.fileno()).st_size != source.size:
                journal.clear()
                file.truncate(source.size)
            self._note(sum(map(self._length, journal.done)))
            digest = self._fill_segments(part, journal, workers)
            try:
                self._check(os.fstat(file.fileno()).st_size, digest)
            except IntegrityError:
                journal.clear()
                part.unlink()
                raise
            os.fsync(file.fileno())
        land(part, self.target)
        journal.clear()

    def _fill_segments(self, part: Path, journal: Journal, workers: int) -> str:
        """Fetch what the journal lacks, and return the digest of the whole, taken meanwhile."""

        def fetch(index: int) -> None:
            with part.open("r+b", buffering=0) as file:
                file.seek(index * self._segment)
                self._fill(file, index * self._segment, self._length(index), None)
            journal.note(index)

        lacking = [index for index in range(journal.count) if index not in journal.done]
        pool = ThreadPoolExecutor(workers, "runql-segment")
        try:
            running = {index: pool.submit(fetch, index) for index in lacking}
            digest = hasher(self.source.algorithm)
            with part.open("rb", buffering=0) as file:
                for index in range(journal.count):
                    if index in running:
                        running[index].result()
                    left = self._length(index)
                    while left:
                        block = file.read(min(_CHUNK, left))
                        left -= len(block)
                        digest.update(block)
            return digest.hexdigest()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _length(self, index: int) -> int:
        return min(self._segment, self.source.size - index * self._segment)

    def _fill(
        self,
        file: FileIO | BytesIO,
        start: int,
        length: int,
        update: Callable[[bytes], None] | None,
    ) -> None:
        """Write so many bytes from `start` on; a broken connection is taken up where it broke."""
        got = 0

        def once() -> None:
            nonlocal got
            if got == length and length:
                return
            with self._open(start + got, start + length) as answer:
                for chunk in self._chunks(answer):
                    wanted = chunk[: length - got]
                    file.write(wanted)
                    if update is not None:
                        update(wanted)
                    got += len(wanted)
                    self._note(len(wanted))
            if got < length:
                raise ProtocolError(
                    f"{self.source.name} ended after {start + got} of {start + length} bytes.",
                    operation=self._operation,
                )

        self._connections.persist(self._operation, once, self._stop)

    def _open(self, start: int, stop: int, *, renewed: bool = False) -> BaseHTTPResponse:
        whole = start == 0 and stop == self.source.size
        headers = {} if whole else {"Range": f"bytes={start}-{stop - 1}"}
        try:
            answer = self._connections.open(
                "GET", self._url, operation=self._operation, headers=headers
            )
        except (AuthenticationError, InvalidInputError, PermissionDeniedError):
            # A signed address has expired; storages say so with 400, 401 or 403.
            fresh = None if renewed else self._renew()
            if fresh is None:
                raise
            self._url = fresh
            return self._open(start, stop, renewed=True)
        if not whole and answer.status != 206 and start > 0:
            # The server gives no ranges: read over what is there already.
            _skip(answer, start)
        return answer

    def _lasting(self) -> str | None:
        return self.source.lasting_url if self.source.lasting_url != self._url else None

    def _chunks(self, answer: BaseHTTPResponse) -> Iterator[bytes]:
        from urllib3.exceptions import HTTPError

        try:
            while not self._stop.is_set():
                chunk = answer.read(_CHUNK)
                if not chunk:
                    return
                yield chunk
        except HTTPError as error:
            raise broken(error, self._operation, self._url) from error
        raise Stopped(self.source.name)

    def _check(self, found: int, digest: str) -> None:
        source = self.source
        check(source.name, source.size, found, source.md5, digest, source.algorithm)

    @property
    def _operation(self) -> str:
        return f"download {self.source.name}"


class Journal:
    """Which segments of a part are there: a line each, in a file beside it.

    Attributes:
        done: Numbers of the segments that are there.
        count: How many there are in all.
    """

    def __init__(self, part: Path, count: int) -> None:
        self.count: int = count
        self._lock = threading.Lock()
        self._path = journal_of(part)
        lines = self._path.read_text().split() if self._path.exists() else []
        self.done = {int(line) for line in lines if line.isdigit() and int(line) < count}

    def note(self, index: int) -> None:
        """Remember that a segment is there."""
        with self._lock, self._path.open("a") as file:
            self.done.add(index)
            file.write(f"{index}\n")

    def clear(self) -> None:
        """Forget everything."""
        self.done.clear()
        self._path.unlink(missing_ok=True)


def _skip(answer: BaseHTTPResponse, count: int) -> None:
    while count > 0:
        chunk = answer.read(min(count, _CHUNK))
        if not chunk:
            return
        count -= len(chunk)
