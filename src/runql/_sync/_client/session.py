# Generated from src/runql/_async/_client/session.py by `make generate`. Do not edit.

"""Sessions: sending calls and fetching files."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from runql_graphql.ops.server import get_server_info

from runql._models._attributes.remembered import Remembered
from runql._paths.web_app import app_url
from runql._sync._client.concurrency import in_thread
from runql._sync._client.requester import Requester
from runql._wire.auth import require_key
from runql._wire.capabilities import FeatureState, feature_states, state_of
from runql._wire.compatibility import Compatibility
from runql._wire.protocol import (
    ServerResponse,
    body_of,
    check_range,
    check_transfer,
    decode,
)
from runql._wire.retry import CallBudget
from runql._wire.urls import REDIRECTS, Redirects, absolute, split_url
from runql.errors import UnsupportedError, UsageError

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

R = TypeVar("R")
T = TypeVar("T")

_SLOWEST = 64 * 1024


class Session:
    """Connection to one server with one account.

    The connection pool opens with the first request.
    A session can be shared by threads and tasks, used after a fork, and pickled. A pickle contains
    the settings and no connections.

    Attributes:
        settings: Server, API key, timeouts and retries.
        writes: Number of mutations that were sent.
        remembered: Cached results that all objects of the session share.
        accepts_empty_edits: Whether the server accepts an upsert without a change; True until it refuses one.
        is_export: Whether an opened export responds instead of a server.
    """

    is_export: bool = False

    def __init__(self, settings: Settings, *, transport: httpx.BaseTransport | None = None) -> None:
        self.settings = settings
        self._transport = transport
        self._requester = Requester(settings, transport)
        self._closed = False
        # Lists that were read before a change check again for items that the change moved.
        self.writes: int = 0
        self.remembered: Remembered = Remembered()
        self.accepts_empty_edits = True
        self._connections: Connections | None = None
        self._features: Mapping[str, bool] | None = None
        self._compatibility = Compatibility()

    @property
    def app_url(self) -> str:
        """URL of the web app, without a trailing slash."""
        return app_url(self.settings.base_url, self.settings.app_url)

    def send(
        self,
        call: Call[R],
        *,
        idempotent: bool = False,
        divisible: bool = False,
        budget: CallBudget | None = None,
        skip_unfit_rows: bool = False,
    ) -> R:
        """Send a call, and return its data.

        If the server does not know some types, the call is sent again without their fragments.

        Args:
            call: The query or mutation to send.
            idempotent: Whether a mutation can be sent twice without harm.
            divisible: Whether the caller prefers to request less instead of waiting again for the
                full response.
            budget: Attempts and time that requests of the same call have used before.
            skip_unfit_rows: Whether list items that do not match the schema are left out with a
                warning.

        Raises:
            ApiError: If the server responded with an error.
            TransportError: If no usable response arrived.
            AuthenticationError: If there is no API key; nothing was sent.
            UsageError: If a variable cannot be sent as JSON; nothing was sent.

        Requests: One, and one more for each retry; the first time that a server lacks a part
        of the document, one more to send the document without it.
        """
        self._refuse_closed()
        require_key(self.settings)
        url, name = f"{self.settings.base_url}/graphql", call.operation.name
        adapted = self._compatibility.adapt(call)
        if call.operation.kind == "mutation":
            self.writes += 1

        def once(budget: CallBudget) -> R:
            """Try once; if the server lacks fields, send again without them, since nothing was executed."""
            nonlocal adapted
            while True:
                body = body_of(adapted.call)
                response = self._requester.request("POST", url, name, budget, body)
                try:
                    return decode(
                        adapted.call, adapted.read(response), skip_unfit_rows=skip_unfit_rows
                    )
                except UnsupportedError as error:
                    adapted = self._compatibility.learn(call, adapted, error)

        repeatable = idempotent or call.operation.kind == "query"
        return self._requester.persist(
            name, once, budget or CallBudget(), repeatable=repeatable, divisible=divisible
        )

    def fetch(
        self,
        url: str,
        *,
        operation: str,
        start: int | None = None,
        stop: int | None = None,
        size: int = 0,
    ) -> bytes:
        """Fetch a file, or the bytes of it from `start` up to but not including `stop`.

        Args:
            url: Signed URL, or a path below the server's URL.
            operation: Name for errors and logs.
            start: First byte; None for the beginning.
            stop: End of the bytes, exclusive; None for the end of the file.
            size: Expected number of bytes; it extends `timeouts.total` by one second for each
                64 KiB.

        Raises:
            ApiError: If the server or its storage refused.
            TransportError: If no usable response arrived.
            ProtocolError: If the storage returned other bytes than requested.

        Requests: One, and one more for each redirect and each retry; none if there are no bytes between
        `start` and `stop`.
        """
        if stop is not None and stop <= (start or 0):
            return b""
        span = f"bytes={start or 0}-{'' if stop is None else stop - 1}"
        ranged = start is not None or stop is not None
        budget = CallBudget(extra=max(0, size) / _SLOWEST)
        response = self._get(url, operation, {"Range": span} if ranged else {}, budget)
        check_range(operation, response, start or 0)
        # A server without support for ranges returns the whole file.
        return response.content if response.status == 206 else response.content[start:stop]

    def transfer(
        self, work: Callable[[Connections, CancelToken], T], above: CancelToken | None = None
    ) -> T:
        """Run a bulk transfer on threads.

        Args:
            work: Function to call with the connections and a token that cancels it.
            above: Token of the caller, which cancels the transfer too.

        Requests: Those that the work sends.
        """
        self._refuse_closed()
        if self._connections is None:
            from runql._transfer._engine.connections import Connections

            self._connections = Connections(
                self.settings, self._compatibility, self._requester.pacer
            )
        connections = self._connections
        from runql._transfer._engine.atomic_files import guarded

        return in_thread(guarded(lambda cancel: work(connections, cancel)), above)

    def request_in_thread(self, call: Call[R], above: CancelToken | None = None) -> R:
        """Send a query on a thread, so that a large response blocks no event loop.

        If the session has a custom transport, the query is sent through that transport, as `send` does.

        Args:
            call: The query to send.
            above: Token that cancels the request, also in the middle of a response.

        Raises:
            ApiError: If the server responded with an error.
            TransportError: If no usable response arrived.
            AuthenticationError: If there is no API key; nothing was sent.

        Requests: The same as `send`.
        """
        if self._transport is not None:
            return self.send(call)
        from runql._transfer._engine.url_requests import send_call

        return self.transfer(
            lambda connections, cancel: send_call(connections, call, cancel), above
        )

    def features(self) -> Mapping[str, bool]:
        """Return the server's features and whether they are on; empty for old servers.

        Requests: One the first time, none later.
        """
        if self._features is None:
            try:
                self._features = feature_states(self.send(get_server_info()))
            except UnsupportedError:
                self._features = {}
        return self._features

    def has_feature(self, name: str) -> bool:
        """Return whether the server reports a feature as on.

        Requests: One the first time, none later.
        """
        return state_of(self.features(), name) is FeatureState.ON

    def close(self) -> None:
        """Close the connections; the session cannot be used again."""
        self._closed = True
        if self._connections is not None:
            self._connections.close()
        self._requester.close()

    def _get(
        self, url: str, operation: str, headers: dict[str, str], budget: CallBudget
    ) -> ServerResponse:
        self._refuse_closed()
        address = absolute(url, self.settings.base_url)
        split_url(address, operation)

        def once(budget: CallBudget) -> ServerResponse:
            """Try once."""
            response = self._follow(address, operation, budget, headers)
            check_transfer(operation, response)
            return response

        return self._requester.persist(operation, once, budget, repeatable=True)

    def _follow(
        self, url: str, operation: str, budget: CallBudget, headers: dict[str, str]
    ) -> ServerResponse:
        redirects = Redirects(url, operation)
        while True:
            response = self._requester.request(
                "GET", redirects.url, operation, budget, headers=headers
            )
            if response.status not in REDIRECTS:
                return response
            redirects.follow(response.status, response.headers.get("location"))

    def _refuse_closed(self) -> None:
        if self._closed:
            raise UsageError(
                "The client is closed. Nothing was sent.",
                hint="Create a new client, or close this one after its last use.",
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

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.settings,))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.settings.base_url}>"
