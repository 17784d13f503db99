# Generated from src/runql/_async/_client/session.py by `make generate`. Do not edit.

"""Sending calls and fetching files: the one place that waits for a network."""

from __future__ import annotations

import logging
import os
import random
import threading
from time import monotonic
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urljoin

from runql_graphql.ops.server import get_server_info

from runql._paths.web_app import app_url
from runql._sync._client.concurrency import in_thread, loop_token, sleep
from runql._wire.auth import authorization, require_key
from runql._wire.capabilities import FeatureState, feature_states, refuse_without, state_of
from runql._wire.compatibility import Compatibility
from runql._wire.http import absolute, client_options, timeout_within, transport_failure
from runql._wire.protocol import CONTENT_TYPE, ServerResponse, check_transfer, decode
from runql._wire.rate_limit import Pacer
from runql._wire.retry import Attempt, retry_delay
from runql.errors import (
    ApiError,
    ProtocolError,
    RateLimitError,
    RunQLError,
    TransportError,
    UnsupportedError,
    UsageError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType
    from typing import Self

    import httpx
    from runql_graphql.calls import Call

    from runql._transfer._engine.cancel import CancelToken
    from runql._transfer._engine.connections import Connections
    from runql.settings import Settings

__all__ = ["Session"]

logger = logging.getLogger("runql")

R = TypeVar("R")
T = TypeVar("T")

_MOST_REDIRECTS = 5


class Session:
    """One server, one account, one pool of connections, made when the first request needs it.

    May be shared by threads and tasks, used after a fork, and pickled: the settings travel, the
    connections do not.

    Attributes:
        settings: Which server, whose key, how patient.
    """

    def __init__(self, settings: Settings, *, transport: httpx.BaseTransport | None = None) -> None:
        self.settings = settings
        self._transport = transport
        self._pacer = Pacer()
        self._lock = threading.Lock()
        self._client: httpx.Client | None = None
        self._owner: tuple[int, int] | None = None
        self._closed = False
        self._connections: Connections | None = None
        self._features: Mapping[str, bool] | None = None
        self._compatibility = Compatibility()

    @property
    def app_url(self) -> str:
        """URL of the web app, without a slash at its end."""
        return app_url(self.settings.base_url, self.settings.app_url)

    def send(self, call: Call[R], *, idempotent: bool = False, divisible: bool = False) -> R:
        """Send a call, and return its data.

        A server that does not know some types is asked again without the fragments on them.

        Args:
            call: What to ask.
            idempotent: A mutation that may be sent twice without harm.
            divisible: Whether the caller would rather ask for less than wait once more for all of it.

        Raises:
            ApiError: The server answered with an error.
            TransportError: No usable answer came.
            AuthenticationError: There is no API key; nothing was sent.

        Requests: One, and one more for each further try; the first time that a server lacks a part of
            the document, one more to send it without.
        """
        require_key(self.settings)
        url, name = f"{self.settings.base_url}/graphql", call.operation.name
        adapted = self._compatibility.adapt(call)

        def once(elapsed: float) -> R:
            """Try once, and again without what the server lacks: it has done nothing then."""
            nonlocal adapted
            while True:
                response = self._request("POST", url, name, elapsed, adapted.call.body())
                try:
                    return decode(adapted.call, adapted.read(response))
                except UnsupportedError as error:
                    adapted = self._compatibility.learn(call, adapted, error)

        repeatable = idempotent or call.operation.kind == "query"
        return self._persist(name, once, repeatable=repeatable, divisible=divisible)

    def fetch(
        self, url: str, *, operation: str, start: int | None = None, stop: int | None = None
    ) -> bytes:
        """Fetch a file, or the bytes of it from `start` up to but not including `stop`.

        Args:
            url: Signed address, or a path below the server's.
            operation: What to call it in errors and logs.
            start: First byte; None for the beginning.
            stop: Byte to end before; None for the end.

        Raises:
            ApiError: The server or its storage refused.
            TransportError: No usable answer came.

        Requests: One, one more for each redirect and each further try.
        """
        span = f"bytes={start or 0}-{'' if stop is None else stop - 1}"
        ranged = start is not None or stop is not None
        response = self._get(url, operation, {"Range": span} if ranged else {})
        # A server without ranges gives the whole file.
        return response.content if response.status == 206 else response.content[start:stop]

    def transfer(
        self, work: Callable[[Connections, CancelToken], T], above: CancelToken | None = None
    ) -> T:
        """Run a bulk transfer on threads.

        Args:
            work: Takes what it goes through, and what calls it off.
            above: Calls it off too.

        Requests: What the work sends.
        """
        self._refuse_closed()
        if self._connections is None:
            from runql._transfer._engine.connections import Connections

            self._connections = Connections(self.settings, self._compatibility, self._pacer)
        connections = self._connections
        return in_thread(lambda cancel: connections.transfer(work, cancel), above)

    def request_in_thread(self, call: Call[R], above: CancelToken | None = None) -> R:
        """Send a query whose answer is large: on a thread, so that no loop waits for it to be decoded.

        Where a transport was given it goes through that, as `send` does, since it stands for the network.

        Args:
            call: What to ask.
            above: Calls it off, in the middle of an answer if need be.

        Raises:
            ApiError: The server answered with an error.
            TransportError: No usable answer came.
            AuthenticationError: There is no API key; nothing was sent.

        Requests: As `send`.
        """
        if self._transport is not None:
            return self.send(call)
        from runql._transfer._engine.url_requests import send_call

        return self.transfer(
            lambda connections, cancel: send_call(connections, call, cancel), above
        )

    def features(self) -> Mapping[str, bool]:
        """Return the features that the server names, and whether they are on; old servers name none.

        Requests: One the first time, none later.
        """
        if self._features is None:
            try:
                self._features = feature_states(self.send(get_server_info()))
            except UnsupportedError:
                self._features = {}
        return self._features

    def has_feature(self, name: str) -> bool:
        """Tell whether the server says that it has a feature.

        Requests: One the first time, none later.
        """
        return state_of(self.features(), name) is FeatureState.ON

    def require_feature(self, name: str, what: str) -> None:
        """Refuse a call that needs a feature which the server does not say it has.

        Raises:
            UnsupportedError: It is off or unknown; names the feature.

        Requests: One the first time, none later.
        """
        refuse_without(state_of(self.features(), name), name, what)

    def close(self) -> None:
        """Close the connections; the session cannot be used again."""
        self._closed = True
        if self._connections is not None:
            self._connections.close()
        client, self._client = self._client, None
        if client is not None and self._owner == (os.getpid(), loop_token()):
            client.close()

    def _persist(
        self,
        operation: str,
        once: Callable[[float], T],
        *,
        repeatable: bool,
        divisible: bool = False,
    ) -> T:
        start, number = monotonic(), 0
        total = self.settings.timeouts.total
        while True:
            number += 1
            try:
                return once(monotonic() - start)
            except (ApiError, TransportError) as error:
                error.attempts = number
                attempt = Attempt(number, monotonic() - start, total, repeatable, divisible)
                delay = retry_delay(self.settings.retry, error, attempt, random.random)
                if delay is None:
                    raise
                self._note_wait(operation, error, number, delay)
            sleep(delay)

    def _get(self, url: str, operation: str, headers: dict[str, str]) -> ServerResponse:
        address = absolute(url, self.settings.base_url)

        def once(elapsed: float) -> ServerResponse:
            """Try once."""
            response = self._follow(address, operation, elapsed, headers)
            check_transfer(operation, response)
            return response

        return self._persist(operation, once, repeatable=True)

    def _follow(
        self, url: str, operation: str, elapsed: float, headers: dict[str, str]
    ) -> ServerResponse:
        for _ in range(_MOST_REDIRECTS + 1):
            response = self._request("GET", url, operation, elapsed, headers=headers)
            if response.status not in (301, 302, 303, 307, 308):
                return response
            url = urljoin(url, response.headers.get("location", ""))
        raise ProtocolError(f"More than {_MOST_REDIRECTS} redirects.", operation=operation)

    def _request(
        self,
        method: str,
        url: str,
        operation: str,
        elapsed: float,
        content: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> ServerResponse:
        import httpx

        self._hold_back(operation)
        began = monotonic()
        sent = {**(headers or {}), **authorization(self.settings, url)}
        if content is not None:
            sent["Content-Type"] = CONTENT_TYPE
        timeout = timeout_within(self.settings, elapsed, operation)
        try:
            response = self._open().request(
                method, url, content=content, headers=sent, timeout=timeout
            )
        except httpx.TransportError as error:
            raise transport_failure(error, operation, url) from error
        received = ServerResponse(response.status_code, response.headers, response.content)
        self._pacer.note(received.headers, monotonic())
        logger.debug(
            "%s: HTTP %d, %d bytes, %.0f ms",
            operation,
            received.status,
            len(received.content),
            1000 * (monotonic() - began),
        )
        return received

    def _hold_back(self, operation: str) -> None:
        wait = min(self._pacer.delay(monotonic()), self.settings.retry.longest_wait)
        if wait > 0:
            logger.info("%s: holding back %.1f s for the server's rate limit", operation, wait)
            sleep(wait)

    def _open(self) -> httpx.Client:
        """Return the client of this process and event loop."""
        self._refuse_closed()
        owner = (os.getpid(), loop_token())
        with self._lock:
            if self._client is None or self._owner != owner:
                import httpx

                options = client_options(self.settings)
                self._client = httpx.Client(transport=self._transport, **options)
                self._owner = owner
            return self._client

    def _refuse_closed(self) -> None:
        if self._closed:
            raise UsageError(
                "This client has been closed.", hint="Make a new one, or close it later."
            )

    def _note_wait(self, operation: str, error: RunQLError, number: int, delay: float) -> None:
        if isinstance(error, RateLimitError):
            self._pacer.close_for(delay, monotonic())
        logger.warning(
            "%s: try %d failed with %s; trying again in %.1f s",
            operation,
            number,
            type(error).__name__,
            delay,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __reduce__(self) -> tuple[type[Session], tuple[Settings]]:
        return (type(self), (self.settings,))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.settings.base_url}>"
