"""Connections of threads: time limits, hosts with several addresses, and reads of all bytes that have arrived."""

from __future__ import annotations

import contextlib
import socket
import threading
import weakref
from functools import cache, partial
from ipaddress import ip_address
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Generator

    import httpcore

__all__ = ["connect_in_turn", "deadline", "deadline_backend", "shortened", "within"]

T = TypeVar("T")

_FOREVER: Final = float("inf")

_PIECE: Final = 2**14
"""Maximum bytes that are sent in one step."""

_LARGE: Final = 2**12
"""Bytes of a read that is probably a part of a large response."""

_MOST: Final = 2**18
"""Maximum bytes of a read of a large response."""

_thread = threading.local()


@contextlib.contextmanager
def deadline(seconds: float | None) -> Generator[None]:
    """Limit the time of the requests that this thread sends in the block."""
    before = getattr(_thread, "deadline", _FOREVER)
    _thread.deadline = _FOREVER if seconds is None else monotonic() + seconds
    try:
        yield
    finally:
        _thread.deadline = before


def within(timeout: float | None, expired: type[Exception], steps: int = 1) -> float | None:
    """Return the timeout of one step in seconds, limited by the deadline of this thread.

    Args:
        timeout: Timeout of the step in seconds; None for no limit.
        expired: Error for a passed deadline.
        steps: Number of steps that share the remaining time, including this one.

    Raises:
        Exception: `expired`, if no time is left.
    """
    left = getattr(_thread, "deadline", _FOREVER) - monotonic()
    if left <= 0:
        raise expired("the total timeout of the call is exceeded")
    return shortened(timeout, left / steps)


def shortened(timeout: float | None, left: float) -> float | None:
    """Return the shorter one of a timeout and the remaining seconds; None for no limit."""
    bound = min(_FOREVER if timeout is None else timeout, left)
    return None if bound == _FOREVER else bound


def deadline_backend() -> httpcore.NetworkBackend:
    """Return the network of httpcore for requests of threads, with the deadline of each thread."""
    import httpcore

    wrap = _stream_type()

    class Backend(httpcore.SyncBackend):
        """Opens connections with a deadline."""

        def connect_tcp(
            self,
            host: str,
            port: int,
            timeout: float | None = None,
            *more: Any,  # noqa: ANN401
            **named: Any,  # noqa: ANN401
        ) -> httpcore.NetworkStream:
            """Connect within the remaining time."""
            connect = partial(httpcore.SyncBackend.connect_tcp, self)
            return wrap(_connected(connect, host, port, timeout, *more, **named))

    return Backend()


@cache
def _stream_type() -> Callable[[httpcore.NetworkStream], httpcore.NetworkStream]:
    import httpcore

    class Stream(httpcore.NetworkStream):
        """A connection that fails at the deadline, even if data keeps arriving in small pieces.

        The connection is closed when its client is garbage-collected, so programs need not close clients.
        """

        def __init__(self, stream: httpcore.NetworkStream) -> None:
            self._stream = stream
            self._close = weakref.finalize(self, stream.close)
            # Raised by the next read, because the bytes before the error may be the rest of a response.
            self._broken: OSError | None = None
            self._socket = _socket_of(stream)

        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            """Read within the remaining time.

            Of a large response, all bytes that have arrived are returned, up to 256 KiB. httpcore requests 64 KiB, of
            which TLS returns one record of up to 16 KiB. The parsers accept any length, and their time is per read.
            """
            limit = within(timeout, httpcore.ReadTimeout)
            if self._broken is not None:
                raise httpcore.ReadError(str(self._broken)) from self._broken
            data = self._stream.read(max_bytes, limit)
            if len(data) < _LARGE or self._socket is None:
                return data
            more, self._broken = _arrived(self._socket, _MOST - len(data))
            return b"".join((data, *more))

        def write(self, buffer: bytes, timeout: float | None = None) -> None:
            """Write within the remaining time."""
            # httpcore applies the full timeout to every part that a slow server accepts.
            for start in range(0, len(buffer), _PIECE):
                piece = buffer[start : start + _PIECE]
                self._stream.write(piece, within(timeout, httpcore.WriteTimeout))

        def close(self) -> None:
            """Close the connection."""
            self._close()

        def start_tls(
            self,
            ssl_context: ssl.SSLContext,
            server_hostname: str | None = None,
            timeout: float | None = None,
        ) -> httpcore.NetworkStream:
            """Encrypt the connection within the remaining time."""
            limit = within(timeout, httpcore.ConnectTimeout)
            # From here on, the encrypted connection owns the socket.
            self._close.detach()
            return Stream(self._stream.start_tls(ssl_context, server_hostname, limit))

        def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as the base class has it
            """Return information about the connection."""
            return self._stream.get_extra_info(info)

    return Stream


def _socket_of(stream: httpcore.NetworkStream) -> socket.socket | None:
    """Return the socket whose bytes are those of the stream."""
    import ssl

    # The socket of TLS inside TLS, for an https proxy, returns bytes that are still encrypted.
    is_nested = isinstance(stream.get_extra_info("ssl_object"), ssl.SSLObject)
    return None if is_nested else stream.get_extra_info("socket")


def _arrived(connection: socket.socket, most: int) -> tuple[list[bytes], OSError | None]:
    """Return bytes that can be read without waiting, and the error of the connection after them."""
    import ssl

    found: list[bytes] = []
    connection.settimeout(0)
    try:
        while most > 0 and (part := connection.recv(most)):
            found.append(part)
            most -= len(part)
    except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
        return found, None
    except OSError as error:
        return found, error
    return found, None


def _connected(
    connect: Callable[..., httpcore.NetworkStream],
    host: str,
    port: int,
    timeout: float | None,
    *more: object,
    **named: object,
) -> httpcore.NetworkStream:
    """Connect to an address of a host. Each remaining address gets the same part of the remaining time."""
    import httpcore

    def one(name: str, count: int) -> httpcore.NetworkStream:
        limit = within(timeout, httpcore.ConnectTimeout, count)
        return connect(name, port, limit, *more, **named)

    failed = (httpcore.ConnectError, httpcore.ConnectTimeout)
    try:
        return connect_in_turn(host, port, one, failed, within(None, httpcore.ConnectTimeout))
    except TimeoutError as error:
        raise httpcore.ConnectTimeout(str(error)) from error
    except OSError as error:
        raise httpcore.ConnectError(str(error)) from error


def connect_in_turn(
    host: str,
    port: int,
    connect: Callable[[str, int], T],
    failed: tuple[type[Exception], ...],
    seconds: float | None,
) -> T:
    """Connect to the first address of a host that accepts a connection.

    The standard library gives every address the full timeout, so a host with several unreachable addresses exceeds
    the time limit of a call. It has no timeout for the lookup of the addresses.

    Args:
        host: Name or IP address.
        port: Port.
        connect: Connects to a host; its second argument is the number of addresses that are left, including this
            one.
        failed: Errors after which the next address is tried.
        seconds: Time limit of the lookup; None for no limit.

    Raises:
        TimeoutError: If the lookup took too long.
        OSError: If the host is unknown.
        UnicodeError: If the name of the host is invalid.
    """
    names = _addresses(host, port, seconds)
    for left in range(len(names), 1, -1):
        with contextlib.suppress(*failed):
            return connect(names[-left], left)
    return connect(names[-1], 1)


def _addresses(host: str, port: int, seconds: float | None) -> list[str]:
    if _is_address(host):
        return [host]
    names: list[str] = []
    errors: list[OSError | UnicodeError] = []

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            names.extend(dict.fromkeys(str(address[0]) for *_, address in found))
        except (OSError, UnicodeError) as error:
            errors.append(error)

    # Nothing interrupts a lookup, so a lookup that takes too long is left behind.
    thread = threading.Thread(target=look_up, name="runql-lookup", daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise TimeoutError(f"the lookup of {host} took longer than {seconds:.1f} s")
    if errors:
        raise errors[0]
    return names or [host]


def _is_address(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
