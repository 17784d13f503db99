"""Every error that runql raises.

RunQLError
├── UsageError                     the call cannot work as written; nothing was sent
│   ├── FilterError                also ValueError; says where in the filter
│   ├── PathError                  also ValueError
│   ├── OrderError                 also ValueError
│   ├── DataValidationError        also ValueError; data does not fit its model
│   ├── NotLoadedError             a field was left out of the listing
│   ├── NotExportedError           also LookupError; an export does not hold it
│   ├── ReadOnlyError              also PermissionError; an export cannot change
│   ├── TargetExistsError          also FileExistsError; nothing was written
│   └── MissingDependencyError     also ImportError; says which extra to install
├── ConfigurationError             no API key, a bad URL, an unreadable settings file
├── TransportError                 no usable response; retryable
│   ├── ConnectError               the server was not reached, so it cannot have acted
│   ├── RequestTimeoutError        also TimeoutError
│   └── ProtocolError              the response does not match GraphQL or the schema
├── ApiError                       the server responded with an error
│   ├── AuthenticationError        the API key is missing, unknown or expired
│   ├── PermissionDeniedError      the API key is known, and has no right to do this
│   ├── NotFoundError              also ValueError and KeyError
│   ├── ConflictError              the object changed or exists already
│   ├── InvalidInputError          the server refused a value
│   ├── RateLimitError             retryable, after `retry_after` seconds
│   ├── UnsupportedError           the server is too old for the call
│   └── ServerError                retryable
├── IntegrityError                 also ValueError; content does not match its digest
│   └── ExportCorruptedError       an export does not match its manifest
├── LocalFileError                 also OSError; the disk is full or not writable
├── BatchError                     some items failed; lists each
│   └── PartialUpdateError         a change was made in part; lists what remains
├── PaginationError                a list cannot continue without losing items
├── RequestLimitError              a `RequestLimit` is reached; nothing was sent
└── WaitTimeoutError               also TimeoutError; the awaited state did not come

Two are a UserWarning. ResponseWarning: an item of a list could not be read and was left out.
UnknownKeyWarning: no run has a key that the call names, which a misspelled key looks like.
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
    """A part of a response could not be read and was left out; everything else is there."""


class UnknownKeyWarning(UserWarning):
    """No run has a key that the call names, so its values are missing or no comparison with it holds."""


class RunQLError(OldErrorNames):
    """Base of every error of this library.

    Attributes:
        message: What went wrong, in one sentence.
        hint: What to do about it; None when there is nothing to say.
        retryable: Whether another try may succeed.
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
    """The call cannot work as written; nothing was sent."""


class FilterError(UsageError, ValueError):
    """A filter that the server would refuse or misread.

    Attributes:
        text: The filter as text, when it was given as text.
        position: Index of the offending character in `text`.
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
    """A path that names no run, project or other object."""


class OrderError(UsageError, ValueError):
    """An order that the server would refuse or ignore."""


class DataValidationError(UsageError, ValueError):
    """A config, a summary or the data of a response does not fit the model it was to be read as."""


class NotLoadedError(UsageError):
    """A field that was left out of the listing was read before it was loaded."""


class NotExportedError(UsageError, LookupError):
    """An opened export does not hold what was requested; the server may have it."""


class ReadOnlyError(UsageError, PermissionError):
    """An opened export cannot be changed; nothing was written."""


class TargetExistsError(UsageError, FileExistsError):
    """The local file is there already, with other content; nothing was written."""


class MissingDependencyError(UsageError, ImportError):
    """An optional library is not installed; the hint names the extra that brings it."""


class ConfigurationError(RunQLError):
    """The client cannot be set up: no API key, an invalid URL, or an unreadable file."""


class TransportError(RunQLError):
    """No usable response arrived.

    Attributes:
        operation: Name of the GraphQL operation, or method and path of another request.
        attempts: How often it was tried.
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
    """The server was not reached, so it cannot have acted on the request."""


class RequestTimeoutError(TransportError, TimeoutError):
    """The server did not respond in time, or the total time for the call is used up."""


class ProtocolError(TransportError):
    """The response is not JSON, not GraphQL, or does not match the schema; then it is not requested again."""


@dataclass(frozen=True, slots=True)
class GraphQLErrorDetail:
    """One entry of the `errors` list of a response."""

    message: str
    path: tuple[str | int, ...] = ()
    code: str | None = None
    locations: tuple[tuple[int, int], ...] = ()


class ApiError(RunQLError):
    """The server responded with an error.

    Attributes:
        operation: Name of the GraphQL operation, or method and path of another request.
        status: HTTP status of the response; None for an object that the response does not hold.
        errors: The entries of the response's `errors` list.
        request_id: The server's name for the request, for its support.
        attempts: How often it was tried.
        retry_after: Seconds that the server asks to wait; None when it does not say.
        data: The part of the result that came next to the errors, as the operation's result model;
            None when none came. Fields that failed are None in it.
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
        """Where in the response the first error is; empty when the server does not say."""
        return self.errors[0].path if self.errors else ()

    def __str__(self) -> str:
        return _noted(super().__str__(), self.operation, self.attempts, self.status)


class AuthenticationError(ApiError):
    """The API key is missing, unknown to this server, or expired."""


class PermissionDeniedError(ApiError):
    """The API key is known, and has no right to do this."""


class NotFoundError(ApiError, ValueError, KeyError):
    """The object does not exist, or the key's owner has no access to it."""


class ConflictError(ApiError):
    """The object changed or exists already."""


class InvalidInputError(ApiError):
    """The server refused a value that was sent."""


class RateLimitError(ApiError):
    """Too many requests; `retry_after` says when the server takes requests again."""

    retryable = True


class UnsupportedError(ApiError):
    """The server's schema lacks what the call needs: it is too old, or cut down.

    Attributes:
        feature: The server feature that is missing, as `api.server_info().features` spells it; None where it has no
            name, or the server does not say what is missing.
    """

    feature: str | None = None


class ServerError(ApiError):
    """The server failed."""

    retryable = True


class IntegrityError(RunQLError, ValueError):
    """What arrived is not what the server named; nothing of it was kept."""


class ExportCorruptedError(IntegrityError):
    """An export on disk is not what its manifest, or the server, says.

    Attributes:
        problems: What is wrong, a sentence each.
    """

    def __init__(
        self, message: str, *, hint: str | None = None, problems: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message, hint=hint)
        self.problems = problems


class LocalFileError(RunQLError, OSError):
    """A local file could not be read or written; nothing is under its final name.

    Attributes:
        errno: The system's number for the reason.
        filename: Which file.
    """


class BatchError(RunQLError):
    """Some of many failed; the others are done.

    Attributes:
        failures: The error of each that failed, by name.
        done: How many succeeded.
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
    """A change that takes several requests was made in part.

    Attributes:
        finished: Names of what is done.
        remaining: Names of what was not tried, because something failed before.
    """

    finished: tuple[str, ...] = ()
    remaining: tuple[str, ...] = ()


class PaginationError(RunQLError):
    """A list cannot continue without losing or repeating items.

    Attributes:
        cursor: Where the list stopped; give it as `after=` to continue from there.
    """

    def __init__(self, message: str, *, hint: str | None = None, cursor: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.cursor = cursor


class RequestLimitError(RunQLError):
    """A `RequestLimit` that the program set is reached; the request was not sent."""


class WaitTimeoutError(RunQLError, TimeoutError):
    """What was waited for did not happen in time."""


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
