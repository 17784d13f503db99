# Generated from src/runql/_async/_client/requester.py by `make generate`. Do not edit.

"""Sending one HTTP request with its retries; all waits for the network are in this module."""

from __future__ import annotations

import logging
import os
import random
import threading
from time import monotonic
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from runql._sync._client.concurrency import loop_token, network_transport, sleep, time_limit
from runql._wire.auth import authorization, conceal
from runql._wire.http import client_options, request_timeout, time_left, transport_errors
from runql._wire.protocol import CONTENT_TYPE, ServerResponse
from runql._wire.proxies import proxy_for
from runql._wire.rate_limit import Pacer, count_request
from runql._wire.retry import Attempt, CallBudget, retry_delay
from runql.errors import ApiError, RateLimitError, RunQLError, TransportError

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from runql.settings import Settings

__all__ = ["Requester"]

logger = logging.getLogger("runql")

T = TypeVar("T")


class Requester:
    """HTTP connections of a session, with the limits of its settings; opened by the first request.

    Attributes:
        settings: Server, API key, timeouts and retries.
        pacer: Delays that the server's rate limit requires.
    """

    def __init__(self, settings: Settings, transport: httpx.BaseTransport | None) -> None:
        self.settings = settings
        self.pacer = Pacer()
        self._transport = transport
        self._lock = threading.Lock()
        self._clients: dict[tuple[str | None, bool], httpx.Client] = {}
        self._proxies: dict[tuple[str, str], str | None] = {}
        self._owner: tuple[int, int] | None = None

    def persist(
        self,
        operation: str,
        once: Callable[[CallBudget], T],
        budget: CallBudget,
        *,
        repeatable: bool,
        divisible: bool = False,
    ) -> T:
        """Try until it succeeds, with the attempts and delays of the retry settings.

        Args:
            operation: Name for errors and logs.
            once: Function that tries once.
            budget: Attempts and time that requests of the same call have used.
            repeatable: Whether a second attempt does no harm.
            divisible: Whether the caller can request less, which is better than waiting again.

        Raises:
            ApiError: If the server responded with an error.
            TransportError: If no usable response arrived.
        """
        same = 0
        policy, total = self.settings.retry, self.settings.timeouts.total
        while True:
            budget.attempts += 1
            same += 1
            try:
                return once(budget)
            except (ApiError, TransportError) as error:
                conceal(error, self.settings).attempts = budget.attempts
                budget.close_if_spent(policy.max_attempts, total)
                limit = budget.limit(total)
                attempt = Attempt(
                    budget.attempts, budget.elapsed(), limit, repeatable, divisible, same
                )
                delay = retry_delay(policy, error, attempt, random.random)
                if delay is None:
                    raise
                self._note_wait(operation, error, budget.attempts, delay)
            sleep(delay)

    def request(
        self,
        method: str,
        url: str,
        operation: str,
        budget: CallBudget,
        content: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> ServerResponse:
        """Send one request, and return the response.

        Raises:
            AuthenticationError: If the URL belongs to the server, and there is no API key.
            TransportError: If no usable response arrived, or the time limit of the call is reached.
            RequestLimitError: If a limit of the program is reached; nothing was sent.
        """
        self._hold_back(operation, budget)
        count_request(operation)
        began = monotonic()
        sent = {**(headers or {}), **authorization(self.settings, url)}
        if content is not None:
            sent["Content-Type"] = CONTENT_TYPE
        left = time_left(self.settings, budget, operation)
        client = self._open(url)
        with transport_errors(operation, url):
            with time_limit(left):
                response = client.request(
                    method,
                    url,
                    content=content,
                    headers=sent,
                    timeout=request_timeout(self.settings, left),
                )
        received = ServerResponse(response.status_code, response.headers, response.content, url)
        self.pacer.note(received.headers, monotonic())
        logger.debug(
            "%s: HTTP %d, %d bytes, %.0f ms",
            operation,
            received.status,
            len(received.content),
            1000 * (monotonic() - began),
        )
        return received

    def _hold_back(self, operation: str, budget: CallBudget) -> None:
        told = self.pacer.delay(monotonic())
        wait = min(told, self.settings.retry.longest_wait)
        if wait <= 0:
            return
        left = time_left(self.settings, budget, operation)
        if left is not None and wait >= left:
            error = RateLimitError(
                f"Rate limit: the server allows the next request in {told:.0f} s, "
                f"but the call has {left:.0f} s left.",
                hint="Raise timeouts.total, or send fewer concurrent requests.",
                operation=operation,
            )
            error.retry_after = told
            raise error
        logger.info("%s: waiting %.1f s for the server's rate limit", operation, wait)
        sleep(wait)

    def _open(self, url: str) -> httpx.Client:
        """Return the HTTP client of this process and event loop for a URL's proxy and scheme."""
        owner = (os.getpid(), loop_token())
        proxy = None if self._transport is not None else self._proxy(url)
        key = (proxy, url.startswith("https:"))
        with self._lock:
            if self._owner != owner:
                self._clients, self._owner = {}, owner
            if key not in self._clients:
                import httpx

                transport = self._transport or network_transport(self.settings, proxy, url)
                self._clients[key] = httpx.Client(transport=transport, **client_options())
            return self._clients[key]

    def _proxy(self, url: str) -> str | None:
        # Reading proxies from the environment and the system's settings costs more than the rest
        # of a request.
        origin = urlsplit(url)[:2]
        if origin not in self._proxies:
            self._proxies[origin] = proxy_for(self.settings, url)
        return self._proxies[origin]

    def _note_wait(self, operation: str, error: RunQLError, number: int, delay: float) -> None:
        if isinstance(error, RateLimitError):
            self.pacer.close_for(delay, monotonic())
        logger.warning(
            "%s: attempt %d failed with %s; retrying in %.1f s",
            operation,
            number,
            type(error).__name__,
            delay,
        )

    def close(self) -> None:
        """Close the connections of this process and event loop."""
        clients, self._clients = self._clients, {}
        if self._owner == (os.getpid(), loop_token()):
            for client in clients.values():
                client.close()
