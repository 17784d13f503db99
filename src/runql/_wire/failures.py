"""From what a server answers to what we raise."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from runql.errors import (
    ApiError,
    AuthenticationError,
    ConflictError,
    GraphQLErrorDetail,
    InvalidInputError,
    NotFoundError,
    PermissionDeniedError,
    ProtocolError,
    RateLimitError,
    RunQLError,
    ServerError,
    UnsupportedError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from runql_graphql.envelope import GraphQLErrorItem

__all__ = ["details", "failure", "plain_failure", "retry_after", "shown"]

STATUS_ERRORS: Final[Mapping[int, type[ApiError]]] = {
    400: InvalidInputError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    405: UnsupportedError,
    409: ConflictError,
    410: NotFoundError,
    412: ConflictError,
    413: InvalidInputError,
    422: InvalidInputError,
    429: RateLimitError,
    501: UnsupportedError,
}

# `extensions.code`, as Apollo and graphql-java servers spell them.
CODE_ERRORS: Final[Mapping[str, type[ApiError]]] = {
    "BAD_USER_INPUT": InvalidInputError,
    "CONFLICT": ConflictError,
    "FORBIDDEN": PermissionDeniedError,
    "GRAPHQL_VALIDATION_FAILED": UnsupportedError,
    "INTERNAL_SERVER_ERROR": ServerError,
    "NOT_FOUND": NotFoundError,
    "PERMISSION_ERROR": PermissionDeniedError,
    "RATE_LIMITED": RateLimitError,
    "UNAUTHENTICATED": AuthenticationError,
}

# Texts of servers that give no code; the first that fits decides.
TEXT_ERRORS: Final[Sequence[tuple[re.Pattern[str], type[ApiError]]]] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (r"cannot query field|unknown (argument|type|field|directive)", UnsupportedError),
        (r"is not defined by (type|input)|is not served by", UnsupportedError),
        (r"does not exist in .+ enum", UnsupportedError),
        (r"rate limit|too many requests", RateLimitError),
        (r"permission denied|not authorized|forbidden|access denied", PermissionDeniedError),
        (r"not logged in|unauthenticated|invalid api key|relogin", AuthenticationError),
        (r"not found|does not exist|could not find", NotFoundError),
        (r"already exists|conflict", ConflictError),
        (r"invalid|must be|required|expected|malformed|variable", InvalidInputError),
    )
)

HINTS: Final[Mapping[type[ApiError], str]] = {
    AuthenticationError: "Check WANDB_API_KEY and WANDB_BASE_URL: a key is good for one server only.",
    PermissionDeniedError: "Ask an administrator of the entity for access.",
    RateLimitError: "Ask for less at once: larger pages, fewer clients side by side.",
    ServerError: "Try again later; if it stays, tell the server's support the request id.",
    UnsupportedError: "The server's version lacks this; see api.server_info().",
}

_REQUEST_IDS: Final = ("x-request-id", "x-wandb-request-id", "x-amzn-requestid", "cf-ray")
_SHOWN: Final = 200


def failure(
    operation: str,
    status: int,
    headers: Mapping[str, str],
    errors: Sequence[GraphQLErrorDetail],
) -> ApiError:
    """Return the error for a GraphQL answer that holds errors, whatever its status."""
    kind = _kind_of(status, errors)
    message = "; ".join(dict.fromkeys(each.message for each in errors)) or f"HTTP status {status}"
    return _build(kind, message, operation, status, headers, tuple(errors))


def plain_failure(
    operation: str, status: int, headers: Mapping[str, str], content: bytes
) -> RunQLError:
    """Return the error for an answer that is no GraphQL: by its status, with its words."""
    words = _words(content)
    kind = STATUS_ERRORS.get(status)
    if kind is None and status >= 500:
        kind = ServerError
    if kind is None:
        return ProtocolError(
            f"The server answered HTTP {status} with something that is no GraphQL: {shown(content)}",
            hint="Check WANDB_BASE_URL; a proxy or a login page may stand in between.",
            operation=operation,
        )
    return _build(kind, words or f"HTTP status {status}", operation, status, headers, ())


def details(items: Sequence[GraphQLErrorItem]) -> tuple[GraphQLErrorDetail, ...]:
    """Return the entries of an answer's error list as plain values."""
    found = []
    for item in items:
        code = (item.extensions or {}).get("code")
        found.append(
            GraphQLErrorDetail(
                message=item.message,
                path=tuple(item.path or ()),
                code=code if isinstance(code, str) else None,
                locations=tuple(_locations(item)),
            )
        )
    return tuple(found)


def _locations(item: GraphQLErrorItem) -> Iterator[tuple[int, int]]:
    for each in item.locations or []:
        line, column = each.get("line"), each.get("column")
        if isinstance(line, int) and isinstance(column, int):
            yield line, column


def retry_after(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Read `Retry-After`: seconds, or a date; None when it is absent or means nothing."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", value):
        return float(value)
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())


def shown(content: bytes) -> str:
    """Return the beginning of a body as one line of text."""
    text = " ".join(content[: 4 * _SHOWN].decode("utf-8", "replace").split())
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")


def _build(
    kind: type[ApiError],
    message: str,
    operation: str,
    status: int,
    headers: Mapping[str, str],
    errors: tuple[GraphQLErrorDetail, ...],
) -> ApiError:
    request_id = next((headers[name] for name in _REQUEST_IDS if name in headers), None)
    error = kind(
        message,
        hint=HINTS.get(kind),
        operation=operation,
        status=status,
        errors=errors,
        request_id=request_id,
    )
    if isinstance(error, RateLimitError):
        error.retry_after = retry_after(headers)
    return error


def _kind_of(status: int, errors: Sequence[GraphQLErrorDetail]) -> type[ApiError]:
    for each in errors:
        if each.code is not None and each.code in CODE_ERRORS:
            return CODE_ERRORS[each.code]
    if status in (401, 403, 404, 409, 429) or status >= 500:
        return STATUS_ERRORS.get(status, ServerError)
    for each in errors:
        for pattern, kind in TEXT_ERRORS:
            if pattern.search(each.message):
                return kind
    return STATUS_ERRORS.get(status, ApiError)


def _words(content: bytes) -> str:
    """Find the message in the body forms that W&B uses: `error`, `error.message`, `errors`."""
    try:
        body: object = json.loads(content)
    except ValueError:
        return ""
    if not isinstance(body, dict):
        return ""
    error: object = body.get("error")
    if isinstance(error, dict):
        error = error.get("message")
    return error if isinstance(error, str) else ""
