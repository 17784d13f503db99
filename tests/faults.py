"""A proxy between a client and its server that counts what passes, and spoils what a test wants spoilt."""

from __future__ import annotations

import http.client
import json
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from types import TracebackType

KEPT = ("content-type", "content-range", "etag", "location", "content-encoding")

Tamper = Callable[["Exchange"], None]


@dataclass
class Exchange:
    """A response on its way: `status` and `body` may be changed, `keep` cuts the body off after so many bytes."""

    method: str
    path: str
    operation: str | None
    span: str | None
    status: int
    body: bytes
    keep: int | None = None


class Handler(BaseHTTPRequestHandler):
    """Forwards requests, and lets the test read and change the responses."""

    protocol_version = "HTTP/1.1"
    faults: Faults

    def do_GET(self) -> None:
        self._forward()

    def do_POST(self) -> None:
        self._forward()

    def _forward(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        url = urlsplit(self.path)
        operation = json.loads(body).get("operationName") if self.command == "POST" else None
        self.faults.counts[operation or self.command] += 1
        if operation is None:
            self.faults.paths.append(unquote(url.path))
        exchange, headers = self._send(url.netloc, body, operation)
        if self.faults.tamper is not None:
            self.faults.tamper(exchange)
        self.send_response(exchange.status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(exchange.body)))
        self.end_headers()
        self.wfile.write(exchange.body[: exchange.keep])
        if exchange.keep is not None:
            self.wfile.flush()
            self.close_connection = True
            self.connection.close()

    def _send(
        self, host: str, body: bytes, operation: str | None
    ) -> tuple[Exchange, list[tuple[str, str]]]:
        url = urlsplit(self.path)
        target = f"{url.path}?{url.query}" if url.query else url.path
        sent = {k: v for k, v in self.headers.items() if not k.lower().startswith("proxy")}
        connection = http.client.HTTPConnection(host, timeout=30)
        connection.request(self.command, target, body or None, sent)
        response = connection.getresponse()
        content = response.read()
        connection.close()
        headers = [(k, v) for k, v in response.getheaders() if k.lower() in KEPT]
        span = self.headers.get("range")
        path = unquote(url.path)
        return Exchange(self.command, path, operation, span, response.status, content), headers

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except (ConnectionError, ValueError):
            self.close_connection = True


@dataclass
class Faults:
    """Counts by operation (`GET` for files), and the changes of responses."""

    counts: Counter[str] = field(default_factory=Counter)
    paths: list[str] = field(default_factory=list)
    tamper: Tamper | None = None

    def __enter__(self) -> Self:
        handler = type("Bound", (Handler,), {"faults": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()
        return self

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
