"""The border to the network: what urllib3 and the layers below raise becomes our errors here."""

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
    """Raise our errors for those of urllib3 and of what it is built on.

    This is the only place that knows them: whatever reads from or writes to a network is inside.
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
    """Return the body of a response piece by piece; small ones first, so that slow lines make
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
    """Read so many bytes of the body of a response, and forget them."""
    left = count
    with network_errors(operation, url):
        while left > 0 and (chunk := response.read(min(left, _SKIPPED))):
            note_progress(len(chunk))
            left -= len(chunk)


def _own_error(error: BaseException) -> Exception | None:
    """Return the error of ours that urllib3 has wrapped, such as one of a local file that is sent."""
    found = error
    for _ in range(8):  # no chain of theirs is longer
        if isinstance(found, RunQLError | TransferCancelled):
            return found
        inner = next((each for each in found.args if isinstance(each, Exception)), None)
        below = inner or found.__cause__ or found.__context__
        if below is None:
            return None
        found = below
    return None


def broken(error: Exception, operation: str, url: str) -> TransportError:
    """Return our error for one of urllib3's, or of a socket."""
    from urllib3 import exceptions

    host, reason = host_of(url), reason_of(error)
    if isinstance(
        error,
        exceptions.NewConnectionError | exceptions.ProxyError | exceptions.ConnectTimeoutError,
    ):
        return unreachable(reason, operation, url)
    if isinstance(error, exceptions.TimeoutError | TimeoutError):
        return RequestTimeoutError(
            f"{host} did not send in time ({reason}).",
            hint="Raise timeouts.read.",
            operation=operation,
        )
    if isinstance(error, exceptions.LocationParseError | UnicodeError):
        return ProtocolError(f"Invalid URL of {host}: {reason}.", operation=operation)
    return TransportError(f"The connection to {host} broke: {reason}.", operation=operation)


def unreachable(reason: str, operation: str, url: str) -> ConnectError:
    """Return the error for a host that was not reached."""
    return ConnectError(
        f"{host_of(url)} was not reached: {reason}.",
        hint="Check WANDB_BASE_URL, the network and the proxy.",
        operation=operation,
    )


def no_progress(operation: str, limit: float) -> RequestTimeoutError:
    """Return the error for a transfer that stood still for the total time of the settings."""
    return RequestTimeoutError(
        f"No progress was made for {limit:g} s.",
        hint="Raise timeouts.total.",
        operation=operation,
    )
