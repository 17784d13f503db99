"""Cancellation of transfers. Only a closed socket wakes a thread that waits for the network."""

from __future__ import annotations

import contextlib
import os
import threading
from time import monotonic, sleep
from typing import TYPE_CHECKING, Final, TypeVar
from weakref import WeakSet

if TYPE_CHECKING:
    import socket
    from collections.abc import Generator, Iterable, Iterator
    from concurrent.futures import Future

__all__ = [
    "LEAST_PROGRESS",
    "CancelToken",
    "TransferCancelled",
    "Watch",
    "as_they_end",
    "note_progress",
    "note_socket",
    "result_of",
    "time_left",
    "watched",
]

T = TypeVar("T")

_GLANCE: Final = 0.1
"""Seconds between checks for an interrupt. Libraries such as polars catch the signal without waking locks."""

LEAST_PROGRESS: Final = 2**14
"""Bytes that must arrive within the total timeout; with fewer, the transfer is stalled."""

_IDLE: Final = 2.0

_here = threading.local()


class TransferCancelled(Exception):
    """The transfer was canceled. No incomplete file has a final name."""


class CancelToken(threading.Event):
    """A cancellation token. When it is set, the sockets that it watches are shut down.

    Setting a token also sets its children, but not its parent.
    """

    def __init__(self, above: CancelToken | None = None) -> None:
        super().__init__()
        # An interrupt may occur inside any of these methods and set the token itself.
        self._guard = threading.RLock()
        self._below: WeakSet[CancelToken] = WeakSet()
        self._sockets: set[socket.socket] = set()
        if above is not None:
            with above._guard:
                above._below.add(self)
            if above.is_set():
                self.set()

    def set(self) -> None:
        """Cancel all transfers of this token."""
        super().set()
        with self._guard:
            for used in self._sockets:
                _shut(used)
            below = list(self._below)
        for each in below:
            each.set()

    def watch(self, used: socket.socket) -> None:
        """Shut a socket down when the token is set, or now if it is set already."""
        with self._guard:
            self._sockets.add(used)
            if self.is_set():
                _shut(used)

    def release(self, used: socket.socket) -> None:
        """Stop watching a socket."""
        with self._guard:
            self._sockets.discard(used)


class Watch:
    """The requests that a thread sends during one attempt.

    Attributes:
        since: Time of the last progress.
        expired: Whether the requests were stopped because there was no progress for too long.
    """

    def __init__(
        self, cancel: threading.Event, limit: float | None, since: float, *, renewed: bool = True
    ) -> None:
        self.since = since
        self.expired = False
        self._cancel = cancel
        self._limit = limit
        self._is_renewed = renewed
        self._moved = 0
        self._sockets: list[socket.socket] = []

    def move(self, count: int) -> None:
        """Record bytes that were sent or received. Too few bytes do not count as progress."""
        self._moved += count
        if self._is_renewed and self._moved >= LEAST_PROGRESS:
            self._moved, self.since = 0, monotonic()

    def note(self, used: socket.socket) -> None:
        """Record a socket that is in use."""
        self._sockets.append(used)
        if isinstance(self._cancel, CancelToken):
            self._cancel.watch(used)
        if self.expired:
            _shut(used)

    def time_left(self) -> float:
        """Return the seconds until the requests are stopped if no byte arrives; infinity for no limit."""
        return float("inf") if self._limit is None else self.since + self._limit - monotonic()

    def check(self, now: float) -> None:
        """Stop the requests if there was no progress for too long."""
        if self._limit is not None and now - self.since >= self._limit:
            self.expired = True
            for used in tuple(self._sockets):
                _shut(used)

    def release(self) -> None:
        """Stop watching the sockets."""
        if isinstance(self._cancel, CancelToken):
            for used in self._sockets:
                self._cancel.release(used)


class _Watchdog:
    """A thread that checks all watches of the process. A socket timeout does not detect slow trickles.

    The thread belongs to no transfer, and exits after a while without watches.
    """

    def __init__(self) -> None:
        self._lock = threading.Condition()
        self._watches: set[Watch] = set()
        self._runs = False

    def add(self, watch: Watch) -> None:
        """Start to check a watch."""
        with self._lock:
            self._watches.add(watch)
            if not self._runs:
                self._runs = True
                threading.Thread(target=self._look, name="transfer-watchdog", daemon=True).start()
            elif len(self._watches) == 1:
                self._lock.notify()

    def remove(self, watch: Watch) -> None:
        """Stop to check a watch."""
        with self._lock:
            self._watches.discard(watch)

    def _look(self) -> None:
        while True:
            with self._lock:
                if not self._watches:
                    self._lock.wait(_IDLE)
                if not self._watches:
                    self._runs = False
                    return
                now = monotonic()
                for watch in self._watches:
                    watch.check(now)
            sleep(_GLANCE)


_watchdog = _Watchdog()


def _renew_watchdog() -> None:
    global _watchdog  # noqa: PLW0603 - its lock may be held by a thread that the fork did not copy
    _watchdog = _Watchdog()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_watchdog)


@contextlib.contextmanager
def watched(
    cancel: threading.Event,
    limit: float | None = None,
    since: float | None = None,
    *,
    renewed: bool = True,
) -> Generator[Watch]:
    """Watch the sockets of requests that this thread sends in the block.

    Args:
        cancel: Stops the requests when it is set.
        limit: Seconds without progress after which the requests are stopped; None for no limit.
        since: Time of the last progress; None for now.
        renewed: Whether progress renews the limit.
    """
    before = getattr(_here, "watch", None)
    began = monotonic() if since is None else since
    watch = _here.watch = Watch(cancel, limit, began, renewed=renewed)
    dog = _watchdog
    if limit is not None:
        dog.add(watch)
    try:
        yield watch
    finally:
        _here.watch = before
        if limit is not None:
            dog.remove(watch)
        watch.release()


def note_socket(used: socket.socket) -> None:
    """Record that this thread sends a request on a socket."""
    found: Watch | None = getattr(_here, "watch", None)
    if found is not None:
        found.note(used)


def note_progress(count: int) -> None:
    """Record bytes that were sent or received for a request of this thread."""
    found: Watch | None = getattr(_here, "watch", None)
    if found is not None:
        found.move(count)


def time_left() -> float:
    """Return the seconds until the requests of this thread are stopped; infinity for no limit."""
    found: Watch | None = getattr(_here, "watch", None)
    return float("inf") if found is None else found.time_left()


def result_of(future: Future[T]) -> T:
    """Wait for a result, and react to interrupts while waiting."""
    while not future.done():
        with contextlib.suppress(TimeoutError):
            return future.result(_GLANCE)
    return future.result()


def as_they_end(futures: Iterable[Future[T]]) -> Iterator[Future[T]]:
    """Yield futures as they complete, and react to interrupts while waiting."""
    from queue import Empty, SimpleQueue

    ended: SimpleQueue[Future[T]] = SimpleQueue()
    left = list(futures)
    for future in left:
        future.add_done_callback(ended.put)
    count = len(left)
    while count:
        try:
            future = ended.get(timeout=_GLANCE)
        except Empty:
            continue
        count -= 1
        yield future


def _shut(used: socket.socket) -> None:
    import socket

    with contextlib.suppress(OSError):  # the socket is closed already
        # Not `used.shutdown`: for a TLS socket, that removes the state that the reading thread
        # uses.
        socket.socket.shutdown(used, socket.SHUT_RDWR)
