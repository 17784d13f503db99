"""Connections for bulk transfers: urllib3 in threads, with the trust and proxies of the settings."""

from __future__ import annotations

import contextlib
import logging
import os
import random
import threading
from functools import cache, cached_property
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast
from urllib.parse import urlsplit

from runql._transfer._engine.cancel import note_socket, watched
from runql._wire.auth import authorization, conceal
from runql._wire.compatibility import Compatibility
from runql._wire.failures import plain_failure
from runql._wire.http import reason_of, user_agent
from runql._wire.protocol import REDIRECTS
from runql._wire.proxies import proxy_for, proxy_manager
from runql._wire.rate_limit import Pacer
from runql._wire.retry import Attempt, retry_delay
from runql._wire.urls import absolute, host_of, redirect_target, split_url
from runql.errors import (
    ApiError,
    AuthenticationError,
    ConnectError,
    IntegrityError,
    InvalidInputError,
    PermissionDeniedError,
    ProtocolError,
    RequestTimeoutError,
    TransportError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping

    import urllib3
    from urllib3.response import BaseHTTPResponse

    from runql.settings import Settings

__all__ = ["EXPIRED", "Connections", "TransferCancelled", "broken", "transfer_errors"]

logger = logging.getLogger("runql")

T = TypeVar("T")

# A signed address has expired; storages say so with 400, 401 or 403.
EXPIRED: Final = (AuthenticationError, InvalidInputError, PermissionDeniedError)

_MOST_REDIRECTS: Final = 5


class TransferCancelled(Exception):
    """The transfer was called off; nothing stands under a final name that is not whole."""


class Connections:
    """Pools of connections to the hosts that files lie on, made when the first one is needed.

    Attributes:
        settings: Whose key, how patient, which proxy.
        compatibility: What the server is known to lack.
        pacer: When the server's rate limit lets it be asked again.
    """

    def __init__(
        self,
        settings: Settings,
        compatibility: Compatibility | None = None,
        pacer: Pacer | None = None,
    ) -> None:
        self.settings = settings
        self.compatibility = compatibility if compatibility is not None else Compatibility()
        self.pacer = pacer if pacer is not None else Pacer()
        self._lock = threading.Lock()
        self._headers = {"User-Agent": user_agent()}
        self._managers: dict[str | None, urllib3.PoolManager] = {}
        self._pools: dict[tuple[str, str], urllib3.HTTPConnectionPool] = {}
        self._owner = 0

    def open(
        self,
        method: str,
        url: str,
        *,
        operation: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | Iterable[bytes] | None = None,
        checked: bool = True,
    ) -> BaseHTTPResponse:
        """Send a request, follow redirects, and return the answer with its body unread.

        The API key goes to the server's own addresses and no others. Answers that are no success are raised,
        unless `checked` is off.

        Raises:
            ApiError: The server, or the storage behind it, refused.
            IntegrityError: The file has become shorter than the bytes that were asked for.
            TransportError: No usable answer came.
        """
        address = absolute(url, self.settings.base_url)
        split_url(address, operation)
        for _ in range(_MOST_REDIRECTS + 1):
            own = authorization(self.settings, address)
            with transfer_errors(operation, address):
                pool, target = self._pool(address)
                response = pool.urlopen(
                    method,
                    target,
                    body=body,
                    headers={**self._headers, **own, **(headers or {})},
                    preload_content=False,
                    redirect=False,
                    retries=False,
                    decode_content=False,
                    timeout=self._timeout,
                )
            if response.status not in REDIRECTS or method == "POST":
                return _checked(response, operation) if checked else response
            response.drain_conn()
            address = redirect_target(address, response.headers.get("location", ""), operation)
        raise ProtocolError(f"More than {_MOST_REDIRECTS} redirects.", operation=operation)

    def persist(
        self,
        operation: str,
        once: Callable[[], T],
        cancel: threading.Event,
        progress: Callable[[], int] = int,
    ) -> T:
        """Do something until it succeeds, as often and as patiently as the settings say.

        Time is limited for each piece of an answer, not in all: a large file takes what it takes. A try
        that got further than all before it counts as the first one.

        Args:
            operation: What to call it in errors and logs.
            once: Tries once.
            cancel: Calls it off.
            progress: How far it got.
        """
        number, start, furthest = 0, monotonic(), progress()
        while True:
            number += 1
            try:
                with watched(cancel):
                    return once()
            except (ApiError, TransportError) as error:
                if cancel.is_set():
                    raise TransferCancelled(operation) from error
                if progress() > furthest:
                    number, start, furthest = 1, monotonic(), progress()
                conceal(error, self.settings).attempts = number
                attempt = Attempt(number, monotonic() - start, None, repeatable=True)
                delay = retry_delay(self.settings.retry, error, attempt, random.random)
                if delay is None:
                    raise
                logger.warning(
                    "%s: try %d failed with %s; trying again in %.1f s",
                    operation,
                    number,
                    type(error).__name__,
                    delay,
                )
            if cancel.wait(delay):
                raise TransferCancelled(operation)

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            managers, self._managers, self._pools = self._managers, {}, {}
        for manager in managers.values():
            # Clearing alone leaves pools to the garbage collector, and tracebacks keep them from it.
            for key in list(manager.pools.keys()):
                manager.pools[key].close()
            manager.clear()

    def _pool(self, url: str) -> tuple[urllib3.HTTPConnectionPool | urllib3.PoolManager, str]:
        """Return what to ask, and what to ask it for.

        A host's own pool is asked for a path: looking the host up anew costs as much as a small file.
        """
        parts = urlsplit(url)
        host = (parts.scheme, parts.netloc)
        with self._lock:
            if self._owner != os.getpid():
                # A forked process must not write on its parent's connections.
                self._managers, self._pools, self._owner = {}, {}, os.getpid()
            if host not in self._pools:
                proxy = proxy_for(self.settings, url)
                if proxy not in self._managers:
                    self._managers[proxy] = self._make(proxy)
                if proxy is not None:
                    return self._managers[proxy], url
                self._pools[host] = self._managers[None].connection_from_url(url)
            return self._pools[host], f"{parts.path or '/'}{'?' * bool(parts.query)}{parts.query}"

    def _make(self, proxy: str | None) -> urllib3.PoolManager:
        import urllib3

        from runql._wire.http import trust_of

        trust = trust_of(self.settings)
        made = (
            urllib3.PoolManager(maxsize=64, ssl_context=trust)
            if proxy is None
            else proxy_manager(proxy, trust, maxsize=64)
        )
        made.pool_classes_by_scheme = _pool_classes()
        return made

    @cached_property
    def _timeout(self) -> urllib3.Timeout:
        import urllib3

        limits = self.settings.timeouts
        return urllib3.Timeout(connect=limits.connect, read=limits.read)


@cache
def _pool_classes() -> dict[str, type[urllib3.HTTPConnectionPool]]:
    """Return pools whose connections tell which socket a thread uses."""
    from urllib3 import connectionpool

    if TYPE_CHECKING:
        from urllib3.connection import HTTPConnection as Plain
        from urllib3.connection import HTTPSConnection as PlainTLS
    else:
        # The same, also while something that replays answers stands in the other module.
        from urllib3.connectionpool import HTTPConnection as Plain
        from urllib3.connectionpool import HTTPSConnection as PlainTLS

    class HTTPConnection(Plain):
        """Tells its socket when it is made, and when it is used anew."""

        def connect(self) -> None:
            super().connect()
            note_socket(self.sock)

        def putrequest(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401
            if self.sock is not None:
                note_socket(self.sock)
            super().putrequest(*arguments, **named)

    class HTTPSConnection(HTTPConnection, PlainTLS):
        """The same over TLS."""

    class Pool(connectionpool.HTTPConnectionPool):
        """A pool of these."""

        def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401
            super().__init__(*arguments, **named)
            # Whatever else stands there was put there to replay answers, and is left alone.
            if cast("object", self.ConnectionCls) is Plain:
                self.ConnectionCls = cast("Any", HTTPConnection)

    class PoolTLS(connectionpool.HTTPSConnectionPool):
        """A pool of these over TLS."""

        def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401
            super().__init__(*arguments, **named)
            if cast("object", self.ConnectionCls) is PlainTLS:
                self.ConnectionCls = cast("Any", HTTPSConnection)

    return {"http": Pool, "https": PoolTLS}


@contextlib.contextmanager
def transfer_errors(operation: str, url: str) -> Generator[None]:
    """Raise what urllib3 and the libraries below it raise as an error of runql; local files keep their own.

    Raises:
        TransportError: No usable answer came.
    """
    from http.client import HTTPException

    from urllib3.exceptions import HTTPError

    try:
        yield
    except (HTTPError, HTTPException, OverflowError, UnicodeError) as error:
        raise broken(error, operation, url) from error


def broken(error: Exception, operation: str, url: str) -> TransportError:
    """Return our error for one of urllib3's."""
    from urllib3 import exceptions

    host, reason = host_of(url), reason_of(error)
    if isinstance(
        error,
        exceptions.NewConnectionError | exceptions.ProxyError | exceptions.ConnectTimeoutError,
    ):
        return ConnectError(
            f"{host} was not reached: {reason}.",
            hint="Check WANDB_BASE_URL, the network and the proxy.",
            operation=operation,
        )
    if isinstance(error, exceptions.TimeoutError):
        return RequestTimeoutError(
            f"{host} did not send in time ({reason}).",
            hint="Raise timeouts.read.",
            operation=operation,
        )
    return TransportError(f"The connection to {host} broke: {reason}.", operation=operation)


def _checked(response: BaseHTTPResponse, operation: str) -> BaseHTTPResponse:
    if response.status in (200, 201, 204, 206, 304):
        return response
    if response.status == 416:
        response.close()
        raise IntegrityError(
            f"{operation}: the storage has fewer bytes than the server named.",
            hint="The file has changed; list the files anew.",
        )
    headers = {name.lower(): value for name, value in response.headers.items()}
    content = response.read(2000) or b""
    response.close()
    raise plain_failure(operation, response.status, headers, content)
