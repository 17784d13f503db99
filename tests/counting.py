"""A transport that notes what a client sends."""

from __future__ import annotations

import json

import httpx


class Counting(httpx.BaseTransport):
    """Notes the operations that are sent, and the paths of other requests."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self._real = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        is_operation = request.url.path == "/graphql"
        body = request.read()
        self.seen.append(json.loads(body)["operationName"] if is_operation else request.url.path)
        return self._real.handle_request(request)

    def close(self) -> None:
        self._real.close()
