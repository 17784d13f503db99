"""A large file that is fetched in concurrent segments and hashed from its beginning at the same time."""

from __future__ import annotations

import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import TYPE_CHECKING, Final

from runql._models.files.digests import hasher
from runql._transfer._engine.atomic_files import sync_file
from runql._transfer._engine.cancel import TransferCancelled
from runql._transfer._engine.multiplexed.width import Width
from runql._transfer._engine.ranges import NoRanges
from runql._wire.rate_limit import with_limits
from runql.errors import RunQLError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from io import FileIO
    from pathlib import Path

    from runql._models.files.base import Source
    from runql._transfer._engine.journal import Journal

    Fill = Callable[[FileIO, int, int, Callable[[bytes], None], Callable[[int], None]], None]
    """Writes a range of bytes, and reports each piece and the progress."""

__all__ = ["Segments", "step_of"]

_GLANCE: Final = 0.1
_READ: Final = 2**20
_HELD: Final = 2**24
_MOST_LOST: Final = 2**25
_STEP: Final = 2**20
_FIRST: Final = 2
_WINDOW: Final = 0.25


def step_of(workers: int) -> int:
    """Return the bytes per piece, and the bytes after which progress is recorded.

    A crash loses the current piece and the unrecorded bytes of each worker: 32 MiB for all workers together.
    """
    return min(_STEP, _MOST_LOST // (2 * workers))


class Segments:
    """The segments of a partial download, fetched by a few threads and hashed by this thread.

    The number of threads grows only while the throughput does. Recent bytes are hashed from memory while there is
    room; other bytes are read again from disk.
    """

    def __init__(
        self,
        part: Path,
        journal: Journal,
        source: Source,
        segment: int,
        workers: int,
        cancel: threading.Event,
        written: Callable[[Path], None] | None = None,
    ) -> None:
        """Prepare the segments.

        Args:
            part: The file.
            journal: Progress of the partial download.
            source: The file to fetch.
            segment: Segment size in bytes.
            workers: Maximum number of threads.
            cancel: Cancels the download.
            written: Called with the part when all bytes are written and not yet hashed.
        """
        self._part = part
        self._journal = journal
        self._source = source
        self._segment = segment
        self._cancel = cancel
        self._whole = written
        self._changed = threading.Condition()
        self._written = [self.there(index) for index in range(journal.count)]
        self._todo = deque(i for i in range(journal.count) if self.there(i) < self.length(i))
        self._blocks: deque[bytes] = deque()
        self._held = 0
        self._hashed = 0
        self._queued = 0
        self._running = 0
        self._is_told = False
        self._workers: list[Future[None]] = []
        self._width = Width(workers, monotonic(), first=_FIRST, shortest=_WINDOW)

    def there(self, index: int) -> int:
        """Return the number of bytes of a segment that an earlier call fetched."""
        return min(self._journal.length(index), self.length(index))

    def length(self, index: int) -> int:
        """Return the byte range of a segment."""
        return min(self._segment, self._source.size - index * self._segment)

    def fetch(self, fill: Fill) -> str:
        """Fetch the missing bytes, and return the digest of the whole file.

        Raises:
            NoRanges: If the server does not support ranges.
            RunQLError: If a segment could not be fetched.
        """
        pool = ThreadPoolExecutor(self._width.most + 1, "runql-segment")
        # Hashing takes longest, so received bytes are synced to disk at the same time.
        synced: Future[None] = pool.submit(sync_file, self._part)
        digest = hasher(self._source.algorithm)
        try:
            with self._part.open("rb", buffering=0) as file:
                while self._hashed < self._source.size:
                    self._start(pool, fill)
                    block = self._next(file)
                    if block is None:
                        continue
                    if not block:  # another process truncated the file; the digest check will fail
                        break
                    digest.update(block)
                    self._width.note(len(block), monotonic())
            return digest.hexdigest()
        except (RunQLError, NoRanges, OSError):
            raise
        except BaseException:
            self._cancel.set()
            raise
        finally:
            with self._changed:
                self._todo.clear()
            pool.shutdown(wait=True, cancel_futures=True)
            synced.cancel()

    def _start(self, pool: ThreadPoolExecutor, fill: Fill) -> None:
        """Adjust the number of threads to the throughput."""
        with self._changed:
            lacking = min(self._width.count - self._running, len(self._todo))
            self._running += max(0, lacking)
        self._workers += [pool.submit(with_limits(self._work), fill) for _ in range(lacking)]

    def _work(self, fill: Fill) -> None:
        try:
            while (index := self._take()) is not None:
                self._fetch_one(index, fill)
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify()
        if self._whole is not None and self._is_last():
            self._whole(self._part)

    def _is_last(self) -> bool:
        """Return True once, for the first thread that sees all bytes written."""
        with self._changed:
            if self._is_told or sum(self._written) < self._source.size:
                return False
            self._is_told = True
            return True

    def _take(self) -> int | None:
        with self._changed:
            if not self._todo or self._running > self._width.count:
                return None
            return self._todo.popleft()

    def _fetch_one(self, index: int, fill: Fill) -> None:
        there = self.there(index)
        start = index * self._segment + there

        def update(block: bytes) -> None:
            with self._changed:
                at = index * self._segment + self._written[index]
                self._written[index] += len(block)
                if at == self._queued and self._held + len(block) <= _HELD:
                    self._blocks.append(block)
                    self._queued += len(block)
                    self._held += len(block)
                self._changed.notify()

        with self._part.open("r+b", buffering=0) as file:
            file.seek(start)
            fill(
                file,
                start,
                self.length(index) - there,
                update,
                lambda got: self._journal.note(index, there + got),
            )

    def _next(self, file: FileIO) -> bytes | None:
        """Return the bytes to hash next; None if they have not arrived."""
        with self._changed:
            if not self._blocks and not self._readable():
                for worker in self._workers:
                    if worker.done():
                        worker.result()  # raises the error that stopped the segment
                began = monotonic()
                self._changed.wait(_GLANCE)
                self._width.wait(monotonic() - began)
                if self._cancel.is_set():
                    raise TransferCancelled(self._source.name)
                return None
            if self._blocks:
                block = self._blocks.popleft()
                self._held -= len(block)
                self._hashed += len(block)
                return block
            start, count = self._hashed, min(self._readable(), _READ)
            # Bytes written from this position on may be hashed from memory again.
            self._queued = start + count
        file.seek(start)
        block = file.read(count)
        self._hashed += len(block)
        return block

    def _readable(self) -> int:
        """Return how many bytes are written after the hashed ones."""
        index = self._hashed // self._segment
        return index * self._segment + self._written[index] - self._hashed
