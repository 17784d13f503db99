"""A non-blocking HTTP connection: it does what is possible, and reports the events that it waits for."""

from __future__ import annotations

import errno
import os
import selectors
import socket
import ssl
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from runql._transfer._engine.cancel import LEAST_PROGRESS

if TYPE_CHECKING:
    from runql._transfer._engine.multiplexed.origins import Origin

__all__ = ["Connection", "Response", "UnsuitedResponse"]

_UNDER_WAY: Final = frozenset((0, errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EAGAIN))
_BUFFER: Final = 2**16
_KEPT: Final = 2**17
_LONGEST_HEAD: Final = 2**16
_LONGEST_REFUSAL: Final = 2**20


class UnsuitedResponse(Exception):
    """A response that requires a complete HTTP client: redirects, chunked bodies, unusual headers."""


class Response(NamedTuple):
    """A complete response.

    Attributes:
        status: HTTP status.
        headers: Headers, by lower-case name.
        content: The body, valid until the connection is used again.
    """

    status: int
    headers: dict[str, str]
    content: memoryview


class Connection:
    """A connection to one host, with at most one active request.

    Attributes:
        origin: The host.
        address: Address of the host.
        events: Events that it waits for.
        is_open: Whether the connection is established, including TLS.
        is_done: Whether the response is complete, so that another request can be sent.
        served: Number of responses that arrived.
        heard: Time of the last byte, or of the start of the request.
        since: Time of the last progress.
    """

    def __init__(self, origin: Origin, now: float) -> None:
        """Start to connect.

        Raises:
            OSError: If the host is unknown or unreachable.
        """
        self.origin = origin
        self.events: int = selectors.EVENT_WRITE
        self.is_open = False
        self.is_done = False
        self.served = 0
        self.heard = self.since = now
        self._moved = 0
        self._lasts = True
        self._phase: Literal["connect", "handshake", "send", "read"] = "connect"
        self._request = memoryview(b"")
        self._size = 0
        self._buffer = bytearray(_BUFFER)
        self._view = memoryview(self._buffer)
        self._filled = 0
        self._head: tuple[int, dict[str, str], int, int] | None = None
        self.address = origin.resolve()
        family, kind, protocol, _, where = self.address
        self._socket = socket.socket(family, kind, protocol)
        try:
            self._socket.setblocking(False)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            code = self._socket.connect_ex(where)
            if code not in _UNDER_WAY:
                raise OSError(code, os.strerror(code))
        except BaseException:
            self._socket.close()
            raise

    @property
    def is_untouched(self) -> bool:
        """Whether no byte of the response has arrived."""
        return self._filled == 0

    def fileno(self) -> int:
        """Return the file descriptor of the socket."""
        return self._socket.fileno()

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()

    def start(self, request: bytes, size: int, now: float) -> None:
        """Accept a request for a file of a given size, to be sent as soon as possible."""
        self._request, self._size = memoryview(request), size
        self._filled, self._head, self.is_done = 0, None, False
        self._moved, self.heard, self.since = 0, now, now
        if len(self._buffer) > _KEPT:
            self._allocate(_BUFFER)
        if self.is_open:
            self._phase = "send"

    def advance(self, now: float) -> Response | None:
        """Do all work that does not block, and return the response when it is complete.

        Raises:
            OSError: If the connection failed.
            EOFError: If the server closed the connection.
            UnsuitedResponse: If the response requires a complete HTTP client.
        """
        try:
            if self._phase == "connect":
                self._finish_connect()
            if self._phase == "handshake":
                assert isinstance(self._socket, ssl.SSLSocket)
                self._socket.do_handshake()
                self.heard = self.since = now
                self._open()
            if self._phase == "send":
                self._send()
                self.events = selectors.EVENT_READ  # no byte has arrived yet
            elif self._phase == "read":
                return self._read(now)
        except BlockingIOError:
            self.events = selectors.EVENT_READ if self._phase == "read" else selectors.EVENT_WRITE
        except ssl.SSLWantReadError:
            self.events = selectors.EVENT_READ
        except ssl.SSLWantWriteError:
            self.events = selectors.EVENT_WRITE
        return None

    def _finish_connect(self) -> None:
        code = self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if code:
            raise OSError(code, os.strerror(code))
        if self.origin.context is None:
            self._open()
            return
        self._socket = self.origin.context.wrap_socket(
            self._socket,
            server_hostname=self.origin.host.rstrip("."),
            do_handshake_on_connect=False,
        )
        self._phase = "handshake"

    def _open(self) -> None:
        self._phase, self.is_open, self.origin.is_reached = "send", True, True

    def _send(self) -> None:
        while self._request:
            self._request = self._request[self._socket.send(self._request) :]
        self._phase = "read"

    def _read(self, now: float) -> Response | None:
        while True:
            if self._filled == len(self._buffer):
                self._allocate(2 * self._filled)
            count = self._socket.recv_into(self._view[self._filled :])
            if not count:
                raise EOFError
            self._filled += count
            self.heard = now
            self._moved += count
            if self._moved >= LEAST_PROGRESS:
                self._moved, self.since = 0, now
            if self._head is None:
                self._read_head()
            if self._head is not None and self._filled >= self._head[3]:
                return self._response(self._head)
            if self.origin.context is None:
                return None  # bytes in the socket cause another event, but bytes in the TLS buffer do not

    def _response(self, head: tuple[int, dict[str, str], int, int]) -> Response:
        status, headers, start, stop = head
        self.served += 1
        # More bytes than announced cannot be interpreted.
        self.is_done = self._lasts and self._filled == stop
        return Response(status, headers, self._view[start:stop])

    def _read_head(self) -> None:
        end = self._buffer.find(b"\r\n\r\n", 0, min(self._filled, _LONGEST_HEAD))
        if end < 0:
            if self._filled >= _LONGEST_HEAD:
                raise UnsuitedResponse
            return
        first, *lines = bytes(self._view[:end]).decode("latin-1").split("\r\n")
        version, _, reason = first.partition(" ")
        code = reason[:3]
        if version not in ("HTTP/1.1", "HTTP/1.0") or not (code.isascii() and code.isdigit()):
            raise UnsuitedResponse
        status, headers = int(code), _headers(lines)
        if status < 200 and status != 101:  # such as 103: the final response follows
            rest = bytes(self._view[end + 4 : self._filled])
            self._buffer[: len(rest)] = rest
            self._filled = len(rest)
            self._read_head()
            return
        length = _length(status, headers)
        options = headers.get("connection", "").lower()
        self._lasts = version == "HTTP/1.1" and "close" not in options
        if status == 200 and length != self._size:
            length, self._lasts = 0, False  # a file of another size than listed is not read
        self._head = (status, headers, end + 4, end + 4 + length)
        if self._head[3] > len(self._buffer):
            self._allocate(self._head[3])

    def _allocate(self, size: int) -> None:
        buffer = bytearray(size)
        buffer[: self._filled] = self._view[: self._filled]
        self._buffer, self._view = buffer, memoryview(buffer)


def _headers(lines: list[str]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        name = name.lower()
        if not colon or not name or name != name.strip():
            raise UnsuitedResponse
        if name in headers:
            value = f"{headers[name]}, {value.strip()}"
        headers[name] = value.strip()
    return headers


def _length(status: int, headers: dict[str, str]) -> int:
    told = headers.get("content-length", "")
    if (
        (status != 200 and status < 400)
        or "transfer-encoding" in headers
        or not (told.isascii() and told.isdigit() and len(told) < 19)
        or (status != 200 and int(told) > _LONGEST_REFUSAL)
    ):
        raise UnsuitedResponse
    return int(told)
