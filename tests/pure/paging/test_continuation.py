"""An error has one hint how to continue: that of the outermost call."""

from __future__ import annotations

from runql._paging.continuation import after_cursor, note_continuation
from runql.errors import RunQLError, ServerError


def notes(error: RunQLError) -> list[str]:
    return list(getattr(error, "__notes__", []))


def test_the_hint_of_the_caller_replaces_that_of_the_list() -> None:
    error = ServerError("down")
    error.add_note("The error occurred while reading the history of e/p/r.")
    note_continuation(error, after_cursor("page 3"))
    note_continuation(error, after_cursor("run 7"))
    assert notes(error) == [
        "The error occurred while reading the history of e/p/r.",
        "To continue from here, pass after='run 7'.",
    ]
    note_continuation(error, after_cursor(None))
    assert notes(error) == ["The error occurred while reading the history of e/p/r."]
