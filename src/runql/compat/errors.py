"""The exceptions that scripts for `wandb` catch."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, cast

from runql import errors as ours

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

__all__ = [
    "ArtifactFinalizedError",
    "ArtifactNotLoggedError",
    "ArtifactStatusError",
    "AuthenticationError",
    "CommError",
    "Error",
    "IncompleteRunHistoryError",
    "RunNotFoundError",
    "UnsupportedError",
    "UsageError",
    "WaitTimeoutError",
    "beginning_with",
    "exists",
    "raisable",
    "refused",
    "translated",
]


class Error(Exception):
    """Base of the official client's exceptions.

    Attributes:
        message: What happened.
        context: Additional information from the caller.
    """

    def __init__(self, message: str, context: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.context: dict[str, object] = dict(context) if context is not None else {}


class CommError(Error):
    """A request failed, or a call is invalid.

    Attributes:
        exc: The runql error with details: `exc.hint`, `exc.status`, ….
    """

    def __init__(self, msg: str, exc: Exception | None = None) -> None:
        super().__init__(msg)
        self.exc = exc


class AuthenticationError(CommError):
    """The API key is missing, unknown or expired."""


class UsageError(Error):
    """A call is invalid."""


class UnsupportedError(UsageError):
    """The server is too old for the call."""


class WaitTimeoutError(Error):
    """A wait reached its timeout."""


class ArtifactStatusError(AttributeError):
    """The state of an artifact does not allow the call."""


class ArtifactNotLoggedError(ArtifactStatusError):
    """The artifact has not been logged yet."""


class ArtifactFinalizedError(ArtifactStatusError):
    """The artifact has been logged and is read-only."""


class RunNotFoundError(ValueError):
    """The run does not exist."""


class IncompleteRunHistoryError(Exception):
    """Some rows of a history have not been exported yet."""


# Scripts catch a failure as `CommError` or as `ValueError`, because the official client raises
# one or the other, depending on the call.


class _ValueCommError(CommError, RunNotFoundError):
    """A `CommError` that is also a `ValueError`."""


class _ExistsCommError(CommError, FileExistsError, ValueError):
    """A local file that exists already."""


class _FileCommError(CommError, OSError):
    """A local file that cannot be written."""


class _UnsupportedCommError(UnsupportedError, CommError):
    """A feature that the server does not support."""

    def __init__(self, msg: str, exc: Exception | None = None) -> None:
        CommError.__init__(self, msg, exc)


class _ListingError(CommError, ValueError):
    """The error of lists, which is a `ValueError` first."""


for _kind in (_ValueCommError, _ExistsCommError, _FileCommError):
    _kind.__name__ = _kind.__qualname__ = "CommError"
_UnsupportedCommError.__name__ = _UnsupportedCommError.__qualname__ = "UnsupportedError"
_ListingError.__name__ = _ListingError.__qualname__ = "ValueError"


_BRIDGED: dict[type[Exception], type[Exception]] = {}
"""Exceptions that also derive from those of the official package."""


_OFFICIAL: Final = ("wandb.errors", "wandb.apis.public", "wandb.sdk.artifacts.exceptions")
"""Module of the official package with its exceptions."""

_OFFICIAL_SERVICE: Final = "wandb.sdk.lib.service.service_connection"
"""The official client's module for requests."""


def _known_to_official(kind: type[Exception]) -> type[Exception]:
    """Return an exception class that also derives from the class of the same name in the official package."""
    if kind not in _BRIDGED:
        name = "CommError" if kind is _ListingError else kind.__name__
        found = [getattr(sys.modules.get(each), name, None) for each in _OFFICIAL]
        theirs = next((each for each in found if isinstance(each, type)), None)
        if theirs is None or not issubclass(theirs, Exception):
            return kind
        bases = (kind, theirs, *_failures(kind))
        _BRIDGED[kind] = type(kind.__name__, bases, {"__module__": kind.__module__})
    return _BRIDGED[kind]


def _failures(kind: type[Exception]) -> list[type[Exception]]:
    """Return the exception that the official client lets through untranslated for a failed request."""
    found = getattr(sys.modules.get(_OFFICIAL_SERVICE), "WandbApiFailedError", None)
    return [found] if issubclass(kind, CommError) and isinstance(found, type) else []


def raisable(kind: type[Exception]) -> Any:  # noqa: ANN401 - a class that is called with what `kind` takes
    """Return the class to raise: wandb's own if a script has imported it."""
    return kind if "wandb.errors" not in sys.modules else _known_to_official(kind)


def refused(message: str) -> CommError:
    """Return the exception for an invalid argument: a `CommError` and a `ValueError`."""
    return cast("CommError", raisable(_ValueCommError)(message))


def exists(path: Path) -> CommError:
    """Return the exception for a local file that exists already."""
    return cast(
        "CommError",
        raisable(_ExistsCommError)(
            f"{path} already exists. Pass replace=True to overwrite it, or exist_ok=True to keep it."
        ),
    )


@contextmanager
def beginning_with(
    words: str, *kinds: type[ours.RunQLError], as_value: bool = False
) -> Generator[None]:
    """Prefix the message of a failure with the words that scripts search for.

    Args:
        words: Words of the official client's message.
        kinds: Runql errors to convert; none for all.
        as_value: Whether the official client always raises a `ValueError`.

    Raises:
        CommError: In place of runql's error, as the official client.
    """
    try:
        yield
    except ours.RunQLError as error:
        if kinds and not isinstance(error, kinds):
            raise
        raised = translated(error, words=words, as_value=as_value)
        raise raised from (None if raised is error else error)


def translated(
    error: ours.RunQLError, *, listing: bool = False, words: str = "", as_value: bool = False
) -> Exception:
    """Return the official client's exception for a runql error.

    Args:
        error: The runql error.
        listing: Whether a list raised it.
        words: Beginning of the message.
        as_value: Whether the exception is always a `ValueError`.
    """
    if isinstance(error, ours.MissingDependencyError):
        return error
    message = f"{words} {error}" if words else str(error)
    raised: Exception
    if isinstance(error, ours.WaitTimeoutError):
        raised = raisable(WaitTimeoutError)(message)
    else:
        kind = _kind_of(error, listing=listing)
        raised = raisable(_ValueCommError if as_value and kind is CommError else kind)(
            message, error
        )
    return raised


def _kind_of(error: ours.RunQLError, *, listing: bool) -> type[Exception]:
    if isinstance(error, ours.AuthenticationError):
        return AuthenticationError
    if isinstance(error, ours.UnsupportedError):
        return _UnsupportedCommError
    if isinstance(error, ours.TargetExistsError):
        return _ExistsCommError
    if isinstance(error, OSError) and not isinstance(error, TimeoutError):
        return _FileCommError
    if isinstance(error, ValueError | ours.UsageError | ours.ConflictError):
        return _ListingError if listing else _ValueCommError
    return CommError
