"""The exceptions that scripts written for `wandb` catch."""

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
        message: What went wrong.
        context: More about it, for those who raise it.
    """

    def __init__(self, message: str, context: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.context: dict[str, object] = dict(context) if context is not None else {}


class CommError(Error):
    """A request failed, or a call cannot work as written.

    Attributes:
        exc: The error of runql that says more: `exc.hint`, `exc.status`, ….
    """

    def __init__(self, msg: str, exc: Exception | None = None) -> None:
        super().__init__(msg)
        self.exc = exc


class AuthenticationError(CommError):
    """The API key is missing, unknown or expired."""


class UsageError(Error):
    """A call cannot work as written."""


class UnsupportedError(UsageError):
    """The server is too old for the call."""


class WaitTimeoutError(Error):
    """What was waited for did not happen in time."""


class ArtifactStatusError(AttributeError):
    """An artifact is not in the state that a call takes."""


class ArtifactNotLoggedError(ArtifactStatusError):
    """The artifact is yet to be logged."""


class ArtifactFinalizedError(ArtifactStatusError):
    """The artifact has been logged, and takes no more files."""


class RunNotFoundError(ValueError):
    """There is no such run."""


class IncompleteRunHistoryError(Exception):
    """Not all of a history has been exported."""


# Scripts catch a failure as `CommError` or as `ValueError`, as the official client raises one here
# and the other there.


class _ValueCommError(CommError, RunNotFoundError):
    """A `CommError` that is a `ValueError` too."""


class _ExistsCommError(CommError, FileExistsError, ValueError):
    """A local file that is in the way."""


class _FileCommError(CommError, OSError):
    """A local file that cannot be written."""


class _UnsupportedCommError(UnsupportedError, CommError):
    """A feature that the server lacks."""

    def __init__(self, msg: str, exc: Exception | None = None) -> None:
        CommError.__init__(self, msg, exc)


class _ListingError(CommError, ValueError):
    """What lists raise: a `ValueError` first."""


for _kind in (_ValueCommError, _ExistsCommError, _FileCommError):
    _kind.__name__ = _kind.__qualname__ = "CommError"
_UnsupportedCommError.__name__ = _UnsupportedCommError.__qualname__ = "UnsupportedError"
_ListingError.__name__ = _ListingError.__qualname__ = "ValueError"


_BRIDGED: dict[type[Exception], type[Exception]] = {}
"""Exceptions that derive from those of the official package, too."""


_OFFICIAL: Final = ("wandb.errors", "wandb.apis.public", "wandb.sdk.artifacts.exceptions")
"""Where the official package keeps its exceptions."""

_OFFICIAL_SERVICE: Final = "wandb.sdk.lib.service.service_connection"
"""The official client's module for requests."""


def _known_to_official(kind: type[Exception]) -> type[Exception]:
    """Return an exception that derives from the official package's one of the same name, too."""
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
    """Return the exception that the official client lets through where it forgets to translate it, for a failed request."""
    found = getattr(sys.modules.get(_OFFICIAL_SERVICE), "WandbApiFailedError", None)
    return [found] if issubclass(kind, CommError) and isinstance(found, type) else []


def raisable(kind: type[Exception]) -> Any:  # noqa: ANN401 - a class that is called with what `kind` takes
    """Return what to raise: scripts that have imported `wandb` too may catch its own exceptions."""
    return kind if "wandb.errors" not in sys.modules else _known_to_official(kind)


def refused(message: str) -> CommError:
    """Return the exception for an argument that cannot be: a `CommError` and a `ValueError`."""
    return cast("CommError", raisable(_ValueCommError)(message))


def exists(path: Path) -> CommError:
    """Return the exception for a local file that is in the way."""
    return cast(
        "CommError",
        raisable(_ExistsCommError)(
            f"{path} exists already. Pass replace=True to write over it, or exist_ok=True to keep it."
        ),
    )


@contextmanager
def beginning_with(
    words: str, *kinds: type[ours.RunQLError], as_value: bool = False
) -> Generator[None]:
    """Let the message of a failure begin with the words that scripts look for in it.

    Args:
        words: What the official client says.
        kinds: The errors that are meant; none of them means all.
        as_value: Whether the official client raises a `ValueError` of every kind.

    Raises:
        CommError: What the official client raises in place of runql's error.
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
    """Return what the official client raises in place of an error of runql.

    Args:
        error: What runql raised.
        listing: Whether a list raised it.
        words: What the message begins with.
        as_value: Whether it is a `ValueError` in any case.
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
