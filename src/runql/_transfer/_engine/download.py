"""Downloads: small files in one request, large files in concurrent segments."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from functools import partial
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
)
from runql._transfer._engine.connections import MOST_QUOTED, refusal
from runql._transfer._engine.journal import Journal
from runql._transfer._engine.multiplexed.segments import Segments, step_of
from runql._transfer._engine.ranges import NoRanges, Ranges
from runql.errors import (
    IntegrityError,
    ProtocolError,
    RunQLError,
    TransportError,
)

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable
    from io import FileIO
    from pathlib import Path

    from runql._models.files.base import Source
    from runql._transfer._engine.atomic_files import FileCommitter
    from runql._transfer._engine.connections import Connections
    from runql._transfer._engine.multiplexed.connection import Response

__all__ = ["SMALL", "Download", "Sizes"]

_CHUNK: Final = 2**18
SMALL: Final = 2**19
"""Bytes below which a file is fetched in one request, and a partial download is discarded."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes at which files are split, in bytes.

    Attributes:
        large: Minimum size of a file that is fetched in segments.
        segment: Size of a segment.
    """

    large: int = 64 * 2**20
    segment: int = 16 * 2**20


class Download:
    """The download of one file.

    Attributes:
        source: The file to fetch.
        target: Path to write it to.
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
        leftovers: bool = True,
        written: Callable[[Path], None] | None = None,
    ) -> None:
        """Prepare a download.

        Args:
            connections: Connections for the requests.
            source: The file to fetch.
            target: Path to write it to.
            cancel: Cancels the download.
            note: Called with the number of received bytes.
            sizes: Sizes at which files are split.
            committer: Renames files to their final names.
            renew: Returns a new URL when the current one has expired; None uses the
                lasting URL of the source.
            leftovers: Whether to look for a partial download of an earlier process.
            written: Called with the temporary file of a large file when it is complete and not yet verified.
        """
        self.source = source
        self.target = target
        self._connections = connections
        self._cancel = cancel
        self._note = note
        self._committer = committer
        self._sizes = sizes
        self._segment = sizes.segment
        self._leftovers = leftovers
        self._written = written
        self._step = _CHUNK
        self._spent = 0.0
        self._ranges = Ranges(connections, source, cancel, renew)

    @property
    def operation(self) -> str:
        """Name of its requests in errors."""
        return self._ranges.operation

    def receive(self, response: Response) -> None:
        """Write the response to a request for the whole file: verify the content, and give it its final name when
        its group is full.

        Raises:
            IntegrityError: If the content does not match the server's checksum.
            LocalFileError: If the disk is full or the folder is not writable.
            ApiError: If the server refused.
        """
        status, headers, content = response
        if status != 200:
            quoted = bytes(content[:MOST_QUOTED])
            raise refusal(self._ranges.operation, status, headers, quoted)
        self._ranges.check_total(headers["content-length"])
        digest = hasher(self.source.algorithm)
        digest.update(content)
        self._check(len(content), digest.hexdigest())
        part = _written(self.target, content)
        self._committer.add(part, self.target)
        self._note(len(content))

    def resume(self, error: RunQLError | None, spent: float) -> Path:
        """Fetch the file after a failed request elsewhere, which counts as the first attempt unless it is None.

        Raises:
            RunQLError: The same errors as `run`.
        """
        if error is not None:
            self._ranges.note_failure(error)
            self._spent = spent
        return self.run()

    def run(self, workers: int = 1) -> Path:
        """Fetch the file, verify it, and give it its final name; a small file when its group is
        full.

        Raises:
            IntegrityError: If the received content does not match its checksum twice.
            LocalFileError: If the disk is full or the folder is not writable.
            ApiError: If the server refused.
            TransportError: If the connection failed more often than the settings allow.
        """
        fetch = self._fetch_large if self.source.size >= self._sizes.large else self._fetch_small
        with local_errors(self.target):
            if not self.target.parent.is_dir():
                self.target.parent.mkdir(parents=True, exist_ok=True)
            try:
                return fetch(workers)
            except IntegrityError:
                # A new transfer repairs corruption by a proxy or by a resumed part.
                return fetch(workers)

    def fetch_range(self, start: int, stop: int) -> bytes:
        """Return the bytes from `start` up to but not including `stop`, unverified.

        Raises:
            ApiError: If the server refused.
            TransportError: If the connection failed more often than the settings allow.
        """
        content = BytesIO()
        self._fill(content, start, stop - start, None)
        return content.getvalue()

    def _fetch_small(self, _workers: int) -> Path:
        md5 = self.source.md5
        if md5 is None or self.source.size < SMALL:
            part = private_part(self.target)
            try:
                with part.open("xb", buffering=0) as file:
                    digest = hasher(self.source.algorithm)
                    self._fill(file, 0, self.source.size, digest.update)
                    self._check(file.tell(), digest.hexdigest())
            except BaseException:
                drop_part(part)
                raise
        else:
            part = claim_part(self.target, md5, leftovers=self._leftovers)
            try:
                self._complete_in_order(part)
            except BaseException as error:
                # Partial files are useless if the disk is full or the content is corrupted.
                useless = isinstance(error, OSError | IntegrityError) and not isinstance(
                    error, TransportError
                )
                release_part(part, keep=not useless)
                raise
            journal_of(part).unlink(missing_ok=True)
        self._committer.add(part, self.target)
        return self.target

    def _complete_in_order(self, part: Path) -> None:
        """Complete a new or partial download from its beginning on."""
        size, journal = self.source.size, Journal(part, 1, self.source.size)
        digest = hasher(self.source.algorithm)
        with part.open("r+b" if part.exists() else "x+b", buffering=0) as file:
            there, left = 0, journal.length(0)
            while left and (block := file.read(min(_CHUNK, left))):
                digest.update(block)
                there, left = there + len(block), left - len(block)
            file.truncate(there)
            self._note(there)
            self._fill(
                file, there, size - there, digest.update, lambda got: journal.note(0, there + got)
            )
            self._check(file.tell(), digest.hexdigest())

    def _fetch_large(self, workers: int) -> Path:
        md5 = self.source.md5
        # Without a digest, a partial download cannot be matched with the content.
        part = claim_part(
            self.target, md5 or secrets.token_hex(8), leftovers=self._leftovers and md5 is not None
        )
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
        """Complete a new or partial download in segments."""
        source, segment = self.source, self._segment
        journal = Journal(part, -(-source.size // segment), segment)
        with part.open("r+b" if part.exists() else "x+b", buffering=0) as file:
            if os.fstat(file.fileno()).st_size != source.size:
                journal.clear()
                require_space(part.parent, source.size)
                file.truncate(source.size)
            segments = Segments(
                part, journal, source, segment, workers, self._cancel, self._written
            )
            self._note(sum(segments.there(index) for index in range(journal.count)))
            self._step = step_of(workers)
            digest = segments.fetch(partial(self._fill, segment=True))
            try:
                self._check(os.fstat(file.fileno()).st_size, digest)
            except IntegrityError:
                journal.clear()
                part.unlink()
                raise
            os.fsync(file.fileno())
        part.replace(self.target)
        release_part(part, keep=False)

    def _fill(
        self,
        file: FileIO | BytesIO,
        start: int,
        length: int,
        update: Callable[[bytes], None] | None,
        written: Callable[[int], None] | None = None,
        *,
        segment: bool = False,
    ) -> None:
        """Write a number of bytes from `start` on, and resume after a broken connection.

        Args:
            file: The file, at the position to write to.
            start: First byte.
            length: Number of bytes.
            update: Called with each piece.
            written: Called with the number of written bytes from time to time.
            segment: Whether to require a server that supports ranges.
        """
        got = noted = 0

        def once() -> None:
            nonlocal got, noted
            if got == length and length:
                return
            with self._ranges.open(start + got, start + length, segment=segment) as response:
                for chunk in self._ranges.chunks(response, self._step):
                    wanted = chunk[: length - got]
                    _write(file, wanted)
                    if update is not None:
                        update(wanted)
                    got += len(wanted)
                    self._note(len(wanted))
                    if written is not None and (got - noted >= self._step or got == length):
                        noted = got
                        written(got)
                    if got == length:
                        break
            if got < length:
                raise ProtocolError(
                    f"{self.source.name} ended after {start + got} of {start + length} bytes.",
                    operation=self._ranges.operation,
                )

        spent, self._spent = self._spent, 0.0
        self._connections.persist(
            self._ranges.operation, once, self._cancel, lambda: got, spent=spent
        )

    def _check(self, found: int, digest: str) -> None:
        source = self.source
        check(source.name, source.size, found, source.md5, digest, source.algorithm)


def _written(target: Path, content: memoryview) -> Path:
    """Write complete content next to its target, and return its path."""
    with local_errors(target):
        if not target.parent.is_dir():
            target.parent.mkdir(parents=True, exist_ok=True)
        part = private_part(target)
        try:
            with part.open("xb", buffering=0) as file:
                _write(file, content)
        except BaseException:
            drop_part(part)
            raise
        return part


def _write(file: FileIO | BytesIO, content: bytes | memoryview) -> None:
    """Write all bytes. A nearly full disk may first accept a part of them, and fail then."""
    left = memoryview(content)
    while left:
        left = left[file.write(left) :]
