"""An error that ends a list says where to continue, and only that."""

from __future__ import annotations

import pytest

from runql._paging.continuation import after_cursor, note_continuation
from runql.errors import RunQLError, ServerError
from tests.pure.paging.test_lister import Server, lister


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


@pytest.mark.parametrize(
    ("broken_from", "expected"),
    [(0, []), (3, ["To continue from here, pass after='3'."]), (6, ["To continue from here, pass after='6'."])],
)  # fmt: skip
def test_a_list_names_the_cursor_after_the_items_that_were_read(
    broken_from: int, expected: list[str]
) -> None:
    server = Server([f"r{index}" for index in range(12)], broken_from)
    runs, read = lister(server), list[str]()
    with pytest.raises(ServerError) as raised:
        read.extend(runs)
    assert notes(raised.value) == expected
    server.broken_from = None
    rest = lister(server, after=runs.cursor)
    assert [*server.items[: len(read)], *rest] == server.items


def test_a_list_that_continues_names_its_start_until_it_has_read_more() -> None:
    runs = lister(Server([f"r{index}" for index in range(12)], broken_from=4), after="4")
    with pytest.raises(ServerError) as raised:
        list(runs)
    assert notes(raised.value) == ["To continue from here, pass after='4'."]
