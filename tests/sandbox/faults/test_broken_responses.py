"""Responses that are no HTTP, or only nearly: every way that a request takes ends in an error of runql."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import os
import socket
import threading
from typing import TYPE_CHECKING

import pytest
from runql_graphql.ops.runs import base as ops

from runql import Api, AsyncApi, RetryPolicy, Settings, Timeouts
from runql._transfer._engine.cancel import CancelToken
from runql._transfer._engine.connections import Connections
from runql._transfer._engine.url_requests import read, send_call
from runql.errors import (
    ConfigurationError,
    ConnectError,
    MissingDependencyError,
    RunQLError,
    TransportError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

CALL = ops.count_runs(project="p")
BODY = b'{"data":{"project":{"runCount":3}}}'
PACKED = gzip.compress(BODY)


def response(*headers: bytes, status: bytes = b"200 OK", body: bytes = b"") -> bytes:
    return b"\r\n".join([b"HTTP/1.1 " + status, *headers, b"", body])


RESPONSES: dict[str, bytes] = {
    "nothing": b"",
    "no protocol": b"hello",
    "other protocol": b"HTP 1\r\n\r\n",
    "status of letters": response(status=b"abc OK"),
    "length of letters": response(b"Content-Length: abc", body=BODY),
    "negative length": response(b"Content-Length: -5", body=BODY),
    "two lengths": response(b"Content-Length: 5", b"Content-Length: 6", body=BODY),
    "huge length": response(b"Content-Length: 99999999999999999999999", body=BODY),
    "broken chunk": response(b"Transfer-Encoding: chunked", body=b"zz\r\nabc\r\n0\r\n\r\n"),
    "cut chunk": response(b"Transfer-Encoding: chunked", body=b"5\r\nab"),
    "huge header": response(b"X: " + b"a" * 300_000),
    "many headers": response(*(b"X%d: a" % number for number in range(5_000))),
    "no gzip": response(b"Content-Encoding: gzip", b"Content-Length: 5", body=b"abcde"),
    "cut gzip": response(
        b"Content-Encoding: gzip", b"Content-Length: %d" % (len(PACKED) - 20), body=PACKED[:-20]
    ),
    "latin retry": response(
        b"Retry-After: \xe9",
        b"RateLimit-Remaining: 0",
        b"RateLimit-Reset: 1e400",
        b"Content-Length: 0",
        status=b"429 Slow",
    ),
    "redirect to no host": response(
        b"Location: http://[bad/x", b"Content-Length: 0", status=b"302 Moved"
    ),
    "redirect to bytes": response(b"Location: \xff\xfe", b"Content-Length: 0", status=b"302 Moved"),
    "redirect to a file": response(
        b"Location: file:///etc/passwd", b"Content-Length: 0", status=b"302 Moved"
    ),
    "redirect to no name": response(
        b"Location: http://a..b/", b"Content-Length: 0", status=b"302 Moved"
    ),
    "redirect to no port": response(
        b"Location: http://h:99999/", b"Content-Length: 0", status=b"302 Moved"
    ),
    "not modified": response(status=b"304 Same"),
    "unknown status": response(b"Content-Length: 2", status=b"999 Odd", body=b"{}"),
}


class RawServer:
    """Sends the same bytes to everyone, and closes."""

    def __init__(self) -> None:
        self.content = b""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.base_url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._serve)]
        self._threads[0].start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client = self._listener.accept()[0]
                self._threads.append(threading.Thread(target=self._respond, args=(client,)))
                self._threads[-1].start()

    def _respond(self, client: socket.socket) -> None:
        client.settimeout(2)
        with client, contextlib.suppress(OSError):
            client.recv(65536)
            client.sendall(self.content)
            client.shutdown(socket.SHUT_WR)
            client.recv(100)

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for each in self._threads:
            each.join()


@pytest.fixture
def server() -> Iterator[RawServer]:
    raw = RawServer()
    yield raw
    raw.close()


def settings(base_url: str) -> Settings:
    return Settings(
        base_url=base_url,
        api_key="k" * 40,
        retry=RetryPolicy(max_attempts=1),
        timeouts=Timeouts(total=5, read=3),
    )


def ask(how: str, base_url: str, url: str = "files/x") -> None:
    """Send a query, or fetch a file, in one of the ways that there are."""
    given = settings(base_url)

    async def alone() -> None:
        async with AsyncApi(settings=given) as api:
            if how == "async query":
                await api._session.send(CALL)
            else:
                await api._session.fetch(url, operation="file")

    if how.startswith("async"):
        asyncio.run(alone())
        return
    with Api(settings=given) as api:
        if how == "query":
            api._session.send(CALL)
        elif how == "file":
            api._session.fetch(url, operation="file")
    connections = Connections(given)
    with contextlib.closing(connections):
        if how == "query on a thread":
            send_call(connections, CALL, CancelToken())
        elif how == "transfer":
            read(connections, url, "file", CancelToken())


QUERIES = ("query", "async query", "query on a thread")
FILES = ("file", "async file", "transfer")


@pytest.mark.parametrize("how", QUERIES)
@pytest.mark.parametrize("name", RESPONSES)
def test_a_broken_response_to_a_query_is_an_error_of_runql(
    server: RawServer, name: str, how: str
) -> None:
    server.content = RESPONSES[name]
    if how == "query on a thread" and name in ("length of letters", "negative length"):
        ask(how, server.base_url)  # urllib3 reads to the end then, and the data is whole
        return
    with pytest.raises(RunQLError) as caught:
        ask(how, server.base_url)
    words = str(caught.value)
    assert not any(library in words for library in ("urllib3", "httpx", "httpcore", "Pool("))


@pytest.mark.parametrize("how", FILES)
@pytest.mark.parametrize("name", RESPONSES)
def test_a_broken_response_to_a_fetch_is_an_error_of_runql_or_a_body(
    server: RawServer, name: str, how: str
) -> None:
    server.content = RESPONSES[name]
    with contextlib.suppress(RunQLError):
        ask(how, server.base_url)


@pytest.mark.parametrize("how", FILES)
@pytest.mark.parametrize(
    "url",
    ["http://[bad/x", "ftp://x/y", "http://", "http://x:99999/", "http://\ud800/x", "/\ud800",
     "http://x\0y/", "http://a..b/"],
)  # fmt: skip
def test_an_address_that_cannot_be_requested_is_an_error_of_runql(
    server: RawServer, url: str, how: str
) -> None:
    with pytest.raises(RunQLError):
        ask(how, server.base_url, url)


@pytest.mark.parametrize("how", QUERIES)
@pytest.mark.parametrize(
    ("proxy", "kinds"),
    [
        ("http://user:s3cr3tpw@127.0.0.1:1", ConnectError),
        ("https://127.0.0.1:1", ConnectError),
        ("socks5://127.0.0.1:1", (MissingDependencyError, TransportError)),
        ("foo bar", ConfigurationError),
        ("http://", ConfigurationError),
        ("http://é:1", ConfigurationError),
    ],
)
def test_a_proxy_that_does_not_work_is_an_error_of_runql(
    server: RawServer,
    monkeypatch: pytest.MonkeyPatch,
    how: str,
    proxy: str,
    kinds: type[RunQLError] | tuple[type[RunQLError], ...],
) -> None:
    for name in [each for each in os.environ if each.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HTTP_PROXY", proxy)
    with pytest.raises(kinds) as caught:
        ask(how, server.base_url)
    assert "s3cr3tpw" not in str(caught.value)


@pytest.mark.parametrize("how", QUERIES)
def test_a_server_without_tls_is_an_error_of_runql(server: RawServer, how: str) -> None:
    with pytest.raises(TransportError):
        ask(how, server.base_url.replace("http:", "https:"))
