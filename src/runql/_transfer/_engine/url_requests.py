"""Questions asked from the threads of a transfer, while it runs."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from runql._transfer._engine.connections import Stopped, broken
from runql._wire.auth import require_key
from runql._wire.protocol import CONTENT_TYPE, Answer, decode
from runql.errors import UnsupportedError

if TYPE_CHECKING:
    import threading

    from runql_graphql.calls import Call
    from urllib3.response import BaseHTTPResponse

    from runql._transfer._engine.connections import Connections

__all__ = ["ask", "read"]

R = TypeVar("R")


def ask(connections: Connections, call: Call[R], stop: threading.Event) -> R:
    """Send a query, and return its data.

    Raises:
        ApiError: The server answered with an error.
        TransportError: No usable answer came.
    """
    require_key(connections.settings)
    name, asked = call.operation.name, connections.older.fit(call)

    def once() -> R:
        nonlocal asked
        while True:
            try:
                return decode(asked.call, asked.read(_answer(connections, asked.call, stop)))
            except UnsupportedError as error:
                asked = connections.older.learn(call, asked, error)

    return connections.persist(name, once, stop)


def _answer(connections: Connections, call: Call[Any], stop: threading.Event) -> Answer:
    url, name = f"{connections.settings.base_url}/graphql", call.operation.name
    wait = min(connections.pacer.delay(monotonic()), connections.settings.retry.longest_wait)
    if wait > 0 and stop.wait(wait):
        raise Stopped(name)
    answer = connections.open(
        "POST",
        url,
        operation=name,
        headers={"Content-Type": CONTENT_TYPE, "Accept-Encoding": "gzip"},
        body=call.body(),
        checked=False,
    )
    headers = {key.lower(): value for key, value in answer.headers.items()}
    connections.pacer.note(headers, monotonic())
    return Answer(answer.status, headers, _content(answer, name, url))


def read(connections: Connections, url: str, operation: str, stop: threading.Event) -> bytes:
    """Return a small file.

    Raises:
        ApiError: The storage refused.
        TransportError: No usable answer came.
    """

    def once() -> bytes:
        return _content(connections.open("GET", url, operation=operation), operation, url)

    return connections.persist(operation, once, stop)


def _content(answer: BaseHTTPResponse, operation: str, url: str) -> bytes:
    from urllib3.exceptions import HTTPError

    try:
        return answer.read(decode_content=True) or b""
    except HTTPError as error:
        raise broken(error, operation, url) from error
    finally:
        answer.release_conn()
