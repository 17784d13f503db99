"""Conversion of errors of urllib3 and of the layers below to runql errors."""

from __future__ import annotations

import zlib
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Final

from runql._transfer._engine.cancel import LEAST_PROGRESS, TransferCancelled, note_progress
from runql._wire.http import reason_of
from runql._wire.urls import host_of
from runql.errors import (
    ConnectError,
    ProtocolError,
    RequestTimeoutError,
    RunQLError,
    TransportError,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from urllib3.response import BaseHTTPResponse

__all__ = ["broken", "network_errors", "no_progress", "pieces", "skip", "unreachable"]

_SKIPPED: Final = 2**18


@contextmanager
def network_errors(operation: str, url: str) -> Generator[None]:
    """Convert errors of urllib3 and of the libraries below it to runql errors.

    All code that reads from or writes to a network runs inside this context, the only conversion of these errors.
    """
    from http.client import HTTPException

    from urllib3.exceptions import HTTPError

    try:
        yield
    except RunQLError:
        raise
    except (HTTPError, HTTPException, OSError, ValueError, OverflowError, zlib.error) as error:
        own = _own_error(error)
        if own is not None:
            raise own from None
        raise broken(error, operation, url) from error


def pieces(
    response: BaseHTTPResponse, operation: str, url: str, largest: int = 2**19
) -> Iterator[bytes]:
    """Yield the body of a response in pieces. The first pieces are small, so that slow connections show
    progress.
    """
    size = min(LEAST_PROGRESS, largest)
    while True:
        began = monotonic()
        with network_errors(operation, url):
            chunk = response.read(size)
        if not chunk:
            return
        note_progress(len(chunk))
        yield chunk
        if size < largest and monotonic() - began < 1:
            size = min(2 * size, largest)


def skip(response: BaseHTTPResponse, count: int, operation: str, url: str) -> None:
    """Read a number of bytes of a response body, and discard them."""
    left = count
    with network_errors(operation, url):
        while left > 0 and (chunk := response.read(min(left, _SKIPPED))):
            note_progress(len(chunk))
            left -= len(chunk)


def _own_error(error: BaseException) -> Exception | None:
    """Return the runql error that urllib3 has wrapped, such as an error of a local file that is sent."""
    found = error
    for _ in range(8):  # chains of urllib3's errors are shorter
        if isinstance(found, RunQLError | TransferCancelled):
            return found
        inner = next((each for each in found.args if isinstance(each, Exception)), None)
        below = inner or found.__cause__ or found.__context__
        if below is None:
            return None
        found = below
    return None


def broken(error: Exception, operation: str, url: str) -> TransportError:
    """Return the runql error for an error of urllib3 or of a socket."""
    from urllib3 import exceptions

    host, reason = host_of(url), reason_of(error)
    if isinstance(
        error,
        exceptions.NewConnectionError | exceptions.ProxyError | exceptions.ConnectTimeoutError,
    ):
        return unreachable(reason, operation, url)
    if isinstance(error, exceptions.TimeoutError | TimeoutError):
        return RequestTimeoutError(
            f"{host} did not respond in time ({reason}).",
            hint="Increase timeouts.read.",
            operation=operation,
        )
    if isinstance(error, exceptions.LocationParseError | UnicodeError):
        return ProtocolError(f"Invalid URL of {host}: {reason}.", operation=operation)
    return TransportError(f"The connection to {host} failed: {reason}.", operation=operation)


def unreachable(reason: str, operation: str, url: str) -> ConnectError:
    """Return the error for a host that could not be reached."""
    return ConnectError(
        f"Cannot connect to {host_of(url)}: {reason}.",
        hint="Check WANDB_BASE_URL, the network and the proxy.",
        operation=operation,
    )


def no_progress(operation: str, limit: float) -> RequestTimeoutError:
    """Return the error for a transfer without progress for the total timeout of the settings."""
    return RequestTimeoutError(
        f"The transfer made no progress for {limit:g} s.",
        hint="Increase timeouts.total.",
        operation=operation,
    )
