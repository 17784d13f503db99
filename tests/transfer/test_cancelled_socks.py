"""Transfers through a SOCKS proxy that are canceled, or make no progress."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest

from runql._transfer._engine.cancel import CancelToken, TransferCancelled
from runql._transfer._engine.connections import Connections
from runql._transfer._engine.url_requests import read
from runql.errors import RequestTimeoutError
from runql.settings import RetryPolicy, Settings, Timeouts

if TYPE_CHECKING:
    from collections.abc import Generator

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"


@contextmanager
def silent_proxy(told: bytes) -> Generator[str]:
    """A SOCKS5 proxy whose hosts say so much and no more, for as long as the client waits."""
    listener, ended = socket.create_server(("127.0.0.1", 0)), threading.Event()

    def serve() -> None:
        with suppress(OSError):
            while True:
                taken, _ = listener.accept()
                threading.Thread(target=answer, args=(taken,), daemon=True).start()

    def answer(taken: socket.socket) -> None:
        with taken, suppress(OSError):
            taken.recv(64)
            taken.sendall(b"\x05\x00")
            taken.recv(512)
            taken.sendall(b"\x05\x00\x00\x01" + bytes(6))
            taken.recv(65536)
            taken.sendall(told)
            ended.wait(30)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"socks5h://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        ended.set()
        listener.close()


def connections(proxy: str, total: float) -> Connections:
    limits = Timeouts(connect=2, read=20, total=total)
    return Connections(
        Settings(
            api_key="k" * 40,
            base_url="http://w.test",
            proxy=proxy,
            timeouts=limits,
            retry=RetryPolicy(max_attempts=1),
        )
    )


@pytest.mark.parametrize("told", [b"", HEAD], ids=["no_answer", "half_a_body"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_cancelled_transfer_ends_before_its_read_timeout(scheme: str, told: bytes) -> None:
    cancel, began = CancelToken(), time.monotonic()
    with silent_proxy(told if scheme == "http" else b"") as proxy:
        threading.Timer(0.3, cancel.set).start()
        with pytest.raises(TransferCancelled):
            read(connections(proxy, 20), f"{scheme}://w.test/a", "read", cancel)
    assert time.monotonic() - began < 5


def test_a_transfer_without_progress_ends_at_its_limit() -> None:
    began = time.monotonic()
    with silent_proxy(HEAD) as proxy, pytest.raises(RequestTimeoutError, match="made no progress"):
        read(connections(proxy, 1), "http://w.test/a", "read", CancelToken())
    assert time.monotonic() - began < 5
