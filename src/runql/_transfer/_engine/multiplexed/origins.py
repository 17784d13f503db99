"""Hosts that are reached without a proxy, and requests to them as bytes."""

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
"""What `getaddrinfo` returns: family, kind, protocol, name, and where."""

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_PLAIN: Final = re.compile(r"/[A-Za-z0-9\-._~:/?\[\]@!$&'()*+,;=%]*")
"""Targets that need no encoding before they are sent."""
_OWN_HEADERS: Final = frozenset(
    ("accept-encoding", "connection", "content-length", "host", "transfer-encoding", "user-agent")
)


@dataclass(slots=True, eq=False)
class Origin:
    """A host that files are on.

    Attributes:
        url: Its URL, for errors.
        host: Its name or address.
        port: Its port.
        context: What its certificate is verified with; None without TLS.
        name: What it is called in requests.
        addresses: Where it may be reached; the first is tried first.
        is_reached: Whether a connection to it was made.
        is_avoided: Whether its files are left to other connections.
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
        """Return where to connect to.

        Raises:
            OSError: If the name is not known.
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
        """Return the host of a URL and the request for it; None where urllib3 has to ask.

        Raises:
            ProtocolError: If it is not a URL.
            AuthenticationError: If it is the server's, and there is no key.
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
