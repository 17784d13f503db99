"""Errors for responses: from status, headers and body to exception classes."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit, urlunsplit

from runql._wire.responses.bodies import is_page, looks_like_json, one_line, words_of
from runql._wire.urls import host_of, netloc_of
from runql.errors import (
    ApiError,
    AuthenticationError,
    ConflictError,
    ConnectError,
    GraphQLErrorDetail,
    InvalidInputError,
    NotFoundError,
    PermissionDeniedError,
    ProtocolError,
    RateLimitError,
    RequestTimeoutError,
    RunQLError,
    ServerError,
    UnsupportedError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from runql_graphql.envelope import GraphQLErrorItem

__all__ = ["details", "failure", "plain_failure", "redirected", "retry_after", "unusable"]

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

# W&B uses one code for several kinds of error, so these statuses take precedence over codes.
_CERTAIN: Final = frozenset({401, 409, 410, 412, 413, 429})

_LOGIN: Final = re.compile(
    r"not logged in|unauthenticated|(invalid|expired|revoked) api key|api key (is |has )?(invalid|expired|revoked)"
    r"|relogin",
    re.IGNORECASE,
)

# W&B servers respond to these with status 500, and retries would have the same result.
_REFUSED: Final[Sequence[tuple[re.Pattern[str], type[ApiError]]]] = (
    (
        re.compile(r"unsupported type|invalid character .{1,20} looking for", re.IGNORECASE),
        InvalidInputError,
    ),
    (re.compile(r"duplicate entry|previously created and deleted", re.IGNORECASE), ConflictError),
)

# For servers that send the delay in the message instead of a header.
_RETRYING: Final = re.compile(
    r"(?:retry(?:ing)?|try again) (?:in|after) ([0-9]{1,6}(?:\.[0-9]{1,6})?) ?s", re.IGNORECASE
)

# `extensions.code` of Apollo and graphql-java servers.
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

# Messages of servers that send no code; the first match decides.
TEXT_ERRORS: Final[Sequence[tuple[re.Pattern[str], type[ApiError]]]] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (r"cannot query field|unknown (argument|type|field|directive)", UnsupportedError),
        (r"is not defined by (type|input)|is not served by", UnsupportedError),
        (r"does not exist in .+ enum", UnsupportedError),
        (r'expected type "\w+", found (?-i:[A-Z][A-Z0-9_]*)\.', UnsupportedError),
        (r"can never be of type|must (not )?have a selection", UnsupportedError),
        (r"rate limit|too many requests", RateLimitError),
        (r"permission denied|not authorized|forbidden|access denied", PermissionDeniedError),
        (r"not found|does not exist|could not find", NotFoundError),
        (r"already exists|conflict|duplicate entry|previously created and deleted", ConflictError),
        (r"invalid|must be|required|expected|malformed|variable", InvalidInputError),
    )
)

HINTS: Final[Mapping[type[ApiError], str]] = {
    AuthenticationError: "Check WANDB_API_KEY and WANDB_BASE_URL: an API key is valid for one server only.",
    PermissionDeniedError: "Ask an admin of the entity for access.",
    RateLimitError: "Send fewer requests: use larger pages, or fewer concurrent clients.",
    ServerError: "Retry later. If it fails again, report the request ID to the server's support.",
    UnsupportedError: "The server's version does not support the request. Call api.server_info() to read its version.",
}

_PAGE_HINT: Final = "Check WANDB_BASE_URL and proxy=. The response is a web page, which may come from a proxy or gateway."
_REQUEST_IDS: Final = ("x-request-id", "x-wandb-request-id", "x-amzn-requestid", "cf-ray")
_LONGEST_MESSAGE: Final = 1000
_MOST_ERRORS: Final = 1000
_MOST_MESSAGES: Final = 5


def failure(
    operation: str,
    status: int,
    headers: Mapping[str, str],
    errors: Sequence[GraphQLErrorDetail],
) -> ApiError:
    """Return the error for a GraphQL response with errors, regardless of its status."""
    kind = _kind_of(status, errors)
    messages = list(dict.fromkeys(each.message for each in errors))
    text = "; ".join(messages[:_MOST_MESSAGES]) or f"HTTP status {status}"
    if len(messages) > _MOST_MESSAGES:
        text += f"; and {len(messages) - _MOST_MESSAGES} more errors"
    return _build(kind, text, operation, status, headers, tuple(errors))


def plain_failure(
    operation: str, status: int, headers: Mapping[str, str], content: bytes
) -> RunQLError:
    """Return the error for a response that is not GraphQL, by its status and with its message."""
    words = words_of(content)
    if status == 407:
        return _proxy_login(operation, words)
    if status == 408:
        return RequestTimeoutError(
            words or "The server timed out while waiting for the request (HTTP status 408).",
            operation=operation,
        )
    if status < 400:
        return unusable(operation, status, content)
    kind = STATUS_ERRORS.get(status, ServerError if status >= 500 else ApiError)
    error = _build(kind, words or f"HTTP status {status}", operation, status, headers, ())
    if is_page(content) and kind in (AuthenticationError, PermissionDeniedError, ServerError):
        error.hint = _PAGE_HINT
    return error


def unusable(operation: str, status: int, content: bytes) -> ProtocolError:
    """Return the error for a response that is neither an error nor the requested data."""
    words = "" if looks_like_json(content) else words_of(content)
    if not content:
        what = "is empty"
    elif is_page(content):
        what = "is a web page instead of JSON" + (f": {words!r}" if words else "")
    elif words:
        what = f"is plain text instead of JSON: {words!r}"
    else:
        what = f"is incomplete or not JSON ({len(content):,} bytes)"
    error = ProtocolError(
        f"The response to {operation} {what}{f' (HTTP status {status})' * (status != 200)}.",
        hint="Check WANDB_BASE_URL. The response may come from a proxy or a login page.",
        operation=operation,
    )
    # A web page does not come from the server, and would come again, as a status such as 304 would. A truncated
    # response may not.
    error.retryable = not is_page(content) and not 300 <= status < 400
    return error


def redirected(operation: str, status: int, headers: Mapping[str, str], url: str) -> ProtocolError:
    """Return the error for a redirect, which requests with an API key do not follow."""
    told = headers.get("location", "")
    try:
        target = urlsplit(urljoin(url, told))
        shown = urlunsplit((target.scheme, netloc_of(target), target.path, "", ""))
    except ValueError:
        shown = ""
    base = shown.removesuffix("/graphql")
    hint = "Set base_url= or WANDB_BASE_URL to the URL of the API. The redirect may come from a proxy or a login page."
    if base != shown and base != url.removesuffix("/graphql"):
        hint = f"Use base_url={base!r}."
    # Headers may contain control characters, which a terminal would execute.
    shown = one_line(shown)
    where = f"to {shown}" if shown else f"to an invalid URL ({one_line(told, 80)!r})"
    if not told:
        where = "without a Location header"
    error = ProtocolError(
        f"{host_of(url)} redirected {operation} {where} (HTTP status {status}). "
        "runql does not follow redirects of GraphQL requests.",
        hint=hint,
        operation=operation,
    )
    error.retryable = False
    return error


def _proxy_login(operation: str, words: str) -> ConnectError:
    error = ConnectError(
        f"The proxy requires a user name and password (HTTP status 407){f': {words}' if words else '.'}",
        hint="Set proxy= or HTTPS_PROXY to http://user:password@host:port.",
        operation=operation,
    )
    error.retryable = False
    return error


def details(items: Sequence[GraphQLErrorItem]) -> tuple[GraphQLErrorDetail, ...]:
    """Return the entries of a response's error list as plain values."""
    found = []
    for item in items[:_MOST_ERRORS]:
        code = (item.extensions or {}).get("code")
        found.append(
            GraphQLErrorDetail(
                message=one_line(item.message, _LONGEST_MESSAGE),
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
    """Return the seconds of `Retry-After`, which has seconds or a date; None if absent or invalid."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,12})?", value):
        return float(value)
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(value[:100])
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _build(
    kind: type[ApiError],
    message: str,
    operation: str,
    status: int,
    headers: Mapping[str, str],
    errors: tuple[GraphQLErrorDetail, ...],
) -> ApiError:
    request_id = next((one_line(headers[name]) for name in _REQUEST_IDS if name in headers), None)
    error = kind(
        message,
        hint=HINTS.get(kind),
        operation=operation,
        status=status,
        errors=errors,
        request_id=request_id,
    )
    error.retry_after = retry_after(headers)
    if kind is RateLimitError and error.retry_after is None:
        told = _RETRYING.search(message)
        error.retry_after = float(told[1]) if told is not None else None
    return error


def _kind_of(status: int, errors: Sequence[GraphQLErrorDetail]) -> type[ApiError]:
    if status in _CERTAIN:
        return STATUS_ERRORS[status]
    if status != 404 and any(_LOGIN.search(each.message) for each in errors):
        return AuthenticationError
    if status in (403, 404):
        return STATUS_ERRORS[status]
    for each in errors:
        if each.code is not None and each.code in CODE_ERRORS:
            return CODE_ERRORS[each.code]
    if status >= 500:
        for pattern, kind in _REFUSED if status == 500 else ():
            if any(pattern.search(each.message) for each in errors):
                return kind
        return STATUS_ERRORS.get(status, ServerError)
    for each in errors:
        for pattern, kind in TEXT_ERRORS:
            if pattern.search(each.message):
                return kind
    return STATUS_ERRORS.get(status, ApiError)
