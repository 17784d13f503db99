"""Whatever a storage does to a transfer: an error of ours, in bounded time, and no secret to a stranger."""

from __future__ import annotations

import hashlib
import socket
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest
from runql_graphql.ops.accounts.users import get_viewer

from runql._models.files.base import Source
from runql._transfer._engine.atomic_files import guarded
from runql._transfer._engine.batch import DownloadPlan, download_all
from runql._transfer._engine.cancel import CancelToken
from runql._transfer._engine.connections import Connections
from runql._transfer._engine.in_memory import Fetch
from runql._transfer._engine.url_requests import read, send_call
from runql.errors import (
    ConnectError,
    LocalFileError,
    ProtocolError,
    RateLimitError,
    RequestTimeoutError,
    RunQLError,
    TransportError,
)
from runql.settings import RetryPolicy, Settings, Timeouts
from tests.black_holes import HOST, answering, black_holes, needs_black_holes

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path


@contextmanager
def storage(script: Callable[[socket.socket, bytes], None]) -> Generator[str]:
    """Answer every connection with what a script writes, byte by byte as it likes."""
    listener = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def answer(taken: socket.socket) -> None:
        with taken:
            request = b""
            while b"\r\n\r\n" not in request and (piece := taken.recv(65536)):
                request += piece
            with suppress(OSError):  # the client has gone
                script(taken, request)

    def serve() -> None:
        while not ended.is_set():
            try:
                taken, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(taken,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        ended.set()
        listener.close()


def connections(
    total: float | None = 2, attempts: int = 2, base: str = "http://w.test"
) -> Connections:
    return Connections(
        Settings(
            base_url=base,
            api_key="k" * 40,
            headers={"X-Gate": "secret"},
            timeouts=Timeouts(connect=1, read=1, total=total),
            retry=RetryPolicy(max_attempts=attempts, first_wait=0.01, longest_wait=0.05),
        )
    )


def fetch(address: str, folder: Path, size: int = 100, **options: float | int | None) -> Path:
    source = Source("a.bin", f"{address}/a.bin", None, size, None)
    plan = DownloadPlan(((source, folder / "a.bin"),), progress=False)
    return download_all(connections(**options), plan, CancelToken())[0]  # type: ignore[arg-type]


def whole(content: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + content


def says(answer: bytes) -> Callable[[socket.socket, bytes], None]:
    return lambda taken, _request: taken.sendall(answer)


def drip(start: bytes, piece: bytes = b"x", pause: float = 0.05) -> Callable[..., None]:
    def script(taken: socket.socket, _request: bytes) -> None:
        taken.sendall(start)
        for _ in range(400):
            taken.sendall(piece)
            time.sleep(pause)

    return script


BAD_ANSWERS = {
    "nothing": b"",
    "no HTTP": b"SSH-2.0-OpenSSH_9.6\r\n",
    "no status": b"HTTP/1.1 what OK\r\n\r\n",
    "a broken length": b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nabc",
    "a huge length": b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
    "broken chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc",
    "a short body": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc",
    "endless headers": b"HTTP/1.1 200 OK\r\n" + b"".join(b"A%d: b\r\n" % i for i in range(300)),
    "a long header": b"HTTP/1.1 200 OK\r\nA: " + b"b" * 70000 + b"\r\n\r\n",
    "a bad redirect": whole(b"", "Location: http://[bad/x", status="302 Found"),
    "a redirect to nowhere": whole(b"", status="302 Found"),
    "a redirect to a file": whole(b"", "Location: file:///etc/passwd", status="302 Found"),
    "a redirect to a bad port": whole(b"", "Location: http://h:99999/", status="307 Moved"),
    "a redirect to no host": whole(b"", "Location: http:///x", status="302 Found"),
    "a redirect to a bad host": whole(
        b"", f"Location: http://{'a' * 70}.test/", status="302 Found"
    ),
    "a redirect in circles": whole(b"", "Location: /a.bin", status="302 Found"),
    "a strange status": whole(b"what", status="299 What"),
    "a wrong range": whole(b"abc", "Content-Range: bytes x-y/z", status="206 Partial"),
}


@pytest.mark.parametrize("name", BAD_ANSWERS)
def test_bad_answers_are_typed_errors(name: str, tmp_path: Path) -> None:
    with storage(says(BAD_ANSWERS[name])) as address:
        began = time.monotonic()
        with pytest.raises(RunQLError) as caught:
            fetch(address, tmp_path)
        fetched = Fetch(connections(), f"{address}/x", "read x", CancelToken())
        if "redirect" in name or name in ("nothing", "no HTTP", "no status"):
            with pytest.raises(RunQLError):
                fetched.whole()
            with pytest.raises(RunQLError):
                read(connections(), f"{address}/x", "read x", CancelToken())
        assert time.monotonic() - began < 15
    if "redirect to" in name or name == "a bad redirect":
        assert address.removeprefix("http://") in str(caught.value) or "a.test" in str(caught.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "script",
    [
        drip(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"),
        drip(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"),
        drip(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n", 0.2),
        drip(b"", b"HTTP", 0.3),
        drip(b"HTTP/1.1 500 Oh\r\nContent-Length: 100000\r\n\r\n"),
        drip(b"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 100000\r\n\r\n"),
    ],
    ids=["body", "body without length", "headers", "status", "error", "redirect"],
)
def test_drips_end(script: Callable[..., None], tmp_path: Path) -> None:
    with storage(script) as address:
        began = time.monotonic()
        with pytest.raises(RequestTimeoutError):
            fetch(address, tmp_path, 100_000, total=0.7)
        with pytest.raises(RunQLError):
            read(connections(0.7), f"{address}/x", "read x", CancelToken())
        assert time.monotonic() - began < 8
    assert not list(tmp_path.iterdir())


def test_a_slow_file_that_makes_progress_arrives(tmp_path: Path) -> None:
    content = bytes(400_000)

    def script(taken: socket.socket, _request: bytes) -> None:
        taken.sendall(whole(content)[: -len(content)])
        for start in range(0, len(content), 40_000):
            taken.sendall(content[start : start + 40_000])
            time.sleep(0.15)

    with storage(script) as address:
        assert fetch(address, tmp_path, len(content), total=0.9).read_bytes() == content


@pytest.mark.parametrize("wait", ["3600", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"])
@pytest.mark.parametrize("total", [2, None])
def test_waits_beyond_the_limit_are_refused(wait: str, total: float | None, tmp_path: Path) -> None:
    with storage(says(whole(b"", f"Retry-After: {wait}", status="429 Slow"))) as address:
        began = time.monotonic()
        with pytest.raises(RateLimitError):
            fetch(address, tmp_path, total=total)
        assert time.monotonic() - began < 3


def test_headers_of_the_settings_go_to_the_server_alone(tmp_path: Path) -> None:
    seen: list[bytes] = []

    def foreign(taken: socket.socket, request: bytes) -> None:
        seen.append(request)
        taken.sendall(whole(b"abc"))

    with storage(foreign) as other:

        def own(taken: socket.socket, request: bytes) -> None:
            seen.append(request)
            taken.sendall(whole(b"", f"Location: {other}/b", status="302 Found"))

        with storage(own) as base:
            source = Source("a.bin", "/a.bin", None, 3, None)
            plan = DownloadPlan(((source, tmp_path / "a.bin"),), progress=False)
            download_all(connections(base=base), plan, CancelToken())
    assert [b"X-Gate: secret" in request for request in seen] == [True, False]
    assert [b"Authorization: Basic" in request for request in seen] == [True, False]
    assert all(b"User-Agent: runql" in request for request in seen)


def test_what_was_left_of_a_file_is_continued(tmp_path: Path) -> None:
    content = hashlib.sha256(b"x").digest() * 2**16
    asked: list[int] = []

    def script(taken: socket.socket, request: bytes) -> None:
        start = 0
        for line in request.split(b"\r\n"):
            if line.lower().startswith(b"range: bytes="):
                start = int(line.split(b"=")[1].split(b"-")[0])
        asked.append(start)
        span = f"Content-Range: bytes {start}-{len(content) - 1}/{len(content)}"
        answer = whole(content[start:], span, status="206 Part" if start else "200 OK")
        taken.sendall(answer[: 1_600_000 if not start else len(answer)])

    with storage(script) as address:
        digest = hashlib.md5(content, usedforsecurity=False).hexdigest()
        source = Source("a.bin", f"{address}/a.bin", None, len(content), digest)
        plan = DownloadPlan(((source, tmp_path / "a.bin"),), progress=False)
        with pytest.raises(TransportError):
            download_all(connections(attempts=1), plan, CancelToken())
        assert download_all(connections(), plan, CancelToken()) == [tmp_path / "a.bin"]
    assert (tmp_path / "a.bin").read_bytes() == content
    assert asked[0] == 0
    assert asked[1] > 1_000_000
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]


@pytest.mark.parametrize("work", [OSError(28, "No space left"), PermissionError(13, "No", "f")])
def test_errors_of_the_disk_leave_as_ours(work: OSError) -> None:
    def fail(*_: object) -> None:
        raise work

    with pytest.raises(LocalFileError) as caught:
        guarded(fail)(CancelToken())
    assert caught.value.errno == work.errno


@pytest.mark.parametrize("url", ["http://[bad/x", "ftp://h/x", "http://h:x/", "http://", "x://"])
def test_addresses_that_cannot_be_asked_are_refused(url: str) -> None:
    with pytest.raises(ProtocolError, match=r"w\.test sent an invalid URL"):
        connections(attempts=1).open("GET", url, operation="read x")


@pytest.mark.parametrize("status", ["302 Found", "308 Moved", "300 Many", "304 Same"])
def test_a_response_that_leads_nowhere_is_requested_once(status: str, tmp_path: Path) -> None:
    sent: list[bytes] = []

    def script(taken: socket.socket, request: bytes) -> None:
        sent.append(request)
        taken.sendall(whole(b"", status=status))

    with storage(script) as address:
        with pytest.raises(
            ProtocolError, match="Location" if status in ("302 Found", "308 Moved") else status[:3]
        ):
            read(connections(), f"{address}/x", "read x", CancelToken())
        with pytest.raises(ProtocolError):
            Fetch(connections(), f"{address}/x", "read x", CancelToken()).whole()
        assert len(sent) == 2
        with pytest.raises(ProtocolError):
            fetch(address, tmp_path)
    assert not list(tmp_path.iterdir())


@needs_black_holes
def test_addresses_that_answer_nothing_share_the_total(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with black_holes(monkeypatch, 5) as port:
        address = f"http://{HOST}:{port}"
        own = connections(0.8, base=address)
        began = time.monotonic()
        with pytest.raises(TransportError):
            send_call(own, get_viewer(), CancelToken())
        with pytest.raises(TransportError):
            read(own, f"{address}/x", "read x", CancelToken())
        assert time.monotonic() - began < 3
        with pytest.raises(TransportError):
            fetch(address, tmp_path, total=0.8)
        assert time.monotonic() - began < 6


@needs_black_holes
@pytest.mark.parametrize("dead", [0, 1, 3])
def test_an_address_after_ones_that_answer_nothing_is_reached(
    monkeypatch: pytest.MonkeyPatch, dead: int
) -> None:
    with (
        answering(whole(b"abc")) as live,
        black_holes(monkeypatch, dead, "127.0.0.1", port=live) as port,
    ):
        address = f"http://{HOST}:{port}"
        assert read(connections(2), f"{address}/x", "read x", CancelToken()) == b"abc"


def test_a_lookup_ends_at_the_total_and_tells_its_error(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()

    def fail(host: object, *_arguments: object, **_named: object) -> None:
        if host == "slow.test":
            ended.wait(5)
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    began = time.monotonic()
    with pytest.raises(TransportError):
        read(connections(0.5), "http://slow.test/x", "read x", CancelToken())
    assert time.monotonic() - began < 2
    ended.set()
    with pytest.raises(ConnectError, match=r"connect to no\.test: Name or service not known"):
        read(connections(), "http://no.test/x", "read x", CancelToken())
