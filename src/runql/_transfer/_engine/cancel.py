"""Calling a transfer off: threads that wait for a network are woken, as nothing else would do it."""

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
    "watched",
]

T = TypeVar("T")

_GLANCE: Final = 0.1
"""Seconds between two looks for an interrupt: libraries such as polars take the signal so that it wakes no lock."""

LEAST_PROGRESS: Final = 2**14
"""Bytes that have to come within the total time of the settings, or a transfer is at a standstill."""

_IDLE: Final = 2.0

_here = threading.local()


class TransferCancelled(Exception):
    """The transfer was canceled; nothing is under a final name that is not whole."""


class CancelToken(threading.Event):
    """Calls off what is done under it: sockets that it watches are shut down when it is set.

    Setting one sets those below it, and none above.
    """

    def __init__(self, above: CancelToken | None = None) -> None:
        super().__init__()
        # An interrupt may come in the middle of any of these methods, and set the stop itself.
        self._guard = threading.RLock()
        self._below: WeakSet[CancelToken] = WeakSet()
        self._sockets: set[socket.socket] = set()
        if above is not None:
            with above._guard:
                above._below.add(self)
            if above.is_set():
                self.set()

    def set(self) -> None:
        """Call everything off."""
        super().set()
        with self._guard:
            for used in self._sockets:
                _shut(used)
            below = list(self._below)
        for each in below:
            each.set()

    def watch(self, used: socket.socket) -> None:
        """Shut a socket down when the stop is set, or now."""
        with self._guard:
            self._sockets.add(used)
            if self.is_set():
                _shut(used)

    def release(self, used: socket.socket) -> None:
        """Leave a socket alone from now on."""
        with self._guard:
            self._sockets.discard(used)


class Watch:
    """The requests that a thread sends while it tries something once.

    Attributes:
        since: When the last progress was made.
        expired: Whether they were ended because no progress was made for too long.
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
        """Take note of bytes that came or went; so few that a line could stand still make no progress."""
        self._moved += count
        if self._is_renewed and self._moved >= LEAST_PROGRESS:
            self._moved, self.since = 0, monotonic()

    def note(self, used: socket.socket) -> None:
        """Take note of a socket that is used."""
        self._sockets.append(used)
        if isinstance(self._cancel, CancelToken):
            self._cancel.watch(used)
        if self.expired:
            _shut(used)

    def check(self, now: float) -> None:
        """End the requests if no progress was made for too long."""
        if self._limit is not None and now - self.since >= self._limit:
            self.expired = True
            for used in tuple(self._sockets):
                _shut(used)

    def release(self) -> None:
        """Leave the sockets alone from now on."""
        if isinstance(self._cancel, CancelToken):
            for used in self._sockets:
                self._cancel.release(used)


class _Watchdog:
    """A thread that looks after all watches of the process, as a socket's own timeout sees no drips.

    It belongs to no transfer, and ends when there has been none for a while.
    """

    def __init__(self) -> None:
        self._lock = threading.Condition()
        self._watches: set[Watch] = set()
        self._runs = False

    def add(self, watch: Watch) -> None:
        """Begin to look after a watch."""
        with self._lock:
            self._watches.add(watch)
            if not self._runs:
                self._runs = True
                threading.Thread(target=self._look, name="transfer-watchdog", daemon=True).start()
            elif len(self._watches) == 1:
                self._lock.notify()

    def remove(self, watch: Watch) -> None:
        """End to look after a watch."""
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
    """Watch the sockets that this thread sends requests on in the meantime.

    Args:
        cancel: Ends the requests when it is set.
        limit: Seconds without progress that end them too; None for no limit.
        since: When the last progress was made; None for now.
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
    """Tell that this thread sends a request on a socket."""
    found: Watch | None = getattr(_here, "watch", None)
    if found is not None:
        found.note(used)


def note_progress(count: int) -> None:
    """Tell that bytes came or went on a request of this thread."""
    found: Watch | None = getattr(_here, "watch", None)
    if found is not None:
        found.move(count)


def result_of(future: Future[T]) -> T:
    """Wait for a result, and heed interrupts in the meantime."""
    while not future.done():
        with contextlib.suppress(TimeoutError):
            return future.result(_GLANCE)
    return future.result()


def as_they_end(futures: Iterable[Future[T]]) -> Iterator[Future[T]]:
    """Return futures as they end, and heed interrupts in the meantime."""
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

    with contextlib.suppress(OSError):  # it has ended already
        # Not `used.shutdown`: that of a TLS socket takes its state away from under the reading
        # thread.
        socket.socket.shutdown(used, socket.SHUT_RDWR)
