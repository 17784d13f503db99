"""GraphQL over HTTP: what to send, and what an answer means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from runql._wire.failures import details, failure, plain_failure, shown
from runql.errors import ProtocolError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql_graphql.calls import Call

__all__ = ["ServerResponse", "check_transfer", "decode"]

R = TypeVar("R")

CONTENT_TYPE: Final = "application/json"


@dataclass(frozen=True, slots=True)
class ServerResponse:
    """What came back, read to its end.

    Attributes:
        status: HTTP status.
        headers: Headers, by lower-case name.
        content: The body.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes


def decode(call: Call[R], response: ServerResponse) -> R:
    """Return the data of an answer.

    The body is read before the status: an error list in it says more than a number. Data that comes
    with errors is incomplete, and counts as failed; the error has it.

    Raises:
        ApiError: The server answered with an error.
        ProtocolError: The answer is no GraphQL.
    """
    name = call.operation.name
    try:
        envelope = call.operation.parse(response.content)
    except ValueError as error:
        if response.status >= 400:
            raise plain_failure(name, response.status, response.headers, response.content) from None
        raise ProtocolError(
            f"The answer does not fit {name}: {_first_line(error)}; it begins {shown(response.content)}",
            hint="Check WANDB_BASE_URL; a proxy or a login page may stand in between.",
            operation=name,
        ) from error
    if envelope.errors:
        failed = failure(name, response.status, response.headers, details(envelope.errors))
        failed.data = envelope.data
        raise failed
    if response.status >= 400:
        raise plain_failure(name, response.status, response.headers, response.content)
    if envelope.data is None:
        raise ProtocolError(
            f"The answer to {name} has neither data nor errors: {shown(response.content)}",
            operation=name,
        )
    return envelope.data


def check_transfer(operation: str, response: ServerResponse) -> None:
    """Make sure that a file was transferred.

    Raises:
        ApiError: The server, or the storage behind it, refused.
        ProtocolError: The status is neither success nor refusal.
    """
    if response.status not in (200, 201, 204, 206):
        raise plain_failure(operation, response.status, response.headers, response.content)


def _first_line(error: ValueError) -> str:
    lines = [line.strip() for line in str(error).splitlines()]
    return " ".join(lines[1:3]) or lines[0] if lines else "it cannot be read"
