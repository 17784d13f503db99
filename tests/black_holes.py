"""Hosts with several addresses, of which most answer nothing, on the loopback network of Linux."""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = ["HOST", "answering", "black_holes", "needs_black_holes"]

HOST = "many.test"

needs_black_holes = pytest.mark.skipif(
    sys.platform != "linux", reason="other systems have one loopback address, or refuse at once"
)


@contextlib.contextmanager
def black_holes(
    monkeypatch: pytest.MonkeyPatch, count: int, *further: str, port: int = 0
) -> Generator[int]:
    """Let HOST have a number of addresses that drop connections, then further ones; yield its port."""
    names = [f"127.0.0.{2 + number}" for number in range(count)]
    with contextlib.ExitStack() as stack:
        for name in names:
            listener = stack.enter_context(socket.socket())
            listener.bind((name, port))
            port = listener.getsockname()[1]
            listener.listen(0)
            for _ in range(4):  # the queue of connections is full
                client = stack.enter_context(socket.socket())
                client.setblocking(False)
                client.connect_ex((name, port))
        resolve = socket.getaddrinfo

        def resolved(host: object, service: object, *arguments: object, **named: object) -> object:
            if host not in (HOST, HOST.encode()):
                return resolve(host, service, *arguments, **named)  # type: ignore[arg-type]
            kind = (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "")
            return [(*kind, (name, port)) for name in (*names, *further)]

        monkeypatch.setattr(socket, "getaddrinfo", resolved)
        yield port


@contextlib.contextmanager
def answering(answer: bytes) -> Generator[int]:
    """Send the same bytes to all who connect to 127.0.0.1; yield the port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    client, _ = listener.accept()
                    with client:
                        client.settimeout(5)
                        client.recv(65536)
                        client.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()
