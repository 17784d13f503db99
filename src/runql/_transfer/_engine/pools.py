"""Connection pools that report the socket that a thread uses, so that a transfer can be canceled."""

from __future__ import annotations

from functools import cache
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final, cast

from runql._transfer._engine.cancel import note_socket, time_left
from runql._wire.deadlines import connect_in_turn, shortened
from runql._wire.http import trust_of
from runql._wire.proxies import proxy_manager

if TYPE_CHECKING:
    import socket

    import urllib3

    from runql.settings import Settings

__all__ = ["is_replayed", "pool_manager"]

_SHORTEST: Final = 0.001
"""Seconds; a timeout of zero would make the socket non-blocking."""


def pool_manager(settings: Settings, proxy: str | None, url: str) -> urllib3.PoolManager:
    """Return a factory of connection pools, with or without a proxy.

    Raises:
        ConfigurationError: If the file of certificate authorities cannot be read.
        MissingDependencyError: If the proxy uses SOCKS and its library is not installed.
    """
    import urllib3

    trust = trust_of(settings, url, proxy)
    if proxy is None:
        made = urllib3.PoolManager(maxsize=64, ssl_context=trust)
    else:
        made = proxy_manager(proxy, trust, maxsize=64)
    is_socks = proxy is not None and proxy.startswith("socks")
    made.pool_classes_by_scheme = _socks_pools() if is_socks else _pools()
    return made


def is_replayed() -> bool:
    """Return whether another library handles urllib3's requests, such as a test recorder or a tracer."""
    from urllib3 import connectionpool

    plain, tls = connectionpool.HTTPConnectionPool, connectionpool.HTTPSConnectionPool
    made = (plain.ConnectionCls, tls.ConnectionCls)
    sends = cast("object", plain.urlopen)
    return (
        any(each.__module__ != "urllib3.connection" for each in made)
        or not isinstance(sends, FunctionType)
        or sends.__module__ != plain.__module__
    )


class _Noting:
    """A connection that reports its socket when it connects and when it is reused."""

    if TYPE_CHECKING:
        sock: Any
        timeout: float | None

    def connect(self) -> None:
        # The socket is unknown until it is connected, so the watch of a transfer cannot shut it down before.
        self.timeout = _limited(self.timeout)
        cast("Any", super()).connect()
        note_socket(self.sock)

    def putrequest(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401
        if self.sock is not None:
            note_socket(self.sock)
        cast("Any", super()).putrequest(*arguments, **named)


class _InTurn(_Noting):
    """A connection that divides the remaining time among the addresses of its host."""

    if TYPE_CHECKING:
        port: int
        _dns_host: str

    def _new_conn(self) -> socket.socket:
        import socket

        from urllib3.exceptions import (
            ConnectTimeoutError,
            NameResolutionError,
            NewConnectionError,
        )

        host, timeout = self._dns_host, self.timeout

        def connect(name: str, count: int) -> socket.socket:
            self._dns_host, self.timeout = name, _limited(timeout, count)
            return cast("socket.socket", cast("Any", super(_InTurn, self))._new_conn())

        try:
            failed = (NewConnectionError, ConnectTimeoutError)
            connected = connect_in_turn(host, self.port, connect, failed, _limited(None))
        except TimeoutError as error:
            raise ConnectTimeoutError(cast("Any", self), str(error)) from error
        except socket.gaierror as error:
            raise NameResolutionError(host, cast("Any", self), error) from error
        finally:
            self._dns_host, self.timeout = host, timeout
        connected.settimeout(_limited(timeout))  # for the handshake
        return connected


def _limited(timeout: float | None, steps: int = 1) -> float | None:
    """Return a timeout in seconds, limited by the remaining time of the transfer."""
    return shortened(timeout, max(time_left() / steps, _SHORTEST))


@cache
def _pools() -> dict[str, type[urllib3.HTTPConnectionPool]]:
    from urllib3 import connectionpool

    if TYPE_CHECKING:
        from urllib3.connection import HTTPConnection as Plain
        from urllib3.connection import HTTPSConnection as PlainTLS
    else:
        # The same check as above, also while a replaying library has patched the other module.
        from urllib3.connectionpool import HTTPConnection as Plain
        from urllib3.connectionpool import HTTPSConnection as PlainTLS

    class HTTPConnection(_InTurn, Plain):
        """A connection without TLS."""

    class HTTPSConnection(_InTurn, PlainTLS):
        """A connection with TLS."""

    class Pool(connectionpool.HTTPConnectionPool):
        """A pool of connections without TLS."""

        def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401
            super().__init__(*arguments, **named)
            # Another class was installed to replay responses, so keep it.
            if cast("object", self.ConnectionCls) is Plain:
                self.ConnectionCls = cast("Any", HTTPConnection)

    class PoolTLS(connectionpool.HTTPSConnectionPool):
        """A pool of connections with TLS."""

        def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401
            super().__init__(*arguments, **named)
            if cast("object", self.ConnectionCls) is PlainTLS:
                self.ConnectionCls = cast("Any", HTTPSConnection)

    return {"http": Pool, "https": PoolTLS}


@cache
def _socks_pools() -> dict[str, type[urllib3.HTTPConnectionPool]]:
    from urllib3.contrib import socks

    class HTTPConnection(_Noting, socks.SOCKSConnection):
        """A connection without TLS, through a proxy."""

    class HTTPSConnection(_Noting, socks.SOCKSHTTPSConnection):
        """A connection with TLS, through a proxy."""

    class Pool(socks.SOCKSHTTPConnectionPool):
        """A pool of connections without TLS, through a proxy."""

        ConnectionCls = cast("Any", HTTPConnection)

    class PoolTLS(socks.SOCKSHTTPSConnectionPool):
        """A pool of connections with TLS, through a proxy."""

        ConnectionCls = cast("Any", HTTPSConnection)

    return {"http": Pool, "https": PoolTLS}
