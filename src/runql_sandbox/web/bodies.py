"""Bodies of requests and responses, with limits on reading."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import JSONResponse

from runql_sandbox.inputs import InputError, parse_object
from runql_sandbox.request.limits import DRAINED_BYTES
from runql_sandbox.store.history.rows import json_safe

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

__all__ = ["BodyError", "PlainJSON", "drain", "read_body", "read_object", "text_of"]

_GZIP: Final = 31
"""The number of zlib for the gzip format."""


class BodyError(Exception):
    """A body that is rejected.

    Attributes:
        status: HTTP status of the response.
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class PlainJSON(JSONResponse):
    """A JSON response for any value. Numbers and characters that JSON does not support are
    converted.
    """

    def render(self, content: Any) -> bytes:  # noqa: ANN401 - starlette's
        """Return the encoded body."""
        try:
            return super().render(content)
        except ValueError:
            text = json.dumps(json_safe(content), separators=(",", ":"))
            return text.encode()


async def read_body(request: Request, limit: int) -> bytes:
    """Return a decompressed body.

    Raises:
        BodyError: If it exceeds the limit, or cannot be decompressed.
    """
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip", ""):
        raise BodyError(415, f"the content encoding {encoding!r} is not supported; use gzip")
    unpacking = _Unpacking(limit) if encoding.endswith("gzip") else None
    pieces, size, refused = [], 0, None
    async for arrived in _arriving(request):
        if refused is not None:
            continue
        try:
            piece = arrived if unpacking is None else unpacking.unpack(arrived)
        except BodyError as error:
            refused = error
            continue
        size += len(piece)
        pieces.append(piece)
        if size > limit:
            refused = BodyError(413, f"the request is larger than {limit} bytes")
            pieces.clear()
    if refused is not None:
        raise refused
    if unpacking is not None and not unpacking.ended:
        raise BodyError(400, "the request is broken gzip")
    return b"".join(pieces)


async def read_object(request: Request, limit: int) -> dict[str, Any]:
    """Return the JSON object in a body.

    Raises:
        BodyError: If it is invalid or exceeds the limit.
    """
    try:
        return parse_object(await read_body(request, limit) or b"{}", "the request")
    except InputError as error:
        raise BodyError(400, str(error)) from error


async def drain(request: Request) -> None:
    """Read and discard a body, for clients that read a response only after they have sent the request."""
    async for _ in _arriving(request):
        pass


async def _arriving(request: Request) -> AsyncIterator[bytes]:
    size = 0
    async for piece in request.stream():
        yield piece
        size += len(piece)
        if size > DRAINED_BYTES:
            return


def text_of(given: dict[str, Any], name: str, default: str | None = None) -> str:
    """Return a string member of a request.

    Raises:
        InputError: If the member is missing or invalid.
    """
    value = given.get(name)
    if value is None and default is not None:
        return default
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"{name} must be a string that is not empty")
    return value


class _Unpacking:
    """Decompresses gzip with one or several members, up to a limit."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._member = zlib.decompressobj(_GZIP)
        self.ended = False

    def unpack(self, piece: bytes) -> bytes:
        unpacked: list[bytes] = []
        while piece:
            if self._member.eof:
                self._member = zlib.decompressobj(_GZIP)
            try:
                part = self._member.decompress(piece, self._limit - self._size + 1)
            except zlib.error as error:
                raise BodyError(400, "the request is broken gzip") from error
            unpacked.append(part)
            self._size += len(part)
            if self._size > self._limit:
                raise BodyError(413, f"the request is larger than {self._limit} bytes")
            piece = self._member.unused_data or self._member.unconsumed_tail
            self.ended = self._member.eof
        return b"".join(unpacked)
