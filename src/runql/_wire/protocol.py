"""GraphQL over HTTP: what to send, and what a response means."""

from __future__ import annotations

import contextlib
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from runql_graphql.calls import Call

from runql._wire.failures import details, failure, plain_failure, redirected, unusable
from runql._wire.responses.bodies import one_line
from runql._wire.responses.misfits import Misfit, misfits_of, unfit, without_rows
from runql.errors import (
    DataValidationError,
    ProtocolError,
    ResponseWarning,
    RunQLError,
    UsageError,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

__all__ = ["ServerResponse", "body_of", "check_transfer", "decode", "reading"]

R = TypeVar("R")

CONTENT_TYPE: Final = "application/json"
REDIRECTS: Final = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class ServerResponse:
    """What came back, read to its end.

    Attributes:
        status: HTTP status.
        headers: Headers, by lower-case name.
        content: The body.
        url: What was requested.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes
    url: str = ""


def decode(call: Call[R], response: ServerResponse, *, skip_unfit_rows: bool = False) -> R:
    """Return the data of a response.

    The body is read before the status: an error list in it says more than a number. Data that comes
    with errors is incomplete, and counts as failed; the error has it.

    Args:
        call: What was sent.
        response: What came back.
        skip_unfit_rows: Whether items of a list that do not match the schema are left out with a
            warning.

    Raises:
        ApiError: If the server responded with an error.
        ProtocolError: If the response is not a GraphQL, or does not fit the schema.
        DataValidationError: If the data does not fit the type that the caller passed.
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
        # The response fits the schema, but not the type that the caller passed.
        raise
    except ValueError as error:
        misfits = misfits_of(error)
    # Raised here and not above: the text of the other error may hold what is secret.
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
        warnings.warn(
            f"An item was left out of a list. {failed.message}", ResponseWarning, stacklevel=2
        )
        return data
    if envelope.errors:
        refused = failure(name, response.status, response.headers, details(envelope.errors))
        refused.data = envelope.data
        raise refused
    if response.status >= 400:
        raise plain_failure(name, response.status, response.headers, response.content)
    if envelope.data is None:
        raise unfit(name, [(("data",), "missing, and there are no errors")], response.content)
    return envelope.data


def body_of(call: Call[R]) -> bytes:
    """Return the body of a request.

    Raises:
        UsageError: If a variable has a value that JSON cannot hold; nothing was sent.
    """
    try:
        return call.body()
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        names = ", ".join(name for name in call.variables if not _is_sendable(call, name))
        raise UsageError(
            f"{names or 'A variable'} of {call.operation.name} cannot be sent as JSON: {error}",
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
    """Raise what reading a response of the right types meets as an error that names the operation.

    Raises:
        ProtocolError: If a value is impossible, such as a version without a number.
    """
    try:
        yield
    except RunQLError:
        raise
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        failed = ProtocolError(
            f"The response to {operation} has an impossible value: {one_line(str(error))}.",
            hint="Report it to the administrator of the server, or as a bug of runql.",
            operation=operation,
        )
        failed.retryable = False
        raise failed from error


def check_transfer(operation: str, response: ServerResponse) -> None:
    """Make sure that a file was transferred.

    Raises:
        ApiError: If the server, or the storage after it, refused.
        ProtocolError: If the status is neither success nor refusal.
    """
    if response.status not in (200, 201, 204, 206):
        raise plain_failure(operation, response.status, response.headers, response.content)
