"""Connections for bulk transfers: urllib3 in threads, with the trust and proxies of the settings."""

from __future__ import annotations

import os
import random
import threading
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import urljoin, urlsplit

from runql._wire.auth import authorization
from runql._wire.failures import plain_failure
from runql._wire.http import absolute, user_agent
from runql._wire.retry import Attempt, retry_delay
from runql.errors import (
    ApiError,
    ConnectError,
    ProtocolError,
    RequestTimeoutError,
    TransportError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import urllib3
    from urllib3.response import BaseHTTPResponse

    from runql.settings import Settings

__all__ = ["Connections", "Stopped", "broken"]

T = TypeVar("T")

_MOST_REDIRECTS: Final = 5
_REDIRECTS: Final = (301, 302, 303, 307, 308)


class Stopped(Exception):
    """The transfer was called off; what it had written under temporary names is gone."""


class Connections:
    """Pools of connections to the hosts that files lie on, made when the first one is needed.

    Attributes:
        settings: Whose key, how patient, which proxy.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._managers: dict[str | None, urllib3.PoolManager] = {}
        self._proxies: dict[str, str | None] = {}
        self._owner = 0

    def open(
        self,
        method: str,
        url: str,
        *,
        operation: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | Iterable[bytes] | None = None,
    ) -> BaseHTTPResponse:
        """Send a request, follow redirects, and return the answer with its body unread.

        The API key goes to the server's own addresses and no others.

        Raises:
            ApiError: The server, or the storage behind it, refused.
            TransportError: No usable answer came.
        """
        import urllib3

        address = absolute(url, self.settings.base_url)
        for _ in range(_MOST_REDIRECTS + 1):
            sent = {**(headers or {}), **authorization(self.settings, address)}
            try:
                answer = self._manager(address).request(
                    method,
                    address,
                    body=body,
                    headers=sent,
                    preload_content=False,
                    redirect=False,
                    retries=False,
                    decode_content=False,
                    timeout=urllib3.Timeout(
                        connect=self.settings.timeouts.connect, read=self.settings.timeouts.read
                    ),
                )
            except urllib3.exceptions.HTTPError as error:
                raise broken(error, operation, address) from error
            if answer.status not in _REDIRECTS:
                return _checked(answer, operation)
            answer.drain_conn()
            address = urljoin(address, answer.headers.get("location", ""))
        raise ProtocolError(f"More than {_MOST_REDIRECTS} redirects.", operation=operation)

    def persist(self, operation: str, once: Callable[[], T], stop: threading.Event) -> T:
        """Do something until it succeeds, as often and as patiently as the settings say.

        Time is limited for each piece of an answer, not in all: a large file takes what it takes.
        """
        number, start = 0, monotonic()
        while True:
            number += 1
            try:
                return once()
            except (ApiError, TransportError) as error:
                error.attempts = number
                attempt = Attempt(number, monotonic() - start, None, repeatable=True)
                delay = retry_delay(self.settings.retry, error, attempt, random.random)
                if delay is None:
                    raise
            if stop.wait(delay):
                raise Stopped(operation)

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            managers, self._managers = self._managers, {}
        for manager in managers.values():
            manager.clear()

    def _manager(self, url: str) -> urllib3.PoolManager:
        proxy = self._proxy(url)
        with self._lock:
            if self._owner != os.getpid():
                # A forked process must not write on its parent's connections.
                self._managers, self._owner = {}, os.getpid()
            if proxy not in self._managers:
                self._managers[proxy] = self._make(proxy)
            return self._managers[proxy]

    def _make(self, proxy: str | None) -> urllib3.PoolManager:
        import urllib3

        from runql._wire.http import trust_of

        trust = trust_of(self.settings)
        headers = {"User-Agent": user_agent(), **self.settings.headers}
        if proxy is None:
            return urllib3.PoolManager(maxsize=64, headers=headers, ssl_context=trust)
        return urllib3.ProxyManager(proxy, maxsize=64, headers=headers, ssl_context=trust)

    def _proxy(self, url: str) -> str | None:
        if self.settings.proxy is not None:
            return self.settings.proxy
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._proxies:
            # Looking through the environment for each of thousands of files takes its time.
            self._proxies[host] = _proxy_of(parts.scheme, parts.netloc)
        return self._proxies[host]


def _proxy_of(scheme: str, netloc: str) -> str | None:
    from urllib.request import getproxies, proxy_bypass

    proxies = getproxies()
    if not proxies or proxy_bypass(netloc):
        return None
    return proxies.get(scheme) or proxies.get("all")


def broken(error: Exception, operation: str, url: str) -> TransportError:
    """Return our error for one of urllib3's."""
    from urllib3 import exceptions

    host, reason = urlsplit(url).netloc, str(error) or type(error).__name__
    if isinstance(
        error,
        exceptions.NewConnectionError | exceptions.ProxyError | exceptions.ConnectTimeoutError,
    ):
        return ConnectError(
            f"{host} was not reached: {reason}.",
            remedy="Check WANDB_BASE_URL, the network and the proxy.",
            operation=operation,
        )
    if isinstance(error, exceptions.TimeoutError):
        return RequestTimeoutError(
            f"{host} did not send in time ({reason}).",
            remedy="Raise timeouts.read.",
            operation=operation,
        )
    return TransportError(f"The connection to {host} broke: {reason}.", operation=operation)


def _checked(answer: BaseHTTPResponse, operation: str) -> BaseHTTPResponse:
    if answer.status in (200, 201, 204, 206):
        return answer
    headers = {name.lower(): value for name, value in answer.headers.items()}
    content = answer.read(2000) or b""
    answer.close()
    raise plain_failure(operation, answer.status, headers, content)
