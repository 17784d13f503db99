"""The errors that runql raises.

RunQLError
├── UsageError                     the call is invalid; nothing was sent
│   ├── FilterError                also ValueError; names the position in the filter
│   ├── PathError                  also ValueError
│   ├── OrderError                 also ValueError
│   ├── DataValidationError        also ValueError; data does not fit its model
│   ├── NotLoadedError             the listing excluded the field
│   ├── NotExportedError           also LookupError; the export does not contain the data
│   ├── ReadOnlyError              also PermissionError; exports are read-only
│   ├── TargetExistsError          also FileExistsError; nothing was written
│   └── MissingDependencyError     also ImportError; names the extra to install
├── ConfigurationError             no API key, an invalid URL, an unreadable settings file
├── TransportError                 no usable response; retryable
│   ├── ConnectError               the server was not reached, so nothing changed
│   ├── RequestTimeoutError        also TimeoutError
│   └── ProtocolError              the response does not match GraphQL or the schema
├── ApiError                       the server responded with an error
│   ├── AuthenticationError        the API key is missing, unknown or expired
│   ├── PermissionDeniedError      the API key is valid, but lacks the permission
│   ├── NotFoundError              also ValueError and KeyError
│   ├── ConflictError              the object was changed or already exists
│   ├── InvalidInputError          the server rejected a value
│   ├── RateLimitError             retryable, after `retry_after` seconds
│   ├── UnsupportedError           the server is too old for the call
│   └── ServerError                retryable
├── IntegrityError                 also ValueError; content does not match its digest
│   └── ExportCorruptedError       an export does not match its manifest
├── LocalFileError                 also OSError; the disk is full or not writable
├── BatchError                     some items failed; lists every failure
│   └── PartialUpdateError         a change was made in part; lists the remaining items
├── PaginationError                a list cannot continue without losing items
├── RequestLimitError              a `RequestLimit` is reached; nothing was sent
└── WaitTimeoutError               also TimeoutError; the awaited state was not reached

UserWarning
├── ResponseWarning                an item of a list could not be parsed and was skipped
└── UnknownKeyWarning              no run has a key in the call
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runql._deprecated import OldErrorNames, renamed_names

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "ApiError", "AuthenticationError", "BatchError", "ConfigurationError", "ConflictError",
    "ConnectError", "DataValidationError", "ExportCorruptedError", "FilterError",
    "GraphQLErrorDetail", "IntegrityError", "InvalidInputError", "LocalFileError",
    "MissingDependencyError", "NotExportedError", "NotFoundError", "NotLoadedError", "OrderError",
    "PaginationError", "PartialUpdateError", "PathError", "PermissionDeniedError", "ProtocolError",
    "RateLimitError", "ReadOnlyError", "RequestLimitError", "RequestTimeoutError", "ResponseWarning", "RunQLError",
    "ServerError", "TargetExistsError", "TransportError", "UnknownKeyWarning", "UnsupportedError", "UsageError",
    "WaitTimeoutError",
]  # fmt: skip


class ResponseWarning(UserWarning):
    """A part of a response could not be parsed and was skipped."""


class UnknownKeyWarning(UserWarning):
    """No run has a key in the call: its values are missing, or never match."""


class RunQLError(OldErrorNames):
    """Base class of all errors of this library.

    Attributes:
        message: The problem, in one sentence.
        hint: Instruction to fix the problem; None if there is none.
        retryable: Whether a retry may succeed.
    """

    retryable: bool = False

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return self.message if self.hint is None else f"{self.message}\n{self.hint}"

    def __reduce__(self) -> tuple[object, ...]:
        # By default, exceptions with keyword arguments cannot be unpickled.
        return (_rebuild, (type(self), self.message, dict(self.__dict__)))


def _rebuild(kind: type[RunQLError], message: str, state: dict[str, object]) -> RunQLError:
    error = kind.__new__(kind)
    Exception.__init__(error, message)
    error.__dict__.update(state)
    return error


class UsageError(RunQLError):
    """The call is invalid, so nothing was sent."""


class FilterError(UsageError, ValueError):
    """The server would reject or misinterpret the filter.

    Attributes:
        text: The filter string; None if the filter was not a string.
        position: Index of the invalid character in `text`.
    """

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        text: str | None = None,
        position: int | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.text = text
        self.position = position

    def __str__(self) -> str:
        if self.text is None or self.position is None:
            return super().__str__()
        pointer = f"  {self.text}\n  {' ' * self.position}^"
        return "\n".join(part for part in (self.message, pointer, self.hint) if part)


class PathError(UsageError, ValueError):
    """The path is not a valid path of a run, project or other object."""


class OrderError(UsageError, ValueError):
    """The server would reject or ignore the sort order."""


class DataValidationError(UsageError, ValueError):
    """A config, a summary or the data of a response does not match its model."""


class NotLoadedError(UsageError):
    """A field was read before it was loaded, because the listing excluded it."""


class NotExportedError(UsageError, LookupError):
    """The opened export does not contain the requested data. The server may have it."""


class ReadOnlyError(UsageError, PermissionError):
    """Opened exports are read-only. Nothing was written."""


class TargetExistsError(UsageError, FileExistsError):
    """The local file exists already, with other content. Nothing was written."""


class MissingDependencyError(UsageError, ImportError):
    """An optional library is not installed. The hint names the extra to install."""


class ConfigurationError(RunQLError):
    """The configuration is invalid: no API key, an invalid URL, or an unreadable file."""


class TransportError(RunQLError):
    """The client received no usable response.

    Attributes:
        operation: Name of the GraphQL operation, or method and path of another request.
        attempts: Number of attempts.
    """

    retryable = True

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        operation: str | None = None,
        attempts: int = 1,
    ) -> None:
        super().__init__(message, hint=hint)
        self.operation = operation
        self.attempts = attempts

    def __str__(self) -> str:
        return _noted(super().__str__(), self.operation, self.attempts)


class ConnectError(TransportError):
    """The request did not reach the server, so it had no effect."""


class RequestTimeoutError(TransportError, TimeoutError):
    """The server did not respond in time, or the call exceeded its total time."""


class ProtocolError(TransportError):
    """The response is not valid JSON or GraphQL, or does not match the schema.

    A request is not retried if its response does not match the schema.
    """


@dataclass(frozen=True, slots=True)
class GraphQLErrorDetail:
    """An entry of the `errors` list of a response."""

    message: str
    path: tuple[str | int, ...] = ()
    code: str | None = None
    locations: tuple[tuple[int, int], ...] = ()


class ApiError(RunQLError):
    """The server responded with an error.

    Attributes:
        operation: Name of the GraphQL operation, or method and path of another request.
        status: HTTP status of the response; None for an object that is missing in a successful response.
        errors: Entries of the response's `errors` list.
        request_id: ID that the server assigned to the request, for support requests.
        attempts: Number of attempts.
        retry_after: Seconds to wait, as requested by the server; None if the server requested none.
        data: Partial result next to the errors, as the operation's result model; None if there is none. Failed fields
            are None in it.
    """

    data: object | None = None
    retry_after: float | None = None

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        operation: str | None = None,
        status: int | None = None,
        errors: tuple[GraphQLErrorDetail, ...] = (),
        request_id: str | None = None,
        attempts: int = 1,
    ) -> None:
        super().__init__(message, hint=hint)
        self.operation = operation
        self.status = status
        self.errors = errors
        self.request_id = request_id
        self.attempts = attempts

    @property
    def path(self) -> tuple[str | int, ...]:
        """Path of the first error in the response; empty if the server returns none."""
        return self.errors[0].path if self.errors else ()

    def __str__(self) -> str:
        return _noted(super().__str__(), self.operation, self.attempts, self.status)


class AuthenticationError(ApiError):
    """The API key is missing, unknown to this server, or expired."""


class PermissionDeniedError(ApiError):
    """The API key is valid, but lacks the permission for this request."""


class NotFoundError(ApiError, ValueError, KeyError):
    """The object does not exist, or the key's owner has no access to it."""


class ConflictError(ApiError):
    """The object changed or exists already."""


class InvalidInputError(ApiError):
    """The server rejected a value."""


class RateLimitError(ApiError):
    """The client sent too many requests. Retry after `retry_after` seconds."""

    retryable = True


class UnsupportedError(ApiError):
    """The server's schema lacks a required part: it is too old or restricted.

    Attributes:
        feature: The missing server feature, as spelled in `api.server_info().features`; None if the missing part is
            not a feature, or is unknown.
    """

    feature: str | None = None


class ServerError(ApiError):
    """The server failed to process the request."""

    retryable = True


class IntegrityError(RunQLError, ValueError):
    """The received content does not match its digest or size. It was discarded."""


class ExportCorruptedError(IntegrityError):
    """An export on disk does not match its manifest or the server.

    Attributes:
        problems: The problems, one sentence each.
    """

    def __init__(
        self, message: str, *, hint: str | None = None, problems: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message, hint=hint)
        self.problems = problems


class LocalFileError(RunQLError, OSError):
    """A local file could not be read or written. No final file was created.

    Attributes:
        errno: The system's error number.
        filename: Path of the file.
    """


class BatchError(RunQLError):
    """Some items failed. The other items are done.

    Attributes:
        failures: Errors of the failed items, by name.
        done: Number of items that succeeded.
    """

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        failures: Mapping[str, RunQLError] | None = None,
        done: int = 0,
    ) -> None:
        super().__init__(message, hint=hint)
        self.failures: dict[str, RunQLError] = dict(failures or {})
        self.done = done


class PartialUpdateError(BatchError):
    """A change with several requests was made only in part.

    Attributes:
        finished: Names of the items that were changed.
        remaining: Names of the items that were not attempted, because an earlier item failed.
    """

    finished: tuple[str, ...] = ()
    remaining: tuple[str, ...] = ()


class PaginationError(RunQLError):
    """A list cannot continue without losing or repeating items.

    Attributes:
        cursor: Position where the list stopped. Pass it as `after=` to continue.
    """

    def __init__(self, message: str, *, hint: str | None = None, cursor: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.cursor = cursor


class RequestLimitError(RunQLError):
    """A `RequestLimit` of the program is reached, so the request was not sent."""


class WaitTimeoutError(RunQLError, TimeoutError):
    """The awaited state was not reached in time."""


def _noted(text: str, operation: str | None, attempts: int, status: int | None = None) -> str:
    details = [
        f"operation {operation}" if operation else "",
        f"HTTP {status}" if status is not None and status != 200 else "",
        f"{attempts} attempts" if attempts > 1 else "",
    ]
    where, (head, newline, rest) = ", ".join(filter(None, details)), text.partition("\n")
    return f"{head} ({where}){newline}{rest}" if where else text


if not TYPE_CHECKING:
    __getattr__ = renamed_names(__name__)
