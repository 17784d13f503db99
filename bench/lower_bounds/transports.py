"""HTTP in as few lines as each library needs: no retries, no redirects, one connection."""

from __future__ import annotations

import base64
import http.client
import os
import socket
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Curl", "HttpClient", "Socket", "Transport", "Urllib3"]

_KEY: Final = base64.b64encode(b"api:" + 40 * b"a").decode()
_HEADERS: Final = {
    "Authorization": f"Basic {_KEY}",
    "Content-Type": "application/json",
    "Accept-Encoding": "identity",
}


class Transport(Protocol):
    """A transport that fetches bodies.

    Attributes:
        url: The server's base URL.
    """

    url: str

    def post(self, body: bytes) -> bytes:
        """Return the response to a GraphQL request."""
        ...

    def get(self, url: str, headers: Mapping[str, str] = {}) -> bytes:
        """Return the content of a URL."""
        ...


class HttpClient:
    """The standard library's client."""

    def __init__(self) -> None:
        self.url = os.environ["WANDB_BASE_URL"]
        self.connection = http.client.HTTPConnection(urlsplit(self.url).netloc)

    def post(self, body: bytes) -> bytes:
        self.connection.request("POST", "/graphql", body, _HEADERS)
        return self.connection.getresponse().read()

    def get(self, url: str, headers: Mapping[str, str] = {}) -> bytes:
        self.connection.request("GET", url[len(self.url) :], headers=headers)
        return self.connection.getresponse().read()


class Urllib3:
    """A pool of urllib3."""

    def __init__(self) -> None:
        import urllib3

        self.url = os.environ["WANDB_BASE_URL"]
        self._pool = urllib3.connection_from_url(self.url, retries=False)

    def post(self, body: bytes) -> bytes:
        return self._pool.urlopen("POST", "/graphql", body, _HEADERS).data

    def get(self, url: str, headers: Mapping[str, str] = {}) -> bytes:
        return self._pool.urlopen("GET", url[len(self.url) :], headers=headers).data


class Curl:
    """One handle of libcurl."""

    def __init__(self) -> None:
        import pycurl

        self.url = os.environ["WANDB_BASE_URL"]
        self._curl = pycurl
        self._handle = pycurl.Curl()
        self._handle.setopt(pycurl.BUFFERSIZE, 2**19)

    def post(self, body: bytes) -> bytes:
        self._handle.setopt(self._curl.POSTFIELDS, body)
        return self._fetch(f"{self.url}/graphql", {**_HEADERS, "Expect": ""})

    def get(self, url: str, headers: Mapping[str, str] = {}) -> bytes:
        self._handle.setopt(self._curl.HTTPGET, 1)
        return self._fetch(url, headers)

    def _fetch(self, url: str, headers: Mapping[str, str]) -> bytes:
        parts: list[bytes] = []
        self._handle.setopt(self._curl.URL, url)
        self._handle.setopt(self._curl.HTTPHEADER, [f"{k}: {v}" for k, v in headers.items()])
        self._handle.setopt(self._curl.WRITEFUNCTION, parts.append)
        self._handle.perform()
        return b"".join(parts)


class Socket:
    """A socket, and the two headers that determine where a body begins and ends."""

    def __init__(self) -> None:
        self.url = os.environ["WANDB_BASE_URL"]
        parts = urlsplit(self.url)
        self._host = f" HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        self._socket = socket.create_connection((parts.hostname, parts.port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def post(self, body: bytes) -> bytes:
        lines = "".join(f"{k}: {v}\r\n" for k, v in _HEADERS.items())
        head = f"POST /graphql{self._host}{lines}Content-Length: {len(body)}\r\n\r\n"
        return self._exchange(head.encode() + body)

    def get(self, url: str, headers: Mapping[str, str] = {}) -> bytes:
        lines = "".join(f"{k}: {v}\r\n" for k, v in headers.items())
        return self._exchange(f"GET {url[len(self.url) :]}{self._host}{lines}\r\n".encode())

    def _exchange(self, request: bytes) -> bytes:
        self._socket.sendall(request)
        received = self._socket.recv(2**16)
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._socket.recv(2**16)
        marked = received.index(b"Content-Length: ") + 16
        length = int(received[marked : received.index(b"\r", marked)])
        content = bytearray(length)
        have = len(received) - end - 4
        content[:have] = received[end + 4 :]
        rest = memoryview(content)[have:]
        while rest:
            rest = rest[self._socket.recv_into(rest) :]
        return bytes(content)
