"""GraphQL queries and small file requests from the threads of a transfer."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from runql._transfer._engine.cancel import TransferCancelled
from runql._transfer._engine.network_errors import network_errors
from runql._wire.auth import require_key
from runql._wire.http import took_too_long
from runql._wire.protocol import CONTENT_TYPE, ServerResponse, body_of, decode
from runql.errors import UnsupportedError

if TYPE_CHECKING:
    import threading

    from runql_graphql.calls import Call
    from urllib3.response import BaseHTTPResponse

    from runql._transfer._engine.connections import Connections

__all__ = ["read", "send_call"]

R = TypeVar("R")


def send_call(connections: Connections, call: Call[R], cancel: threading.Event) -> R:
    """Send a query and return its data.

    Raises:
        ApiError: If the server responded with an error.
        TransportError: If no usable response arrived.
    """
    local = connections.answer(call)
    if local is not None:
        return decode(call, ServerResponse(200, {}, local))
    require_key(connections.settings)
    name, adapted = call.operation.name, connections.compatibility.adapt(call)
    began = monotonic()

    def once() -> R:
        nonlocal adapted
        while True:
            try:
                response = _request_once(connections, adapted.call, cancel, began)
                return decode(adapted.call, adapted.read(response))
            except UnsupportedError as error:
                adapted = connections.compatibility.learn(call, adapted, error)

    return connections.persist(name, once, cancel, bounded=True)


def _request_once(
    connections: Connections, call: Call[Any], cancel: threading.Event, began: float
) -> ServerResponse:
    settings = connections.settings
    url, name = f"{settings.base_url}/graphql", call.operation.name
    wait = min(connections.pacer.delay(monotonic()), settings.retry.longest_wait)
    total = settings.timeouts.total
    if total is not None and monotonic() - began + wait >= total:
        raise took_too_long(name, total)
    if wait > 0 and cancel.wait(wait):
        raise TransferCancelled(name)
    response = connections.open(
        "POST",
        url,
        operation=name,
        headers={"Content-Type": CONTENT_TYPE, "Accept-Encoding": "gzip"},
        body=body_of(call),
        checked=False,
    )
    headers = {key.lower(): value for key, value in response.headers.items()}
    connections.pacer.note(headers, monotonic())
    return ServerResponse(response.status, headers, _content(response, name, url), url)


def read(connections: Connections, url: str, operation: str, cancel: threading.Event) -> bytes:
    """Return the content of a small file.

    Raises:
        ApiError: If the storage refused.
        TransportError: If no usable response arrived.
    """

    def once() -> bytes:
        return _content(connections.open("GET", url, operation=operation), operation, url)

    return connections.persist(operation, once, cancel)


def _content(response: BaseHTTPResponse, operation: str, url: str) -> bytes:
    try:
        with network_errors(operation, url):
            return response.read(decode_content=True) or b""
    finally:
        response.release_conn()
