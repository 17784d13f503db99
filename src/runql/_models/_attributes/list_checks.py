"""Checks of lists that were read: a failed check is a warning, not an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._caller import warn_caller
from runql.errors import RunQLError

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["ListCheck"]


class ListCheck:
    """A context that turns errors of runql in a check into a warning, because the list itself was read."""

    # Not a generator, because warnings name the first caller outside of this package, which would be contextlib.

    def __init__(self, what: str, *, ignored: tuple[type[RunQLError], ...] = ()) -> None:
        """Describe the check.

        Args:
            what: Purpose of the check for the warning, such as `whether a run has the key 'loss'`.
            ignored: Errors that end the check without a warning, such as a server without support for it.
        """
        self._what = what
        self._ignored = ignored

    def __enter__(self) -> None:
        """Start the check."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        """Warn about an error, and continue after the check."""
        if isinstance(error, self._ignored):
            return True
        if not isinstance(error, RunQLError):
            return False
        warn_caller(f"The check {self._what} failed: {error}")
        return True
