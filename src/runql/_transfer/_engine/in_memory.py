"""Fetches into memory, for files whose content is used immediately and not stored."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from math import inf
from time import monotonic, thread_time
from typing import TYPE_CHECKING, Final, TypeVar

from runql._models.history.byte_ranges import RewrittenError, Span, Tail
from runql._transfer._engine.cancel import TransferCancelled, result_of
from runql._transfer._engine.network_errors import pieces
from runql._wire.rate_limit import with_limits
from runql.errors import IntegrityError, InvalidInputError, ProtocolError, RunQLError

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from urllib3.response import BaseHTTPResponse

    from runql._transfer._engine.connections import Connections

__all__ = ["Fetch"]

R = TypeVar("R")
T = TypeVar("T")

_FIRST: Final = 32 * 2**20
_SEGMENT: Final = 16 * 2**20
_CHUNK: Final = 4 * 2**20
_WORKERS: Final = 4
_WORTH_WORKERS: Final = 0.005
_DIGITS: Final = 18


class Fetch:
    """A file to read from a URL.

    Attributes:
        url: Signed URL, or a path on the server.
        operation: Name of the operation in errors.
        etag: ETag of the fetched content; None if the storage sent no strong ETag.
        waited: Seconds of waiting for the last response.
    """

    def __init__(
        self, connections: Connections, url: str, operation: str, cancel: threading.Event
    ) -> None:
        self.url = url
        self.operation = operation
        self.etag: str | None = None
        self.waited: float = inf
        self._connections = connections
        self._cancel = cancel

    def again(self, connections: Connections, cancel: threading.Event) -> Fetch:
        """Return a fetch of more of the same content."""
        fetch = Fetch(connections, self.url, self.operation, cancel)
        fetch.etag, fetch.waited = self.etag, self.waited
        return fetch

    @property
    def is_waiting(self) -> bool:
        """Whether the storage responds so late that concurrent requests are worth their threads."""
        return self.waited >= _WORTH_WORKERS

    def head(self, length: int) -> Tail:
        """Return the first bytes and the size of the file; all bytes if the storage ignores ranges.

        Raises:
            ApiError: If the server or its storage refused.
            TransportError: If the connection failed more often than the settings allow.
        """
        return self._get(Span(0, length), more=True)

    def whole(self) -> bytearray:
        """Return the whole content. Parts of a large file are fetched concurrently.

        Raises:
            ApiError: If the server or its storage refused.
            TransportError: If the connection failed more often than the settings allow.
        """
        head = self.head(_FIRST)
        if head.is_whole:
            return head.content
        content = bytearray(head.total)
        content[: len(head.content)] = head.content
        view = memoryview(content)

        def fill(start: int) -> None:
            span = Span(start, min(start + _SEGMENT, head.total))
            view[span.start : span.stop] = self._exactly(span)

        self._side_by_side(fill, range(len(head.content), head.total, _SEGMENT))
        view.release()
        return content

    def is_still(self, etag: str, size: int) -> bool:
        """Return whether the storage still has the content with an ETag.

        Raises:
            ApiError: If the server or its storage refused.
            TransportError: If the connection failed more often than the settings allow.
        """
        headers = {"Range": "bytes=0-0", "If-None-Match": etag}

        def once() -> bool:
            with self._connections.open(
                "GET", self.url, operation=self.operation, headers=headers
            ) as response:
                if response.status == 304:
                    return True
                if response.status != 206 or response.headers.get("etag") != etag:
                    return False
                return _range_of(response, self.operation)[1] == size

        return self._connections.persist(self.operation, once, self._cancel)

    def tail(self, length: int) -> Tail:
        """Return the last bytes and the size of the file; all bytes of a short file.

        Azure Blob Storage supports no ranges from the end of a file. From a storage that refuses or ignores
        them, the size is requested first.

        Raises:
            ApiError: If the server or its storage refused.
            TransportError: If the connection failed more often than the settings allow.
        """
        try:
            return self._get(None, length)
        except (InvalidInputError, IntegrityError):
            head = self.head(1)
            if head.is_whole:
                return head
            return self._get(Span(max(0, head.total - length), head.total))

    def spans(self, spans: Iterable[Span]) -> list[tuple[Span, bytearray]]:
        """Return parts of the file, fetched concurrently unless the storage responds immediately.

        Raises:
            ApiError: If the server or its storage refused.
            TransportError: If the connection failed more often than the settings allow.
        """
        wanted = list(spans)
        return list(zip(wanted, self._side_by_side(self._exactly, wanted), strict=True))

    def _side_by_side(self, work: Callable[[T], R], items: Sequence[T]) -> list[R]:
        # Without waiting, the workers would only wait for each other.
        if len(items) < 2 or not self.is_waiting:
            return [work(item) for item in items]
        with ThreadPoolExecutor(min(_WORKERS, len(items)), "runql-segment") as pool:
            limited = with_limits(work)
            running = [pool.submit(limited, item) for item in items]
            try:
                return [result_of(each) for each in running]
            except RunQLError:
                raise
            except BaseException:
                self._cancel.set()  # an interrupt also stops the current requests
                raise
            finally:
                for each in running:
                    each.cancel()

    def _exactly(self, span: Span) -> bytearray:
        content = self._get(span).content
        if len(content) != span.stop - span.start:
            raise ProtocolError(
                f"The storage returned {len(content)} bytes instead of {span.stop - span.start}.",
                operation=self.operation,
            )
        return content

    def _get(self, span: Span | None, last: int = 0, *, more: bool = False) -> Tail:
        """Fetch a span or the last bytes, and resume after a broken connection.

        With `more`, the result is the whole file if the storage ignores ranges.
        """
        content = bytearray()
        total: int | None = None

        def once() -> None:
            nonlocal total, span
            if self._cancel.is_set():
                raise TransferCancelled(self.operation)
            at = len(content) + (span.start if span is not None else 0)
            requested = f"bytes=-{last}" if span is None else f"bytes={at}-{span.stop - 1}"
            began, busy = monotonic(), thread_time()
            with self._connections.open(
                "GET", self.url, operation=self.operation, headers={"Range": requested}
            ) as response:
                if response.status == 206:
                    start, total = _range_of(response, self.operation)
                    span = span or Span(start, total)
                elif span is None and _length_of(response) > last:
                    raise InvalidInputError(
                        "The storage ignored the range.", operation=self.operation
                    )
                else:
                    # A server without range support returns the whole file.
                    content.clear()
                self._note_etag(response.headers.get("etag"))
                for chunk in self._chunks(response):
                    content.extend(chunk)
            self.waited = (monotonic() - began) - (thread_time() - busy)
            if response.status != 206:
                total = len(content)
                if span is not None and not more:
                    del content[span.stop :]
                    del content[: span.start]

        self._connections.persist(self.operation, once, self._cancel)
        return Tail(content, len(content) if total is None else total)

    def _note_etag(self, etag: str | None) -> None:
        """Store the ETag of the content. A weak ETag may match other bytes, so it is ignored."""
        if etag is None or etag.startswith("W/"):
            return
        if self.etag not in (None, etag):
            raise RewrittenError(
                "A history export was rewritten while it was read.", operation=self.operation
            )
        self.etag = etag

    def _chunks(self, response: BaseHTTPResponse) -> Iterator[bytes]:
        for chunk in pieces(response, self.operation, self.url, _CHUNK):
            yield chunk
            if self._cancel.is_set():
                raise TransferCancelled(self.operation)


def _range_of(response: BaseHTTPResponse, operation: str) -> tuple[int, int]:
    """Return the start of a part of a file, and the size of the file."""
    told = response.headers.get("content-range", "")
    span, _, total = told.rpartition("/")
    start = span.removeprefix("bytes ").partition("-")[0]
    if not (_is_count(total) and _is_count(start)):
        raise ProtocolError(
            f"The storage returned a part of a file with the Content-Range {told!r}.",
            operation=operation,
        )
    return int(start), int(total)


def _length_of(response: BaseHTTPResponse) -> int:
    told = response.headers.get("content-length", "")
    return int(told) if _is_count(told) else 0


def _is_count(text: str) -> bool:
    # Longer numbers are not valid sizes, and Python refuses to parse very long ones.
    return text.isascii() and text.isdigit() and len(text) <= _DIGITS
