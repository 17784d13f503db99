"""Downloads: small files in one go, large ones in segments side by side."""

from __future__ import annotations

import os
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from runql._models.files.digests import check, hasher
from runql._transfer._engine.atomic_files import (
    claim_part,
    drop_part,
    journal_of,
    local_errors,
    private_part,
    release_part,
    require_space,
    sync_file,
)
from runql._transfer._engine.cancel import result_of
from runql._transfer._engine.connections import TransferCancelled, broken
from runql.errors import (
    AuthenticationError,
    IntegrityError,
    InvalidInputError,
    PermissionDeniedError,
    ProtocolError,
    RunQLError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import FileIO
    from pathlib import Path

    from urllib3.response import BaseHTTPResponse

    from runql._models.files.base import Source
    from runql._transfer._engine.atomic_files import FileCommitter
    from runql._transfer._engine.connections import Connections

__all__ = ["Download", "Sizes"]

_CHUNK: Final = 2**19


@dataclass(frozen=True, slots=True)
class Sizes:
    """How files are cut, in bytes.

    Attributes:
        large: From which size on a file is fetched in segments, and resumed by a later process.
        segment: Size of a segment.
    """

    large: int = 64 * 2**20
    segment: int = 16 * 2**20


class NoRanges(Exception):
    """The server gives whole files only."""


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
        cancel: threading.Event,
        note: Callable[[int], None],
        sizes: Sizes,
        committer: FileCommitter,
        renew: Callable[[], str | None] | None = None,
    ) -> None:
        """Prepare a download.

        Args:
            connections: What it goes through.
            source: What to fetch.
            target: Where it will lie.
            cancel: Calls it off.
            note: Takes how many bytes have come.
            sizes: How files are cut.
            committer: What gives files their final names.
            renew: Gives another address when the one at hand has expired; None takes the source's own.
        """
        self.source = source
        self.target = target
        self._connections = connections
        self._cancel = cancel
        self._note = note
        self._committer = committer
        self._sizes = sizes
        self._segment = sizes.segment
        self._url = source.url
        self._renew = renew if renew is not None else self._lasting

    def run(self, workers: int = 1) -> Path:
        """Fetch the file, verify it, and give it its final name, a small one when its group is full.

        Raises:
            IntegrityError: Twice, what arrived was not what the server names.
            LocalFileError: The disk is full, or the folder may not be written to.
            ApiError: The server refused.
            TransportError: The connection broke more often than the settings put up with.
        """
        fetch = self._fetch_large if self.source.size >= self._sizes.large else self._fetch_small
        with local_errors(self.target):
            if not self.target.parent.is_dir():
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
        except BaseException:
            drop_part(part)
            raise
        self._committer.add(part, self.target)
        return self.target

    def _fetch_large(self, workers: int) -> Path:
        md5 = self.source.md5
        # Without a digest nobody could tell whether what was left is of this very content.
        part = claim_part(self.target, md5 or secrets.token_hex(8))
        try:
            self._complete(part, workers)
        except NoRanges:
            release_part(part, keep=False)
            return self._fetch_small(workers)
        except BaseException:
            release_part(part, keep=md5 is not None)
            raise
        return self.target

    def _complete(self, part: Path, workers: int) -> None:
        """Bring a part, new or left by somebody, to its end."""
        source, journal = self.source, Journal(part, -(-self.source.size // self._segment))
        with part.open("r+b" if part.exists() else "x+b", buffering=0) as file:
            if os.fstat(file.fileno()).st_size != source.size:
                journal.clear()
                require_space(part.parent, source.size)
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
        part.replace(self.target)
        release_part(part, keep=False)

    def _fill_segments(self, part: Path, journal: Journal, workers: int) -> str:
        """Fetch what the journal lacks, and return the digest of the whole, taken meanwhile."""

        def fetch(index: int) -> None:
            with part.open("r+b", buffering=0) as file:
                file.seek(index * self._segment)
                start = index * self._segment
                self._fill(file, start, self._length(index), None, segment=True)
            journal.note(index)

        lacking = [index for index in range(journal.count) if index not in journal.done]
        pool = ThreadPoolExecutor(workers, "runql-segment")
        try:
            running = {index: pool.submit(fetch, index) for index in lacking}
            digest = hasher(self.source.algorithm)
            with part.open("rb", buffering=0) as file:
                # Hashing takes longest: what has come is put on disk beside it.
                pool.submit(sync_file, part)
                for index in range(journal.count):
                    if index in running:
                        result_of(running[index])
                    left = self._length(index)
                    while left:
                        block = file.read(min(_CHUNK, left))
                        if not block:  # somebody cut the part; the digest will tell
                            break
                        left -= len(block)
                        digest.update(block)
            return digest.hexdigest()
        except (RunQLError, NoRanges, OSError):
            raise
        except BaseException:
            self._cancel.set()
            raise
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
        *,
        segment: bool = False,
    ) -> None:
        """Write so many bytes from `start` on; a broken connection is taken up where it broke."""
        got = 0

        def once() -> None:
            nonlocal got
            if got == length and length:
                return
            with self._open(start + got, start + length, segment=segment) as response:
                for chunk in self._chunks(response):
                    wanted = chunk[: length - got]
                    _write(file, wanted)
                    if update is not None:
                        update(wanted)
                    got += len(wanted)
                    self._note(len(wanted))
                    if got == length:
                        break
            if got < length:
                raise ProtocolError(
                    f"{self.source.name} ended after {start + got} of {start + length} bytes.",
                    operation=self._operation,
                )

        self._connections.persist(self._operation, once, self._cancel, lambda: got)

    def _open(
        self, start: int, stop: int, *, segment: bool, renewed: bool = False
    ) -> BaseHTTPResponse:
        whole = start == 0 and stop == self.source.size
        headers = {} if whole else {"Range": f"bytes={start}-{stop - 1}"}
        url = self._url  # another segment may change it meanwhile
        try:
            response = self._connections.open(
                "GET", url, operation=self._operation, headers=headers
            )
        except (AuthenticationError, InvalidInputError, PermissionDeniedError):
            # A signed address has expired; storages say so with 400, 401 or 403.
            fresh = None if renewed else self._fresh(url)
            if fresh is None:
                raise
            self._url = fresh
            return self._open(start, stop, segment=segment, renewed=True)
        self._check_total(response)
        if whole:
            return response
        if response.status != 206:
            if segment:
                response.close()
                raise NoRanges
            _skip(response, start)  # what is there already
        elif not response.headers.get("content-range", "").startswith(f"bytes {start}-"):
            response.close()
            raise ProtocolError(
                f"The storage gave other bytes of {self.source.name} than were asked for.",
                operation=self._operation,
            )
        return response

    def _check_total(self, response: BaseHTTPResponse) -> None:
        """Make sure that the file is as long as it was when it was listed."""
        if response.status == 206:
            total = response.headers.get("content-range", "").rpartition("/")[2]
        else:
            total = response.headers.get("content-length", "")
        if total.isdigit() and int(total) != self.source.size:
            response.close()
            raise IntegrityError(
                f"{self.source.name} has {total} bytes now, but had {self.source.size} when it was "
                "listed.",
                hint="List the files anew.",
            )

    def _fresh(self, expired: str) -> str | None:
        # Another segment may have asked already.
        return self._url if self._url != expired else self._renew()

    def _lasting(self) -> str | None:
        return self.source.lasting_url if self.source.lasting_url != self._url else None

    def _check(self, found: int, digest: str) -> None:
        source = self.source
        check(source.name, source.size, found, source.md5, digest, source.algorithm)

    def _chunks(self, response: BaseHTTPResponse) -> Iterator[bytes]:
        from urllib3.exceptions import HTTPError

        try:
            while not self._cancel.is_set():
                chunk = response.read(_CHUNK)
                if not chunk:
                    return
                yield chunk
        except HTTPError as error:
            raise broken(error, self._operation, self._url) from error
        raise TransferCancelled(self.source.name)

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


def _write(file: FileIO | BytesIO, content: bytes) -> None:
    """Write all of it: a disk that is nearly full takes a piece first, and fails then."""
    left = memoryview(content)
    while left:
        left = left[file.write(left) :]


def _skip(response: BaseHTTPResponse, count: int) -> None:
    while count > 0:
        chunk = response.read(min(count, _CHUNK))
        if not chunk:
            return
        count -= len(chunk)
