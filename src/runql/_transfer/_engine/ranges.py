"""Ranges of a file at a URL that may expire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._transfer._engine.cancel import TransferCancelled
from runql._transfer._engine.network_errors import pieces, skip
from runql.errors import (
    AuthenticationError,
    IntegrityError,
    InvalidInputError,
    PermissionDeniedError,
    ProtocolError,
)

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator

    from urllib3.response import BaseHTTPResponse

    from runql._models.files.base import Source
    from runql._transfer._engine.connections import Connections
    from runql.errors import RunQLError

__all__ = ["NoRanges", "Ranges"]


class NoRanges(Exception):
    """The server does not support ranges."""


class Ranges:
    """A file at a URL, which is replaced when it has expired.

    Attributes:
        source: The file.
        operation: Name of the operation in errors.
    """

    def __init__(
        self,
        connections: Connections,
        source: Source,
        cancel: threading.Event,
        renew: Callable[[], str | None] | None,
    ) -> None:
        self.source = source
        self.operation: str = f"download {source.name}"
        self._connections = connections
        self._cancel = cancel
        self._url = source.url
        self._failed: RunQLError | None = None
        self._renew = renew if renew is not None else self._lasting

    def note_failure(self, error: RunQLError) -> None:
        """Make the next request fail with an error that occurred elsewhere."""
        self._failed = error

    def open(
        self, start: int, stop: int, *, segment: bool, renewed: bool = False
    ) -> BaseHTTPResponse:
        """Return a response with the bytes from `start` up to but not including `stop`, or with all
        bytes.

        Args:
            start: First byte.
            stop: End of the range (exclusive).
            segment: Whether to require a server that supports ranges.
            renewed: Whether a new URL has been requested already.

        Raises:
            NoRanges: If the server returns whole files only.
            ApiError: If the server or the storage refused.
            IntegrityError: If the file is longer or shorter than the server reported.
            TransportError: If no usable response arrived.
        """
        whole = start == 0 and stop == self.source.size
        headers = {} if whole else {"Range": f"bytes={start}-{stop - 1}"}
        url = self._url  # another segment may replace the URL at the same time
        try:
            failed, self._failed = self._failed, None
            if failed is not None:
                raise failed
            response = self._connections.open("GET", url, operation=self.operation, headers=headers)
        except (AuthenticationError, InvalidInputError, PermissionDeniedError):
            # Storages respond to an expired signed URL with 400, 401 or 403.
            fresh = None if renewed else self._fresh(url)
            if fresh is None:
                raise
            self._url = fresh
            return self.open(start, stop, segment=segment, renewed=True)
        self._check_total(response)
        if whole:
            return response
        if response.status != 206:
            if segment:
                response.close()
                raise NoRanges
            skip(response, start, self.operation, url)  # bytes that exist already
        elif not response.headers.get("content-range", "").startswith(f"bytes {start}-"):
            response.close()
            raise ProtocolError(
                f"The storage returned a different range of {self.source.name} than requested.",
                operation=self.operation,
            )
        return response

    def _check_total(self, response: BaseHTTPResponse) -> None:
        if response.status == 206:
            total = response.headers.get("content-range", "").rpartition("/")[2]
        else:
            total = response.headers.get("content-length", "")
        try:
            self.check_total(total)
        except IntegrityError:
            response.close()
            raise

    def check_total(self, total: str) -> None:
        """Check that the file still has the size that was listed.

        Raises:
            IntegrityError: If the size differs.
        """
        if (
            total.isascii()
            and total.isdigit()
            and total.lstrip("0") != str(self.source.size).lstrip("0")
        ):
            raise IntegrityError(
                f"{self.source.name} has {total} bytes now, but had {self.source.size} when it was "
                "listed.",
                hint="List the files again.",
            )

    def _fresh(self, expired: str) -> str | None:
        # Another segment may have requested a new URL already.
        return self._url if self._url != expired else self._renew()

    def _lasting(self) -> str | None:
        return self.source.lasting_url if self.source.lasting_url != self._url else None

    def chunks(self, response: BaseHTTPResponse, largest: int) -> Iterator[bytes]:
        """Yield the body of a response in pieces of a maximum size.

        Raises:
            TransportError: If the connection failed.
        """
        for chunk in pieces(response, self.operation, self._url, largest):
            if self._cancel.is_set():
                raise TransferCancelled(self.source.name)
            yield chunk
