"""The routes: GraphQL, files with ranges, and the counters that the bench reads."""

from __future__ import annotations

import traceback
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote

from bench.server.connection import Response
from bench.server.graphql import Executor, dumps

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.server.connection import Request
    from bench.server.graphql import Node
    from bench.server.store import File

__all__ = ["App"]


class App:
    """Answers requests, each after the latency that is set."""

    def __init__(self, root: Node, find: Callable[[str], File | None]) -> None:
        """Serve a root node, and the files that are found by their paths."""
        self._executor = Executor(root)
        self._find = find
        self._latency = 0.0
        self._seen: Counter[str] = Counter()

    def respond(self, request: Request) -> Response:
        """Return the response to a request."""
        if request.path == "/bench":
            return self._control(request)
        if request.path == "/graphql":
            return self._graphql(request)
        return self._file(request)

    def _control(self, request: Request) -> Response:
        """Report the requests since the last report, and set the latency if the request has one."""
        for name, value in parse_qsl(request.query):
            assert name == "latency", name
            self._latency = float(value)
        seen, self._seen = self._seen, Counter()
        return Response([dumps(seen)])

    def _graphql(self, request: Request) -> Response:
        try:
            operation, parts = self._executor.answer(request.body)
        except Exception as error:  # noqa: BLE001 - the client has to hear of it, and the log
            traceback.print_exc()
            return Response([dumps({"errors": [{"message": repr(error)}]})], 400)
        self._seen[operation] += 1
        return Response(parts, delay=self._latency)

    def _file(self, request: Request) -> Response:
        path = unquote(request.path)
        self._seen[path.split("/")[1]] += 1
        file = self._find(path)
        if file is None:
            return Response([b"{}"], 404, delay=self._latency)
        first, after, status, headers = 0, file.size, 200, b"Accept-Ranges: bytes\r\n"
        if request.range is not None:
            first, after = _bounds(*request.range, file.size)
            if first >= after:
                return Response([], 416, delay=self._latency)
            status = 206
            headers += b"Content-Range: bytes %d-%d/%d\r\n" % (first, after - 1, file.size)
        # Clients resume a file only if its ETag is unchanged.
        headers += b'ETag: "%d"\r\n' % file.size
        kind = b"application/octet-stream"
        return Response(file.cut(first, after), status, kind, headers, self._latency)


def _bounds(first: int | None, last: int | None, size: int) -> tuple[int, int]:
    """Return the range of a header as the first byte and the one after the last."""
    if first is None:
        return max(0, size - (last or 0)), size
    return first, size if last is None else min(size, last + 1)
