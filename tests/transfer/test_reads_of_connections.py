"""A read of a large response returns all bytes that have arrived; nothing is lost, and every error is raised."""

from __future__ import annotations

import os
import socket
import ssl
import struct
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import httpcore
import pytest

from runql._wire.deadlines import _stream_type, deadline_backend

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

CERTIFICATE = Path(__file__).with_name("storage.pem")
BODY = os.urandom(30_000)
"""Two TLS records, which fit into the first window of a connection."""


@contextmanager
def connected(
    serve: Callable[[socket.socket], None], *, tls: bool = False
) -> Generator[httpcore.NetworkStream]:
    """Connect to a server that has sent everything."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def accept() -> None:
            taken: socket.socket = listening.accept()[0]
            if tls:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(CERTIFICATE)
                taken = context.wrap_socket(taken, server_side=True)
            serve(taken)

        server = Thread(target=accept)
        server.start()
        stream = deadline_backend().connect_tcp("127.0.0.1", listening.getsockname()[1], 5)
        if tls:
            trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
            stream = stream.start_tls(trust, "localhost", 5)
        server.join(10)
        try:
            yield stream
        finally:
            stream.close()


@pytest.mark.parametrize("tls", [False, True])
def test_one_read_returns_all_that_has_arrived_and_the_next_one_waits(*, tls: bool) -> None:
    kept: list[socket.socket] = []

    def serve(taken: socket.socket) -> None:
        kept.append(open_sockets.enter_context(taken))
        taken.sendall(BODY)

    with ExitStack() as open_sockets, connected(serve, tls=tls) as stream:
        # httpcore alone returns the requested number of bytes, or one TLS record.
        assert stream.read(5_000, timeout=5) == BODY
        with pytest.raises(httpcore.ReadTimeout):
            stream.read(5_000, timeout=0.05)
        kept[0].sendall(b"more")
        assert stream.read(5_000, timeout=5) == b"more"


@pytest.mark.parametrize("tls", [False, True])
def test_a_closed_connection_ends_after_its_last_bytes(*, tls: bool) -> None:
    def serve(taken: socket.socket) -> None:
        taken.sendall(BODY)
        taken.close()

    with connected(serve, tls=tls) as stream:
        assert stream.read(5_000, timeout=5) == BODY
        assert stream.read(5_000, timeout=5) == b""


def test_the_error_of_a_broken_connection_follows_the_bytes_before_it() -> None:
    def serve(taken: socket.socket) -> None:
        taken.sendall(BODY)
        # The system resets a connection that is closed in this way.
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        taken.close()

    with connected(serve) as stream:
        assert stream.read(5_000, timeout=5) == BODY
        for _ in range(2):
            with pytest.raises(httpcore.ReadError):
                stream.read(5_000, timeout=5)


class Untouched(httpcore.NetworkStream):
    """A connection whose socket must not be read, which has no `recv`."""

    def __init__(self, content: bytes, ssl_object: ssl.SSLObject | None = None) -> None:
        self.content = content
        self.found = {"socket": object(), "ssl_object": ssl_object}

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.content

    def close(self) -> None:
        """Do nothing."""

    def get_extra_info(self, info: str) -> Any:
        return self.found[info]


def test_a_small_response_takes_one_system_call() -> None:
    assert _stream_type()(Untouched(b"x" * 4095)).read(65_536) == b"x" * 4095
    with pytest.raises(AttributeError):
        _stream_type()(Untouched(b"x" * 4096)).read(65_536)


def test_the_socket_under_two_layers_of_tls_is_not_read() -> None:
    nested = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).wrap_bio(
        ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="localhost"
    )
    stream = _stream_type()(Untouched(b"x" * 16_384, nested))
    assert stream.read(65_536) == b"x" * 16_384
