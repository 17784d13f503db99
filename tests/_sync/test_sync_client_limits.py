# Generated from tests/_async/test_client_limits.py by `make generate`. Do not edit.

"""Limits of a whole call, and unusual responses, without a sandbox."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
import warnings
from collections.abc import Callable, Generator
from typing import Any

import httpx
import pytest

from runql import Api, RetryPolicy, Settings, Timeouts
from runql.errors import (
    AuthenticationError,
    ConnectError,
    PaginationError,
    ProtocolError,
    RateLimitError,
    RequestTimeoutError,
    ResponseWarning,
    RunQLError,
    ServerError,
    TransportError,
    UsageError,
)
from tests.black_holes import HOST, answering, black_holes, needs_black_holes

KEY = "k" * 40
FAST = RetryPolicy(max_attempts=3, first_wait=0.01, longest_wait=0.02)

Handler = Callable[[httpx.Request], httpx.Response]


def api_of(handler: Handler, retry: RetryPolicy = FAST, total: float | None = 20) -> Api:
    settings = Settings(
        base_url="http://w.example", api_key=KEY, retry=retry, timeouts=Timeouts(total=total)
    )
    return Api(settings=settings, transport=httpx.MockTransport(handler))


class Server:
    """Answers every request alike, and counts them."""

    def __init__(self, status: int = 200, content: bytes = b"", **headers: str) -> None:
        self.status = status
        self.content = content
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.sizes: list[object] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.sizes.append(json.loads(request.content)["variables"].get("first"))
        return httpx.Response(self.status, headers=self.headers, content=self.content)


def run_row(name: str | None) -> dict[str, object]:
    node: dict[str, object] = {
        "id": "x", "name": name, "displayName": name, "state": "finished", "tags": [], "group": None,
        "jobType": None, "commit": None, "host": None, "notes": None, "description": None,
        "readOnly": False, "createdAt": "2026-01-01T00:00:00", "heartbeatAt": None, "updatedAt": None,
        "computeSeconds": 0, "historyLineCount": 0, "sweepName": None, "projectId": "1", "user": None,
        "project": None, "config": "{}", "summaryMetrics": "{}",
    }  # fmt: skip
    return {"cursor": f"c-{name}", "node": node}


def runs_page(*names: str | None, count: int = 3, cursor: str | None = None) -> bytes:
    info = {"hasNextPage": cursor is not None, "endCursor": cursor}
    runs = {"edges": [run_row(name) for name in names], "pageInfo": info}
    return json.dumps({"data": {"project": {"runCount": count, "runs": runs}}}).encode()


@contextlib.contextmanager
def dripping(start: bytes) -> Generator[str]:
    """Serve an endless response, one byte at a time."""
    ended = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))

    def drip(client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            client.recv(65536)
            client.sendall(start)
            while not ended.wait(0.05):
                client.sendall(b" ")

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                threads.append(threading.Thread(target=drip, args=(listener.accept()[0],)))
                threads[-1].start()

    threads = [threading.Thread(target=serve)]
    threads[0].start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        ended.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for each in threads:
            each.join()


@pytest.mark.parametrize(
    "start",
    [b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Long: "],
    ids=["body", "headers"],
)
def test_an_answer_without_end_is_given_up_at_the_total(start: bytes) -> None:
    with dripping(start) as address:
        settings = Settings(base_url=address, api_key=KEY, timeouts=Timeouts(total=0.6))
        with Api(settings=settings) as api:
            began = time.monotonic()
            with pytest.raises(RequestTimeoutError):
                api.run("a/b/c")
            assert time.monotonic() - began < 3


def test_a_server_that_reads_slowly_is_given_up_at_the_total() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(5)  # a busy machine may spend the total before it connects
        ended = threading.Event()

        def read() -> None:
            with contextlib.suppress(OSError), listener.accept()[0] as client:
                while not ended.wait(0.01) and client.recv(2**16):
                    pass

        thread = threading.Thread(target=read)
        thread.start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        settings = Settings(base_url=address, api_key=KEY, timeouts=Timeouts(total=0.6))
        with Api(settings=settings) as api:
            began = time.monotonic()
            with pytest.raises(RequestTimeoutError):
                api.graphql.list_runs(project="p" * 30_000_000)
            assert time.monotonic() - began < 2
        ended.set()
        thread.join()


def test_a_lookup_that_takes_long_is_given_up_at_the_total(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended, resolve = threading.Event(), socket.getaddrinfo

    def slow(host: Any, *arguments: Any, **named: Any) -> Any:
        if host in ("slow.test", b"slow.test"):
            ended.wait(5)
            raise socket.gaierror(-3, "Temporary failure in name resolution")
        return resolve(host, *arguments, **named)

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    settings = Settings(base_url="http://slow.test", api_key=KEY, timeouts=Timeouts(total=0.5))
    began = time.monotonic()
    with Api(settings=settings) as api:
        with pytest.raises(TransportError):
            api.run("a/b/c")
    assert time.monotonic() - began < 2
    ended.set()


def test_an_unknown_host_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_arguments: Any, **_named: Any) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    settings = Settings(base_url="http://no.test", api_key=KEY, retry=FAST)
    with Api(settings=settings) as api:
        with pytest.raises(ConnectError, match=r"connect to no\.test: Name or service not known"):
            api.run("a/b/c")


@needs_black_holes
def test_addresses_that_answer_nothing_share_the_total(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with black_holes(monkeypatch, 4) as port:
        timeouts = Timeouts(connect=10, total=0.8)
        settings = Settings(base_url=f"http://{HOST}:{port}", api_key=KEY, timeouts=timeouts)
        with Api(settings=settings) as api:
            began = time.monotonic()
            with pytest.raises(TransportError):
                api.run("a/b/c")
            assert time.monotonic() - began < 1.6


@needs_black_holes
def test_an_address_after_ones_that_answer_nothing_is_reached(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = runs_page("a")
    head = f"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
    with (
        answering(head.encode() + body) as live,
        black_holes(monkeypatch, 2, "127.0.0.1", port=live) as port,
    ):
        timeouts = Timeouts(connect=10, total=3)
        settings = Settings(base_url=f"http://{HOST}:{port}", api_key=KEY, timeouts=timeouts)
        with Api(settings=settings) as api:
            assert [run.id for run in api.runs("a/b").all()] == ["a"]


@pytest.mark.parametrize("attempts", [1, 2, 3, 6])
@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_halves_of_a_page_are_tries_of_one_call(attempts: int, status: int) -> None:
    server = Server(status)
    retry = RetryPolicy(max_attempts=attempts, first_wait=0, longest_wait=0)
    with api_of(server, retry) as api:
        with pytest.raises(ServerError) as caught:
            api.runs("a/b").all()
    assert (len(server.sizes), caught.value.attempts) == (attempts, attempts)
    assert attempts < 3 or (server.sizes[-1] != server.sizes[0]) == (status in (502, 504))


@pytest.mark.parametrize("status", [429, 502, 503])
def test_a_wait_beyond_the_total_ends_at_once(status: int) -> None:
    for total in (5.0, None):
        server = Server(status, retry_after="3600")
        with api_of(server, total=total) as api:
            began = time.monotonic()
            with pytest.raises((RateLimitError, ServerError)) as caught:
                api.run("a/b/c")
        assert time.monotonic() - began < 3
        assert (caught.value.retry_after, len(server.sizes)) == (3600.0, 1)


def test_a_server_in_maintenance_is_given_the_time_it_asks_for() -> None:
    server = Server(503, retry_after="0.3")
    with api_of(server, RetryPolicy(max_attempts=2, first_wait=0)) as api:
        began = time.monotonic()
        with pytest.raises(ServerError):
            api.run("a/b/c")
    assert time.monotonic() - began >= 0.3


def test_a_rate_limit_that_outlasts_the_call_is_said_before_anything_is_sent() -> None:
    server = Server(200, runs_page(), ratelimit_remaining="0", ratelimit_reset="9")
    with api_of(server, RetryPolicy(max_attempts=1, longest_wait=30), total=2) as api:
        api.runs("a/b").all()
        with pytest.raises(RateLimitError, match="Rate limit"):
            api.runs("a/b").all()
    assert len(server.sizes) == 1


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "gzip, gzip"])
def test_a_body_that_cannot_be_unpacked_is_requested_again(encoding: str) -> None:
    server = Server(200, b"not packed at all", content_encoding=encoding)

    def answer(request: httpx.Request) -> httpx.Response:
        server(request)
        return httpx.Response(
            200, headers={"content-encoding": encoding}, stream=httpx.ByteStream(server.content)
        )

    with api_of(answer) as api:
        with pytest.raises(TransportError) as caught:
            api.run("a/b/c")
    assert (len(server.sizes), caught.value.attempts) == (3, 3)


def test_what_does_not_match_the_schema_is_requested_once() -> None:
    server = Server(200, b'{"data": {"viewer": {"id": null, "username": null}}}')
    with api_of(server) as api:
        with pytest.raises(ProtocolError, match=r"GetViewer.*viewer\.id"):
            _ = api.viewer
    assert len(server.sizes) == 1


def test_one_unreadable_run_does_not_take_the_others_away() -> None:
    with api_of(Server(200, runs_page("a", None, "b"))) as api:
        with pytest.warns(ResponseWarning, match=r"ListRuns.*edges\[1\]\.node\.name"):
            assert [run.id for run in api.runs("a/b").all()] == ["a", "b"]
    with api_of(Server(200, runs_page(None))) as api:
        with pytest.raises(ProtocolError, match="ListRuns"):
            api.runs("a/b").all()


def test_pages_without_items_come_to_an_end() -> None:
    asked = 0

    def answer(_request: httpx.Request) -> httpx.Response:
        nonlocal asked
        asked += 1
        return httpx.Response(200, content=runs_page(cursor=f"c{asked}"))

    with api_of(answer) as api:
        with pytest.raises(PaginationError):
            api.runs("a/b").all()
    assert asked < 50


@pytest.mark.parametrize("count", [-5, 10**30])
def test_a_count_that_cannot_be_one_is_counted_by_reading(count: int) -> None:
    with api_of(Server(200, runs_page("a", "b", count=count))) as api:
        assert api.runs("a/b").total() == 2


def test_a_value_that_json_cannot_hold_is_refused_before_anything_is_sent() -> None:
    server = Server()
    with api_of(server) as api:
        for value in (float("nan"), object(), {1, 2}):
            with pytest.raises(UsageError, match="first"):
                api.graphql.list_runs(project="p", first=value)  # type: ignore[arg-type]
    assert server.sizes == []


def test_a_wrong_key_is_an_authentication_error_whatever_its_code() -> None:
    entry = {
        "message": "user is not logged in",
        "path": ["viewer"],
        "extensions": {"code": "PERMISSION_ERROR"},
    }
    body = json.dumps({"data": {"viewer": None}, "errors": [entry]}).encode()
    for status in (401, 403, 200):
        with api_of(Server(status, body)) as api:
            with pytest.raises(AuthenticationError, match="WANDB_API_KEY"):
                _ = api.viewer


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_of_graphql_is_one_error_that_names_the_target(status: int) -> None:
    server = Server(status, location="https://new.example/graphql")
    with api_of(server) as api:
        with pytest.raises(ProtocolError, match=rf"{status}(.|\n)*https://new\.example"):
            api.run("a/b/c")
    assert len(server.sizes) == 1


def test_whatever_httpx_raises_is_an_error_of_runql() -> None:
    kinds = [
        httpx.ReadError, httpx.WriteError, httpx.CloseError, httpx.RemoteProtocolError,
        httpx.LocalProtocolError, httpx.DecodingError, httpx.UnsupportedProtocol, httpx.ProxyError,
        httpx.ReadTimeout, httpx.PoolTimeout, httpx.ConnectTimeout, httpx.TooManyRedirects, OSError,
    ]  # fmt: skip
    for kind in kinds:

        def answer(_request: httpx.Request, kind: type[Exception] = kind) -> httpx.Response:
            raise kind("broken")

        with api_of(answer) as api:
            with pytest.raises(RunQLError):
                api.run("a/b/c")


def test_a_warning_of_a_row_may_be_made_an_error() -> None:
    with api_of(Server(200, runs_page("a", None))) as api:
        with warnings.catch_warnings():
            warnings.simplefilter("error", ResponseWarning)
            with pytest.raises(ResponseWarning):
                api.runs("a/b").all()
