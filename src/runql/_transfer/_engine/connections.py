"""Connections for bulk transfers: urllib3 on threads, with the TLS and proxy settings of the client."""

from __future__ import annotations

import logging
import os
import random
import threading
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlsplit

from runql._transfer._engine.cancel import (
    TransferCancelled,
    Watch,
    watched,
)
from runql._transfer._engine.network_errors import network_errors, no_progress
from runql._transfer._engine.pools import is_replayed, pool_manager
from runql._wire.auth import authorization, conceal
from runql._wire.compatibility import Compatibility
from runql._wire.http import took_too_long, user_agent
from runql._wire.proxies import proxy_for
from runql._wire.rate_limit import Pacer, count_request
from runql._wire.responses.failures import plain_failure
from runql._wire.retry import Attempt, retry_delay
from runql._wire.urls import REDIRECTS, Redirects, absolute, host_of, split_url
from runql.errors import (
    ApiError,
    AuthenticationError,
    IntegrityError,
    InvalidInputError,
    PermissionDeniedError,
    RequestTimeoutError,
    RunQLError,
    TransportError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import urllib3
    from runql_graphql.calls import Call
    from urllib3.response import BaseHTTPResponse

    from runql.settings import Settings

__all__ = ["EXPIRED", "MOST_QUOTED", "Connections", "refusal"]

logger = logging.getLogger("runql")

T = TypeVar("T")

# Storages respond to an expired signed URL with 400, 401 or 403.
EXPIRED: Final = (AuthenticationError, InvalidInputError, PermissionDeniedError)

MOST_QUOTED: Final = 2000
"""Maximum bytes that are read of an error response."""

_FURTHER: Final = 2**10
"""Bytes that an attempt must receive to reset the retry count; with one byte per attempt, retries would never end."""


class Connections:
    """Connection pools by host, created on first use.

    Attributes:
        settings: Credentials, timeouts, retries and proxies.
        compatibility: Known limitations of the server.
        pacer: Delays requests as the server's rate limit requires.
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
        self._managers: dict[tuple[str | None, bool], urllib3.PoolManager] = {}
        self._pools: dict[tuple[str, str], urllib3.HTTPConnectionPool] = {}
        self._owner = 0

    def answer(self, call: Call[Any]) -> bytes | None:
        """Return the response body of a call that needs no server; None otherwise."""
        return None

    def open(
        self,
        method: str,
        url: str,
        *,
        operation: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | Callable[[], Iterable[bytes]] | None = None,
        checked: bool = True,
    ) -> BaseHTTPResponse:
        """Send a request, follow redirects, and return the response with its body unread.

        The API key and the headers of the settings are sent only to the configured server.
        Error responses raise, unless `checked` is off.

        Args:
            method: HTTP method.
            url: URL, or a path on the server.
            operation: Name of the operation in errors.
            headers: Headers for this request, to any host.
            body: Bytes to send, or an object that yields them in pieces; a redirected request sends them
                again.
            checked: Whether to raise error responses.

        Raises:
            ApiError: If the server or the storage refused.
            IntegrityError: If the file has become shorter than the requested bytes.
            RequestLimitError: If a limit of the program is exceeded; nothing was sent.
            TransportError: If no usable response arrived.
        """
        base_url = self.settings.base_url
        redirects = Redirects(absolute(url, base_url), operation)
        split_url(redirects.url, operation, host_of(base_url))
        known = headers is not None and "If-None-Match" in headers
        while True:
            address = redirects.url
            own = authorization(self.settings, address)
            sent = {"User-Agent": user_agent(), **own, **(headers or {})}
            count_request(operation)
            with network_errors(operation, address):
                pool, target = self._pool(address)
                response = pool.urlopen(
                    method,
                    target,
                    body=body() if callable(body) else body,
                    headers=sent,
                    preload_content=False,
                    redirect=False,
                    retries=False,
                    decode_content=False,
                    timeout=self._timeout,
                )
                if response.status not in REDIRECTS or method == "POST":
                    return _checked(response, operation, known=known) if checked else response
                response.drain_conn()
            redirects.follow(response.status, response.headers.get("location"))

    def persist(
        self,
        operation: str,
        once: Callable[[], T],
        cancel: threading.Event,
        progress: Callable[[], int] = int,
        *,
        bounded: bool = False,
        spent: float = 0.0,
    ) -> T:
        """Retry an action until it succeeds, within the limits of the settings.

        The total timeout of the settings limits the time without progress, including waits. A large file
        may take longer in total. An attempt that got further than all before counts as the first one.

        If the action is bounded, the total timeout limits its whole duration, as for all calls that return
        no file.

        Args:
            operation: Name of the operation in errors and logs.
            once: Makes one attempt.
            cancel: Cancels the action.
            progress: Returns how far the action got.
            bounded: Whether the total timeout limits the whole duration.
            spent: Seconds of the total timeout that are already used.

        Raises:
            RateLimitError: If the server requires a longer wait than the settings allow.
            RequestTimeoutError: If the total timeout has passed.
        """
        number, since, furthest = 0, monotonic() - spent, progress()
        limit = self.settings.timeouts.total
        while True:
            number += 1
            watch: Watch | None = None
            try:
                with watched(cancel, limit, since, renewed=not bounded) as watch:
                    done = once()
                if not watch.expired:
                    return done
                # A socket that is shut down looks like the end of a response.
                raise _expired(operation, limit, bounded=bounded)
            except (ApiError, TransportError) as failed:
                if cancel.is_set():
                    raise TransferCancelled(operation) from failed
                expired = watch is not None and watch.expired
                error = _expired(operation, limit, bounded=bounded) if expired else failed
                since = watch.since if watch is not None else since
                if progress() - furthest >= _FURTHER:
                    number, since, furthest = 1, monotonic(), progress()
                conceal(error, self.settings).attempts = number
                attempt = Attempt(number, monotonic() - since, limit, repeatable=True)
                delay = retry_delay(self.settings.retry, error, attempt, random.random)
                if delay is None:
                    if error is failed:
                        raise
                    raise error from failed
                logger.warning(
                    "%s: try %d failed with %s; trying again in %.1f s",
                    operation,
                    number,
                    type(error).__name__,
                    delay,
                )
            if cancel.wait(delay):
                raise TransferCancelled(operation)

    def is_direct(self, url: str) -> bool:
        """Return whether requests to a host use neither a proxy nor a replacement for the network.

        Raises:
            ConfigurationError: If an environment variable is invalid. The error names the variable.
        """
        if type(self).open is not Connections.open or is_replayed():
            return False
        return proxy_for(self.settings, url) is None

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            managers, self._managers, self._pools = self._managers, {}, {}
        for manager in managers.values():
            # Clearing alone leaves pools to the garbage collector, and tracebacks may keep them
            # alive.
            for key in list(manager.pools.keys()):
                manager.pools[key].close()
            manager.clear()

    def _pool(self, url: str) -> tuple[urllib3.HTTPConnectionPool | urllib3.PoolManager, str]:
        """Return the pool for a request, and the URL or path to request from it.

        The pool of a host accepts a path. Looking up the host again would cost as much as a small
        file.
        """
        parts = urlsplit(url)
        host = (parts.scheme, parts.netloc)
        with self._lock:
            if self._owner != os.getpid():
                # A forked process must not write to its parent's connections.
                self._managers, self._pools, self._owner = {}, {}, os.getpid()
            if host not in self._pools:
                proxy = proxy_for(self.settings, url)
                key = (proxy, parts.scheme == "https")
                if key not in self._managers:
                    self._managers[key] = pool_manager(self.settings, proxy, url)
                if proxy is not None:
                    return self._managers[key], url
                self._pools[host] = self._managers[key].connection_from_url(url)
            return self._pools[host], f"{parts.path or '/'}{'?' * bool(parts.query)}{parts.query}"

    @cached_property
    def _timeout(self) -> urllib3.Timeout:
        import urllib3

        limits = self.settings.timeouts
        return urllib3.Timeout(connect=limits.connect, read=limits.read)


def _expired(operation: str, limit: float | None, *, bounded: bool) -> RequestTimeoutError:
    if bounded:
        return took_too_long(operation, limit or 0)
    return no_progress(operation, limit or 0)


def _checked(response: BaseHTTPResponse, operation: str, *, known: bool) -> BaseHTTPResponse:
    """Return a success; "not modified" is one only for a caller that already has the content."""
    if response.status in (200, 201, 204, 206) or (known and response.status == 304):
        return response
    headers = {name.lower(): value for name, value in response.headers.items()}
    content = b"" if response.status == 416 else response.read(MOST_QUOTED) or b""
    response.close()
    raise refusal(operation, response.status, headers, content)


def refusal(operation: str, status: int, headers: Mapping[str, str], content: bytes) -> RunQLError:
    """Return the error for a storage response that is not a success."""
    if status == 416:
        return IntegrityError(
            f"{operation}: the storage has fewer bytes than the server reported.",
            hint="The file has changed. List the files again.",
        )
    return plain_failure(operation, status, headers, content)
