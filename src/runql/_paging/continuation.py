"""Hints in errors that say how to continue the work that failed."""

from __future__ import annotations

__all__ = ["after_cursor", "note_continuation"]


class _Hint(str):
    """A note of an error that says how to continue."""

    __slots__ = ()


def note_continuation(error: BaseException, hint: str | None) -> None:
    """Add a hint to the notes of an error, instead of the hints of called code, which would skip work.

    Args:
        error: The error.
        hint: How the user continues; None if starting again is the same.
    """
    notes: list[str] = getattr(error, "__notes__", [])
    error.__notes__ = [each for each in notes if not isinstance(each, _Hint)]
    if hint is not None:
        error.add_note(_Hint(hint))


def after_cursor(cursor: str | None) -> str | None:
    """Return the hint for a list that was read up to a cursor; None if nothing was read."""
    return None if cursor is None else f"To continue from here, pass after={cursor!r}."
