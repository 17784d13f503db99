"""Hosts that need no proxy, and the bytes of requests to them."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from runql._wire.auth import authorization
from runql._wire.http import trust_of, user_agent
from runql._wire.urls import absolute, host_of, split_url

if TYPE_CHECKING:
    import ssl
    from urllib.parse import SplitResult

    from runql._transfer._engine.connections import Connections

__all__ = ["Address", "Origin", "Origins"]

Address = tuple[int, int, int, str, tuple[object, ...]]
"""An entry of `getaddrinfo`: family, type, protocol, canonical name, address."""

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_PLAIN: Final = re.compile(r"/[A-Za-z0-9\-._~:/?\[\]@!$&'()*+,;=%]*")
"""Request targets that need no encoding."""
_OWN_HEADERS: Final = frozenset(
    ("accept-encoding", "connection", "content-length", "host", "transfer-encoding", "user-agent")
)


@dataclass(slots=True, eq=False)
class Origin:
    """A host of files.

    Attributes:
        url: URL, for errors.
        host: Name or IP address.
        port: Port.
        context: TLS context; None without TLS.
        name: Value of the Host header.
        addresses: IP addresses, in the order in which they are tried.
        is_reached: Whether a connection to the host succeeded.
        is_avoided: Whether other connections fetch the files of this host.
    """

    url: str
    host: str
    port: int
    context: ssl.SSLContext | None
    name: str
    addresses: list[Address] = field(default_factory=list["Address"])
    is_reached: bool = False
    is_avoided: bool = False

    def resolve(self) -> Address:
        """Return the address to connect to.

        Raises:
            OSError: If the name is unknown.
        """
        if not self.addresses:
            found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
            self.addresses = list(found)
        return self.addresses[0]


class Origins:
    """The hosts of one download."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._known: dict[tuple[str, str], Origin | None] = {}

    def request(self, url: str, operation: str) -> tuple[Origin, bytes] | None:
        """Return the host of a URL and the bytes of the request; None if urllib3 must send the request.

        Raises:
            ProtocolError: If the URL is invalid.
            AuthenticationError: If the URL is the server's and no API key is set.
        """
        settings = self._connections.settings
        address = absolute(url, settings.base_url)
        parts = split_url(address, operation, host_of(settings.base_url))
        key = (parts.scheme, parts.netloc)
        if key not in self._known:
            self._known[key] = self._origin(parts, address)
        origin = self._known[key]
        target = f"{parts.path or '/'}{'?' * bool(parts.query)}{parts.query}"
        if origin is None or origin.is_avoided or not _PLAIN.fullmatch(target):
            return None
        own = authorization(settings, address)
        lines = "".join(f"{name}: {value}\r\n" for name, value in own.items())
        if lines.count("\n") != len(own) or not _OWN_HEADERS.isdisjoint(map(str.lower, own)):
            return None
        head = (
            f"GET {target} HTTP/1.1\r\nHost: {origin.name}\r\nAccept-Encoding: identity\r\n"
            f"User-Agent: {user_agent()}\r\n{lines}\r\n"
        )
        try:
            return origin, head.encode("latin-1")
        except UnicodeEncodeError:
            return None

    def _origin(self, parts: SplitResult, url: str) -> Origin | None:
        host = parts.hostname or ""
        if "@" in parts.netloc or not parts.netloc.isascii() or not host:
            return None
        if not self._connections.is_direct(url):
            return None
        default = _DEFAULT_PORTS[parts.scheme]
        port = parts.port or default
        context = None
        if parts.scheme == "https":
            context = trust_of(self._connections.settings, url)
            context.set_alpn_protocols(["http/1.1"])
        name = f"[{host}]" if ":" in host else host
        return Origin(url, host, port, context, name if port == default else f"{name}:{port}")
