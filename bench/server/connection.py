"""HTTP/1.1 on a keep-alive connection: one request after the other, large bodies without a copy."""

from __future__ import annotations

import asyncio
import re
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from bench.server.graphql import Piece

__all__ = ["Connection", "Request", "Response"]

_LENGTH: Final = re.compile(rb"\r\ncontent-length:\s*(\d+)", re.IGNORECASE)
_RANGE: Final = re.compile(rb"\r\nrange:\s*bytes=(\d*)-(\d*)", re.IGNORECASE)
_CLOSE: Final = re.compile(rb"\r\nconnection:\s*close", re.IGNORECASE)
_REASONS: Final = {
    200: b"200 OK",
    206: b"206 Partial Content",
    400: b"400 Bad Request",
    404: b"404 Not Found",
    416: b"416 Range Not Satisfiable",
}
_CHUNK: Final = 2**18
_SMALL: Final = 2**14


@dataclass(frozen=True, slots=True)
class Request:
    """A request of a client."""

    method: str
    path: str
    query: str
    range: tuple[int | None, int | None] | None
    body: bytes


@dataclass(frozen=True, slots=True)
class Response:
    """The response, and the seconds before it is sent."""

    body: Sequence[Piece]
    status: int = 200
    kind: bytes = b"application/json"
    headers: bytes = field(default=b"")
    delay: float = 0.0


class Connection(asyncio.Protocol):
    """One connection of a client."""

    def __init__(self, respond: Callable[[Request], Response]) -> None:
        self._respond = respond
        self._received = bytearray()
        self._outgoing: deque[memoryview] = deque()
        self._waiting = False
        self._paused = False
        self._closing = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports derive from no class of asyncio.
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._closing = True
        self._outgoing.clear()

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self._waiting:
            self._next()

    def pause_writing(self) -> None:
        self._paused = True

    def resume_writing(self) -> None:
        self._paused = False
        self._send()

    def _next(self) -> None:
        """Answer the request that has arrived whole, if one has."""
        end = self._received.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self._received[:end])
        found = _LENGTH.search(head)
        length = int(found[1]) if found else 0
        if len(self._received) < end + 4 + length:
            return
        body = bytes(self._received[end + 4 : end + 4 + length])
        del self._received[: end + 4 + length]
        self._waiting = True
        method, target, _ = head.partition(b"\r\n")[0].decode().split(" ")
        path, _, query = target.partition("?")
        response = self._respond(Request(method, path, query, _range_of(head), body))
        close = _CLOSE.search(head) is not None
        if response.delay:
            asyncio.get_running_loop().call_later(
                response.delay, self._begin, response, method, close
            )
        else:
            self._begin(response, method, close)

    def _begin(self, response: Response, method: str, close: bool) -> None:
        if self._closing:
            return
        length = sum(map(len, response.body))
        head = b"HTTP/1.1 %b\r\nContent-Type: %b\r\nContent-Length: %d\r\n%b\r\n" % (
            _REASONS[response.status], response.kind, length, response.headers,
        )  # fmt: skip
        body = () if method == "HEAD" else response.body
        if length < _CHUNK:
            self._outgoing.append(memoryview(b"".join((head, *body))))
        else:
            self._outgoing.extend(map(memoryview, _joined((head, *body))))
        self._closing = close
        self._send()

    def _send(self) -> None:
        """Hand over as much as the transport takes; it would copy all that it cannot send."""
        while self._outgoing and not self._paused:
            part = self._outgoing.popleft()
            self._transport.write(part[:_CHUNK])
            if len(part) > _CHUNK:
                self._outgoing.appendleft(part[_CHUNK:])
        if self._outgoing or not self._waiting:
            return
        self._waiting = False
        if self._closing:
            self._transport.close()
        elif self._received:
            self._next()


def _joined(parts: Sequence[Piece]) -> Generator[Piece]:
    """Join small neighbors to one buffer: servers encode a response as a whole before they send it."""
    small, size = list["Piece"](), 0
    for part in parts:
        if small and (len(part) >= _SMALL or size + len(part) > _CHUNK):
            yield b"".join(small)
            small, size = [], 0
        if len(part) >= _SMALL:
            yield part
        else:
            small.append(part)
            size += len(part)
    if small:
        yield b"".join(small)


def _range_of(head: bytes) -> tuple[int | None, int | None] | None:
    found = _RANGE.search(head)
    if found is None:
        return None
    first, last = (int(text) if text else None for text in found.groups())
    return first, last
