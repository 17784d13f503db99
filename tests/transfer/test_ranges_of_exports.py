"""Ranges of a file: concurrent if the storage makes requests wait, and from its end even if the storage cannot."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from runql._models.history.byte_ranges import Span
from runql._transfer._engine import in_memory
from runql._transfer._engine.cancel import CancelToken
from runql._transfer._engine.connections import Connections
from runql._transfer._engine.in_memory import Fetch
from runql.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Generator

CONTENT = bytes(range(256)) * 40
SPANS = [Span(start, start + 100) for start in range(0, 6400, 800)]


class Storage:
    """A storage that counts the requests that wait at the same time."""

    def __init__(self, seconds: float = 0, from_end: int = 206, *, ranges: bool = True) -> None:
        self.seconds = seconds
        self.ranges = ranges
        self.from_end = from_end
        self.requested: list[str] = []
        self.most = 0
        self.address = ""
        self._open = 0
        self._lock = threading.Lock()

    def wait(self) -> None:
        with self._lock:
            self._open += 1
            self.most = max(self.most, self._open)
        time.sleep(self.seconds)
        with self._lock:
            self._open -= 1


@contextmanager
def running(storage: Storage) -> Generator[Storage]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            storage.wait()
            wanted = self.headers["Range"]
            storage.requested.append(wanted)
            first, _, last = wanted.removeprefix("bytes=").partition("-")
            if not storage.ranges or (not first and storage.from_end != 206):
                status = storage.from_end if storage.ranges else 200
                whole = CONTENT if status == 200 else b""
                self.send_response(status)
                self.send_header("Content-Length", str(len(whole)))
                self.end_headers()
                self.wfile.write(whole)
                return
            start = int(first) if first else len(CONTENT) - int(last)
            part = CONTENT[start : int(last) + 1] if first else CONTENT[start:]
            self.send_response(206)
            end = start + len(part) - 1
            self.send_header("Content-Range", f"bytes {start}-{end}/{len(CONTENT)}")
            self.send_header("Content-Length", str(len(part)))
            self.end_headers()
            self.wfile.write(part)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
            """Write nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    storage.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield storage
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("seconds", "worth", "concurrent"),
    [(0.0, 10.0, False), (0.2, 0.1, True)],
    ids=["immediate", "waiting"],
)
def test_workers_are_used_only_if_requests_wait(
    monkeypatch: pytest.MonkeyPatch, seconds: float, worth: float, concurrent: bool
) -> None:
    monkeypatch.setattr(in_memory, "_WORTH_WORKERS", worth)
    with running(Storage(seconds)) as storage:
        settings = Settings(api_key="a" * 40, base_url=storage.address)
        fetch = Fetch(Connections(settings), f"{storage.address}/x", "read x", CancelToken())
        assert fetch.tail(50).content == CONTENT[-50:]
        found = fetch.spans(SPANS)
    assert [span for span, _ in found] == SPANS
    assert all(part == CONTENT[span.start : span.stop] for span, part in found)
    # A busy machine may start the workers late.
    assert (storage.most > 1) == concurrent


@pytest.mark.parametrize("status", [200, 400, 416])
@pytest.mark.parametrize("length", [50, 2 * len(CONTENT)])
def test_the_end_of_a_file_comes_from_a_storage_without_ranges_from_the_end(
    status: int, length: int
) -> None:
    with running(Storage(from_end=status)) as storage:
        settings = Settings(api_key="a" * 40, base_url=storage.address)
        fetch = Fetch(Connections(settings), f"{storage.address}/x", "read x", CancelToken())
        tail = fetch.tail(length)
    assert tail.content == CONTENT[-length:]
    assert tail.total == len(CONTENT)
    start = max(0, len(CONTENT) - length)
    if status == 200 and length > len(CONTENT):
        assert storage.requested == [f"bytes=-{length}"]
    else:
        explicit = f"bytes={start}-{len(CONTENT) - 1}"
        assert storage.requested == [f"bytes=-{length}", "bytes=0-0", explicit]


def test_a_storage_without_ranges_sends_a_file_once_or_twice() -> None:
    with running(Storage(ranges=False)) as storage:
        settings = Settings(api_key="a" * 40, base_url=storage.address)
        fetch = Fetch(Connections(settings), f"{storage.address}/x", "read x", CancelToken())
        for found in (fetch.head(100), fetch.tail(50), fetch.tail(2 * len(CONTENT))):
            assert found.content == CONTENT
            assert found.is_whole
        assert fetch.whole() == CONTENT
        assert len(storage.requested) == 1 + 2 + 1 + 1
        ((span, part),) = fetch.spans(SPANS[:1])
        assert part == CONTENT[span.start : span.stop]
