"""Requests for many files on one thread, without blocking on the network.

Threads would contend for the interpreter for each file, and urllib3 does more work per request than a small file costs.
The loop returns files that it cannot read (redirects, chunked bodies, proxies) or did not receive. urllib3's
connections then request these files again.
"""

from __future__ import annotations

import selectors
from collections import deque
from dataclasses import dataclass
from ssl import SSLError
from time import monotonic
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from runql._transfer._engine.cancel import TransferCancelled
from runql._transfer._engine.multiplexed.connection import Connection, UnsuitedResponse
from runql._transfer._engine.multiplexed.origins import Origins
from runql._transfer._engine.multiplexed.width import Width
from runql._transfer._engine.network_errors import broken, no_progress, unreachable
from runql._wire.http import reason_of
from runql._wire.rate_limit import count_request
from runql.errors import RateLimitError, RunQLError, ServerError

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable, Iterator
    from typing import Self

    from runql._transfer._engine.connections import Connections
    from runql._transfer._engine.multiplexed.connection import Response
    from runql._transfer._engine.multiplexed.origins import Address, Origin

__all__ = ["FileRequest", "Multiplexer", "Unserved"]

T = TypeVar("T")

_GLANCE: Final = 0.1
_MOST_HELD: Final = 2**25
"""Maximum bytes of files in transfer, which are held in memory."""
_STRIKES: Final = 8
"""Consecutive failures after which the remaining files are left to connections that wait before retries."""


@dataclass(slots=True, eq=False)
class FileRequest(Generic[T]):
    """A file to request.

    Attributes:
        item: Identifier of the file for the caller.
        url: URL of the file.
        operation: Name of the request in errors.
        size: Size in bytes.
        is_repeated: Whether it was requested before, on a connection that the server had closed.
    """

    item: T
    url: str
    operation: str
    size: int
    is_repeated: bool = False


@dataclass(frozen=True, slots=True)
class Unserved(Generic[T]):
    """A file that was not received.

    Attributes:
        item: Identifier of the file for the caller.
        error: The reason; None if the file was not requested.
        spent: Seconds without progress.
    """

    item: T
    error: RunQLError | None = None
    spent: float = 0.0


class Multiplexer(Generic[T]):
    """Connections for small files, for one download.

    Attributes:
        width: The number of concurrent connections.
    """

    def __init__(self, connections: Connections, most: int, cancel: threading.Event) -> None:
        self._now = monotonic()
        self.width = Width(most, self._now)
        self._limits = connections.settings.timeouts
        self._origins = Origins(connections)
        self._cancel = cancel
        self._selector = selectors.DefaultSelector()
        self._active: dict[Connection, FileRequest[T]] = {}
        self._idle: dict[Origin, list[Connection]] = {}
        self._again: deque[FileRequest[T]] = deque()
        self._left: list[Unserved[T]] = []
        self._held = 0
        self._strikes = 0
        self._looked = self._now

    def run(
        self, requests: Iterable[FileRequest[T]], receive: Callable[[T, Response], None]
    ) -> list[Unserved[T]]:
        """Request files, and return those that were not received.

        Args:
            requests: The files; the next one is read when a connection is free for it.
            receive: Called with a response. A runql error means that the file was not received.

        Raises:
            TransferCancelled: If the transfer was canceled.
        """
        source = iter(requests)
        self._left, self._strikes = [], 0
        while True:
            self._fill(source)
            if not self._active:
                return self._left
            began = monotonic()
            events = self._selector.select(_GLANCE)
            self._now = monotonic()
            self.width.wait(self._now - began)
            if self._cancel.is_set():
                raise TransferCancelled
            for key, _ in events:
                self._advance(key.data, receive)
            if self._now - self._looked >= _GLANCE:
                self._looked = self._now
                self._expire()

    def close(self) -> None:
        """Close all connections."""
        for each in (*self._active, *(one for idle in self._idle.values() for one in idle)):
            each.close()
        self._active.clear()
        self._idle.clear()
        self._selector.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _fill(self, source: Iterator[FileRequest[T]]) -> None:
        """Start requests while more are allowed."""
        while len(self._active) < self.width.count and self._held < _MOST_HELD:
            found = self._next(source)
            if found is None:
                return
            request, origin, head = found
            # The server may have closed an idle connection, so a repeated request gets a new one.
            idle = None if request.is_repeated else self._idle.get(origin)
            try:
                connection = idle.pop() if idle else Connection(origin, self._now)
            except OSError as error:
                self._fail_to_connect(origin, request, error, None)
                continue
            connection.start(head, request.size, self._now)
            self._active[connection] = request
            self._held += request.size
            self._selector.register(connection.fileno(), connection.events, connection)
            if connection.is_open:
                self._advance(connection, None)

    def _next(
        self, source: Iterator[FileRequest[T]]
    ) -> tuple[FileRequest[T], Origin, bytes] | None:
        """Return the next request that this loop can send."""
        while True:
            request = self._again.popleft() if self._again else next(source, None)
            if request is None:
                return None
            if self._strikes >= _STRIKES:
                self._left.append(Unserved(request.item))
                continue
            try:
                found = self._origins.request(request.url, request.operation)
                if found is not None:
                    count_request(request.operation)
                    return request, *found
            except RunQLError as error:
                self._left.append(Unserved(request.item, error))
            else:
                self._left.append(Unserved(request.item))

    def _advance(
        self, connection: Connection, receive: Callable[[T, Response], None] | None
    ) -> None:
        """Continue a connection after an event."""
        request, waited_for = self._active[connection], connection.events
        try:
            response = connection.advance(self._now)
        except (OSError, EOFError, UnsuitedResponse) as error:
            self._end(connection)
            self._fail(connection, request, error)
            return
        if response is None or receive is None:
            if connection.events != waited_for:
                self._selector.modify(connection.fileno(), connection.events, connection)
            return
        try:
            receive(request.item, response)
        except RunQLError as error:
            self._left.append(Unserved(request.item, error, self._now - connection.since))
            if isinstance(error, RateLimitError):
                self._strikes = _STRIKES
            elif isinstance(error, ServerError):
                self._strikes += 1
        else:
            self._strikes = 0
            self.width.note(request.size, self._now)
        finally:
            self._end(connection)

    def _end(self, connection: Connection) -> None:
        """Finish a request. Its connection is reused for the next request, if possible."""
        self._held -= self._active.pop(connection).size
        self._selector.unregister(connection.fileno())
        if connection.is_done and len(self._active) < self.width.count:
            self._idle.setdefault(connection.origin, []).append(connection)
        else:
            connection.close()

    def _fail(
        self,
        connection: Connection,
        request: FileRequest[T],
        error: OSError | EOFError | UnsuitedResponse,
    ) -> None:
        """Record a request without a response."""
        if isinstance(error, UnsuitedResponse):
            connection.origin.is_avoided = True
            self._left.append(Unserved(request.item))
        elif not connection.is_open and isinstance(error, OSError):
            self._fail_to_connect(connection.origin, request, error, connection.address)
        elif connection.served and connection.is_untouched and not request.is_repeated:
            request.is_repeated = True  # the server had closed the connection before
            self._again.append(request)
        else:
            self._strikes += 1
            told = broken(error, request.operation, connection.origin.url)
            self._left.append(Unserved(request.item, told, self._now - connection.since))

    def _fail_to_connect(
        self, origin: Origin, request: FileRequest[T], error: OSError, address: Address | None
    ) -> None:
        """Try the next address of a host, or continue with the existing connections."""
        current = origin.addresses[0] if origin.addresses else None
        has_next = len(origin.addresses) > 1 and not isinstance(error, SSLError)
        is_first = address in (None, current)
        if not origin.is_reached and (has_next or not is_first):
            if is_first:
                del origin.addresses[0]
            self._again.append(request)
            return
        there = sum(each.origin is origin for each in self._active)
        there += len(self._idle.get(origin, ()))
        if there and not request.is_repeated:
            self.width.limit(there)
            self._again.append(request)
            return
        origin.is_avoided = True
        told = (
            broken(error, request.operation, origin.url)
            if isinstance(error, SSLError)
            else unreachable(reason_of(error), request.operation, origin.url)
        )
        self._left.append(Unserved(request.item, told))

    def _expire(self) -> None:
        """Stop requests that exceed a timeout."""
        for connection, request in list(self._active.items()):
            spent, total = self._now - connection.since, self._limits.total
            silent = self._limits.read if connection.is_open else self._limits.connect
            if total is not None and spent >= total:
                self._end(connection)
                still = no_progress(request.operation, total)
                self._left.append(Unserved(request.item, still, spent))
            elif self._now - connection.heard >= silent:
                self._end(connection)
                if connection.is_open:
                    told = broken(TimeoutError("timed out"), request.operation, request.url)
                    self._left.append(Unserved(request.item, told, spent))
                else:
                    late = TimeoutError("no connection in time")
                    self._fail_to_connect(connection.origin, request, late, connection.address)
