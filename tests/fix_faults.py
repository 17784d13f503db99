"""A proxy on real sockets in front of the sandbox, that does what networks and storages do on bad days."""

from __future__ import annotations

import contextlib
import http.client
import re
import socket
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql.testing import Sandbox


@dataclass(slots=True)
class Fault:
    """A fault of requests whose method and path, or operation name, contain a string.

    Attributes:
        where: The text, such as `GET /storage` or `GetRun`.
        times: Requests that it happens to; the rest go well.
        cut: Bytes of the body after which the connection breaks.
        status: Status of the response.
        headers: Headers of that response.
        flip: Byte of the body to spoil.
        whole: Whether ranges are ignored.
        rate: Bytes a second.
        hold: Seconds before the response is sent.
        more: What the body has beyond its end.
    """

    where: str
    times: int = 1
    cut: int | None = None
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    flip: int | None = None
    whole: bool = False
    rate: float | None = None
    hold: float = 0.0
    more: bytes = b""


class FaultProxy:
    """Hands requests on to the sandbox, but for the faults that are set."""

    def __init__(self, upstream: str) -> None:
        self.upstream = upstream
        self.faults: list[Fault] = []
        self.seen: list[tuple[str, str | None]] = []
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._held = self.most_held = 0
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one(self) -> None:
                proxy.respond(self)

            do_GET = do_POST = do_PUT = do_HEAD = handle_one  # noqa: N815 - as the base class wants

            def log_request(self, code: object = "-", size: object = "-") -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: object, client_address: object) -> None:
                pass  # clients that go away are what is tested

        self._server = Server(("127.0.0.1", 0), Handler)
        self.base_url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self) -> FaultProxy:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def requests(self, where: str) -> list[str | None]:
        """The ranges of the requests whose method and path hold a text."""
        return [span for what, span in self.seen if where in what]

    def respond(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers.get("Content-Length") or 0)
        body = handler.rfile.read(length)
        what = f"{handler.command} {handler.path}"
        if requested := re.search(rb'"operationName": ?"(\w+)"', body):
            what += f" {requested[1].decode()}"
        fault = self._take(what, handler.headers.get("Range"))
        if fault.hold:
            with self._lock:
                self._held += 1
                self.most_held = max(self.most_held, self._held)
            self._ended.wait(fault.hold)
            with self._lock:
                self._held -= 1
        if fault.status is not None:
            self._refuse(handler, fault)
            return
        status, headers, content = self._forward(handler, body, whole=fault.whole)
        if fault.flip is not None and len(content) > fault.flip:
            corrupted = bytearray(content)
            corrupted[fault.flip] ^= 1
            content = bytes(corrupted)
        content += fault.more
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        self._send(handler, content, fault)

    def _take(self, what: str, span: str | None) -> Fault:
        with self._lock:
            self.seen.append((what, span))
            for fault in self.faults:
                if fault.where in what and fault.times > 0:
                    fault.times -= 1
                    return fault
        return Fault(what)

    def _forward(
        self, handler: BaseHTTPRequestHandler, body: bytes, *, whole: bool
    ) -> tuple[int, dict[str, str], bytes]:
        kept = ("authorization", "content-type", "content-md5", *(() if whole else ("range",)))
        headers = {name: value for name, value in handler.headers.items() if name.lower() in kept}
        connection = http.client.HTTPConnection(urlsplit(self.upstream).netloc, timeout=30)
        with contextlib.closing(connection):
            connection.request(handler.command, handler.path, body=body, headers=headers)
            response = connection.getresponse()
            content = response.read()
            if "json" in (response.headers.get("content-type") or ""):
                content = content.replace(self.upstream.encode(), self.base_url.encode())
            names = ("content-type", "content-range", "location", "etag")
            shown = {name: value for name in names if (value := response.headers.get(name))}
            return response.status, shown, content

    @staticmethod
    def _refuse(handler: BaseHTTPRequestHandler, fault: Fault) -> None:
        assert fault.status is not None
        content = b"<html>an answer of some proxy</html>"
        handler.send_response(fault.status)
        for name, value in fault.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    @staticmethod
    def _send(handler: BaseHTTPRequestHandler, content: bytes, fault: Fault) -> None:
        sent = content if fault.cut is None else content[: fault.cut]
        if fault.rate is None:
            handler.wfile.write(sent)
        else:
            for start in range(0, len(sent), 8192):
                handler.wfile.write(sent[start : start + 8192])
                time.sleep(8192 / fault.rate)
        if fault.cut is not None:
            handler.wfile.flush()
            handler.close_connection = True
            with contextlib.suppress(OSError):
                handler.connection.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def proxy(sandbox: Sandbox) -> Iterator[FaultProxy]:
    """A proxy in front of the session's sandbox, without faults yet."""
    with FaultProxy(sandbox.base_url) as served:
        yield served
