"""A buffer of pages: nothing twice, nothing lost, and always an end."""

from __future__ import annotations

import itertools
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from runql_graphql.calls import Call, Operation

from runql._paging.buffer import Buffer
from runql._paging.connections import page_of
from runql._paging.indexes import checked_index, items_needed
from runql._paging.pages import Listing, Page, PageWindow
from runql.errors import PaginationError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator


def identity(item: str) -> str:
    return item


def fill(buffer: Buffer[str], pages: list[Page[str]]) -> list[str]:
    for page in pages:
        if buffer.done:
            break
        buffer.add(page, identity)
    return buffer.items


def cut(items: list[str], sizes: list[int]) -> list[Page[str]]:
    """Cut a list into pages, empty ones included, each with a cursor of its own but the last."""
    pages: list[Page[str]] = []
    start = 0
    for size in [*sizes, len(items)]:
        pages.append(Page(tuple(items[start : start + size]), f"c{len(pages)}", len(items)))
        start += size
    last = pages[-1]
    return [*pages[:-1], Page(last.items, None, last.total)]


names = st.lists(st.text(min_size=1, max_size=3), unique=True, max_size=30)
sizes = st.lists(st.integers(0, 5), max_size=10)


@given(names, sizes)
def test_pages_of_any_size_give_the_whole_list_in_order(items: list[str], cuts: list[int]) -> None:
    buffer: Buffer[str] = Buffer(cursor=None)
    assert fill(buffer, cut(items, cuts)) == items
    assert buffer.done
    assert buffer.length() == len(items)


@given(names, sizes, st.integers(0, 40))
def test_a_limit_ends_the_list_there_and_nowhere_else(
    items: list[str], cuts: list[int], limit: int
) -> None:
    buffer: Buffer[str] = Buffer(cursor=None, limit=limit)
    assert fill(buffer, cut(items, cuts)) == items[:limit]
    assert buffer.done


@given(names, sizes)
def test_an_item_listed_on_two_pages_is_given_once(items: list[str], cuts: list[int]) -> None:
    pages = cut(items, cuts)
    overlapping = [
        Page((*before.items[-1:], *page.items), page.cursor, page.total)
        for before, page in itertools.pairwise(pages)
    ]
    buffer: Buffer[str] = Buffer(cursor=None)
    assert fill(buffer, [pages[0], *overlapping]) == items


def test_a_cursor_that_does_not_move_is_an_error_and_keeps_what_was_read() -> None:
    buffer: Buffer[str] = Buffer(cursor=None)
    buffer.add(Page(("a",), "x", 9), identity)
    with pytest.raises(PaginationError, match="returned the cursor 'x' twice") as caught:
        buffer.add(Page(("b",), "x", 9), identity)
    assert buffer.items == ["a"]
    assert caught.value.cursor == "x"


def test_a_list_that_ended_has_the_cursor_after_its_last_item() -> None:
    buffer: Buffer[str] = Buffer(cursor=None)
    buffer.add(Page(("a",), "x", end="x"), identity)
    buffer.add(Page(("b",), None, end="y"), identity)
    assert (buffer.cursor, buffer.done, buffer.page(1).cursor) == ("y", True, None)
    continued: Buffer[str] = Buffer(cursor="y")
    continued.add(Page((), None), identity)
    assert continued.cursor == "y", "nothing was read after it"


def test_cursors_of_items_stand_in_for_that_of_the_page() -> None:
    cut: Buffer[str] = Buffer(cursor=None, limit=2)
    cut.add(Page(("a", "b", "c"), None, cursors=("x", "y", "z"), end="z"), identity)
    assert cut.cursor == "y"
    whole: Buffer[str] = Buffer(cursor=None)
    whole.add(Page(("a", "b"), None, cursors=("x", "y")), identity)
    assert whole.cursor == "y"


def test_a_list_without_cursors_does_not_repeat_the_one_before() -> None:
    buffer: Buffer[str] = Buffer(cursor=None)
    buffer.add(Page(("a",), "x"), identity)
    buffer.add(Page(("b",), None), identity)
    assert buffer.cursor is None


def test_the_cursor_a_list_starts_behind_counts_as_seen() -> None:
    buffer: Buffer[str] = Buffer(cursor="x")
    with pytest.raises(PaginationError):
        buffer.add(Page(("a",), "x", 1), identity)


def test_the_server_count_is_the_length_until_the_list_is_read() -> None:
    buffer: Buffer[str] = Buffer(cursor=None)
    assert buffer.length() is None
    buffer.add(Page(("a",), "x", 7), identity)
    assert buffer.length() == 7
    buffer.add(Page(("b",), None, 7), identity)
    assert buffer.length() == 2


@given(names, sizes)
def test_pages_given_back_hold_every_item_once(items: list[str], cuts: list[int]) -> None:
    buffer: Buffer[str] = Buffer(cursor=None)
    fill(buffer, cut(items, cuts))
    pages = [buffer.page(index) for index in range(len(buffer.bounds))]
    assert [item for page in pages for item in page.items] == items
    assert pages[-1].cursor is None


@given(
    st.lists(st.integers(), max_size=8),
    st.one_of(
        st.integers(-10, 10),
        st.slices(8),
        st.builds(slice, st.none() | st.integers(-10, 10), st.none() | st.integers(-10, 10)),
    ),
)
def test_reaching_as_far_as_said_is_enough_for_the_index(
    items: list[int], index: int | slice
) -> None:
    far = items_needed(index)
    read = items if far is None else items[:far]
    if isinstance(index, slice) or -len(items) <= index < len(items):
        assert read[index] == items[index]


class Offsets:
    """A list of a server whose cursors are offsets, so that items move when others go.

    Attributes:
        items: What the server lists now.
        counts: Whether it sends a total.
    """

    def __init__(self, items: list[str], *, counts: bool = True) -> None:
        self.items, self.counts, self.requests, self.writes = items, counts, 0, 0

    def page(self, buffer: Buffer[str], size: int = 5) -> None:
        self.requests += 1
        start = int(buffer.cursor or 0)
        cursor = str(start + size) if start + size < len(self.items) else None
        total = len(self.items) if self.counts else None
        found = Page(tuple(self.items[start : start + size]), cursor, total)
        buffer.add(found, identity, writes=self.writes)

    def each(self, buffer: Buffer[str]) -> Iterator[str]:
        index = 0
        while True:
            while not buffer.done and len(buffer.items) <= index:
                self.page(buffer)
            if index >= len(buffer.items):
                return
            yield buffer.items[index]
            index += 1


def numbered(count: int) -> list[str]:
    return [f"{index:03}" for index in range(count)]


@pytest.mark.parametrize("counts", [True, False])
@pytest.mark.parametrize("count", [0, 1, 5, 6, 12, 100])
def test_a_loop_that_deletes_what_it_lists_sees_every_item_once(count: int, counts: bool) -> None:
    server, seen = Offsets(numbered(count), counts=counts), []
    for item in server.each(Buffer(cursor=None)):
        seen.append(item)
        server.items.remove(item)
        server.writes += 1
    assert sorted(seen) == numbered(count)
    assert server.items == []


@pytest.mark.parametrize("count", [6, 12, 100])
def test_a_loop_whose_edits_move_items_to_the_end_sees_every_item_once(count: int) -> None:
    server, seen = Offsets(numbered(count)), []
    for item in server.each(Buffer(cursor=None)):
        seen.append(item)
        server.items.remove(item)
        server.items.append(item)
    assert sorted(seen) == numbered(count)


def test_items_that_another_client_deletes_hide_no_others() -> None:
    server, seen = Offsets(numbered(12)), []
    for item in server.each(Buffer(cursor=None)):
        seen.append(item)
        if item == "003":
            del server.items[:3]
    assert sorted(seen) == numbered(12)


@pytest.mark.parametrize("counts", [True, False])
def test_a_list_that_stays_or_grows_is_read_once(counts: bool) -> None:
    server = Offsets(numbered(12), counts=counts)
    assert list(server.each(Buffer(cursor=None))) == numbered(12)
    assert server.requests == 3
    growing, seen = Offsets(numbered(12), counts=counts), []
    for item in growing.each(Buffer(cursor=None)):
        seen.append(item)
        if item == "002":
            growing.items.insert(0, "new")
    assert seen == numbered(12)
    assert growing.requests == 3


def test_a_count_that_never_fits_ends_the_list() -> None:
    buffer: Buffer[str] = Buffer(cursor=None)
    fill(buffer, [Page(("a", "b"), "1", 9), Page(("c",), None, 9)])
    assert buffer.done
    assert buffer.length() == 3


def test_a_list_behind_a_cursor_that_shrinks_is_an_error_with_counts() -> None:
    buffer: Buffer[str] = Buffer(cursor="0")
    buffer.add(Page(("a", "b"), "2", 6), identity)
    with pytest.raises(PaginationError, match="2 were read"):
        buffer.add(Page((), None, 4), identity)


def test_a_list_behind_a_cursor_is_counted_by_reading_it() -> None:
    buffer: Buffer[str] = Buffer(cursor="5")
    buffer.add(Page(("f",), "6", 12), identity)
    assert buffer.length() is None
    buffer.add(Page(("g",), None, 12), identity)
    assert buffer.length() == 2


@pytest.mark.parametrize(
    ("given", "expected"),
    [(np.int64(3), 3), (True, 1), (slice(np.int8(1), None), slice(1, None, None))],
)
def test_indexes_are_whatever_is_an_integer(given: Any, expected: object) -> None:
    assert checked_index(given) == expected


@pytest.mark.parametrize("index", ["abc", 1.0, None, np.float64(1), slice("a", None)])
def test_other_indexes_are_type_errors(index: Any) -> None:
    with pytest.raises(TypeError, match="must be integers or slices"):
        checked_index(index)


def test_sizes_of_lists_are_integers() -> None:
    window = PageWindow(cast("int", np.int64(5)), cast("int", np.int32(7)))
    assert (type(window.per_page), type(window.limit)) == (int, int)
    with pytest.raises(UsageError, match="limit must be an integer"):
        PageWindow(limit=cast("int", 2.5))


def test_a_list_of_items_without_keys_is_not_read_a_second_time() -> None:
    """Items that cannot be told apart would be listed twice."""
    numbers = itertools.count()
    buffer: Buffer[str] = Buffer(cursor=None, keyed=False)
    buffer.add(Page(("a", "b"), "c1", 4), lambda _: str(next(numbers)))
    with pytest.raises(PaginationError, match="changed while it was read"):
        buffer.add(Page(("c",), None, 3), lambda _: str(next(numbers)))
    assert buffer.items == ["a", "b", "c"]


def test_variables_of_pages_have_any_names() -> None:
    operation: Operation[Any] = Operation(name="Mine", kind="query", model="", document="")
    listing: Listing[Any, str] = Listing(
        Call(operation, {"n": 1, "x": 2}),
        lambda _: Page((), None),
        identity,
        first_variable="n",
        after_variable="c",
    )
    buffer: Buffer[str] = Buffer(cursor="start")
    assert listing.request(buffer).variables == {"n": 50, "x": 2, "c": "start"}
    fixed = replace(listing, first_variable=None)
    assert fixed.request(buffer).variables == {"n": 1, "x": 2, "c": "start"}
    assert not fixed.is_divisible(buffer)


def test_more_without_a_cursor_is_no_end_of_a_list() -> None:
    info = SimpleNamespace(has_next_page=True, end_cursor=None)
    connection: Any = SimpleNamespace(edges=[SimpleNamespace(node="a")], page_info=info)
    with pytest.raises(PaginationError, match="returned no cursor"):
        page_of(connection, identity)
