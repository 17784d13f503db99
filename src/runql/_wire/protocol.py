"""GraphQL over HTTP: encoding of requests and decoding of responses."""

from __future__ import annotations

import contextlib
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from runql_graphql.calls import Call

from runql._wire.responses.bodies import one_line
from runql._wire.responses.failures import details, failure, plain_failure, redirected, unusable
from runql._wire.responses.misfits import Misfit, misfits_of, unfit, without_rows
from runql._wire.urls import REDIRECTS
from runql.errors import (
    DataValidationError,
    ProtocolError,
    ResponseWarning,
    RunQLError,
    UsageError,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

__all__ = ["ServerResponse", "body_of", "check_range", "check_transfer", "decode", "reading"]

R = TypeVar("R")

CONTENT_TYPE: Final = "application/json"


@dataclass(frozen=True, slots=True)
class ServerResponse:
    """A complete HTTP response.

    Attributes:
        status: HTTP status.
        headers: Headers, by lower-case name.
        content: The body.
        url: The requested URL.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes
    url: str = ""


def decode(call: Call[R], response: ServerResponse, *, skip_unfit_rows: bool = False) -> R:
    """Return the data of a response.

    The body takes precedence over the status, because a list of errors is more specific. Data with
    errors is incomplete, so it raises an error whose `data` attribute has the data.

    Args:
        call: The call that was sent.
        response: The response to the call.
        skip_unfit_rows: Whether list items that do not match the schema are left out with a
            warning.

    Raises:
        ApiError: If the server responded with an error.
        ProtocolError: If the response is not a GraphQL response, or does not match the schema.
        DataValidationError: If the data does not match the type that the caller passed.
    """
    name = call.operation.name
    if response.status in REDIRECTS:
        raise redirected(name, response.status, response.headers, response.url)
    envelope, misfits = None, list[Misfit]()
    try:
        envelope = call.operation.parse(response.content)
    except RecursionError:
        misfits = [((), "nested too deeply")]
    except DataValidationError:
        # The response matches the schema, but not the type that the caller passed.
        raise
    except ValueError as error:
        misfits = misfits_of(error)
    # Raised outside the handlers, because the message of the original error may contain secrets.
    if envelope is None:
        if response.status >= 400:
            raise plain_failure(name, response.status, response.headers, response.content)
        if not misfits:
            raise unusable(name, response.status, response.content)
        failed = unfit(name, misfits, response.content)
        kept = without_rows(response.content, misfits) if skip_unfit_rows else None
        if kept is None:
            raise failed
        data = decode(call, ServerResponse(response.status, response.headers, kept))
        warnings.warn(f"List items were left out. {failed.message}", ResponseWarning, stacklevel=2)
        return data
    if envelope.errors:
        refused = failure(name, response.status, response.headers, details(envelope.errors))
        refused.data = envelope.data
        raise refused
    if response.status >= 400:
        raise plain_failure(name, response.status, response.headers, response.content)
    if envelope.data is None:
        raise unfit(name, [(("data",), "missing, without an error message")], response.content)
    return envelope.data


def body_of(call: Call[R]) -> bytes:
    """Return the body of a request.

    Raises:
        UsageError: If a variable has a value that JSON cannot store; nothing was sent.
    """
    try:
        return call.body()
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        names = ", ".join(name for name in call.variables if not _is_sendable(call, name))
        raise UsageError(
            f"Variables of {call.operation.name} must be JSON values, got an invalid value for "
            f"{names or 'a variable'}: {error}. Nothing was sent.",
            hint="Pass finite numbers, strings, lists and dicts.",
        ) from None


def _is_sendable(call: Call[R], name: str) -> bool:
    try:
        Call(call.operation, {name: call.variables[name]}).body()
    except (TypeError, ValueError, OverflowError, RecursionError):
        return False
    return True


@contextlib.contextmanager
def reading(operation: str) -> Generator[None]:
    """Convert errors while reading a response to an error that names the operation.

    Raises:
        ProtocolError: If a value is invalid, such as a version without a number.
    """
    try:
        yield
    except RunQLError:
        raise
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        failed = ProtocolError(
            f"The response to {operation} has an invalid value: {one_line(str(error))}.",
            hint="Report it to the server's admin, or as a bug of runql.",
            operation=operation,
        )
        failed.retryable = False
        raise failed from error


def check_transfer(operation: str, response: ServerResponse) -> None:
    """Check that a file was transferred.

    Raises:
        ApiError: If the server or its storage responded with an error.
        ProtocolError: If the status is neither a success nor an error.
    """
    if response.status not in (200, 201, 204, 206):
        raise plain_failure(operation, response.status, response.headers, response.content)


def check_range(operation: str, response: ServerResponse, start: int) -> None:
    """Check that a part of a file begins at the requested byte.

    Raises:
        ProtocolError: If the part begins elsewhere, which a proxy or a cache may cause.
    """
    told = response.headers.get("content-range", "")
    if response.status == 206 and told and not told.startswith(f"bytes {start}-"):
        raise ProtocolError(
            f"The response to {operation} has the Content-Range {one_line(told)!r}, not bytes from {start} on.",
            hint="Check the proxy settings; a proxy may have changed the response.",
            operation=operation,
        )
