"""Calling a transfer off: threads that wait for a network are woken, as nothing else would do it."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Final, TypeVar
from weakref import WeakSet

if TYPE_CHECKING:
    import socket
    from collections.abc import Generator, Iterable, Iterator
    from concurrent.futures import Future

__all__ = ["CancelToken", "as_they_end", "note_socket", "result_of", "watched"]

T = TypeVar("T")

_GLANCE: Final = 0.1
"""Seconds between two looks for an interrupt: libraries such as polars take the signal so that it wakes no lock."""

_here = threading.local()


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


@contextlib.contextmanager
def watched(cancel: threading.Event) -> Generator[None]:
    """Watch the sockets that this thread sends requests on meanwhile."""
    before = getattr(_here, "used", None)
    used: tuple[threading.Event, list[socket.socket]] = (cancel, [])
    _here.used = used
    try:
        yield
    finally:
        _here.used = before
        if isinstance(cancel, CancelToken):
            for each in used[1]:
                cancel.release(each)


def note_socket(used: socket.socket) -> None:
    """Tell that this thread sends a request on a socket."""
    found: tuple[threading.Event, list[socket.socket]] | None = getattr(_here, "used", None)
    if found is not None and isinstance(found[0], CancelToken):
        found[1].append(used)
        found[0].watch(used)


def result_of(future: Future[T]) -> T:
    """Wait for a result, and heed interrupts meanwhile."""
    while not future.done():
        with contextlib.suppress(TimeoutError):
            return future.result(_GLANCE)
    return future.result()


def as_they_end(futures: Iterable[Future[T]]) -> Iterator[Future[T]]:
    """Give futures as they end, and heed interrupts meanwhile."""
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
        # Not `used.shutdown`: that of a TLS socket takes its state away from under the reading thread.
        socket.socket.shutdown(used, socket.SHUT_RDWR)
