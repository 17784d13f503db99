"""A buffer of pages: nothing twice, nothing lost, and always an end."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql._paging.pages import Buffer, Page, items_needed
from runql.errors import PaginationError


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
    with pytest.raises(PaginationError, match="second time") as caught:
        buffer.add(Page(("b",), "x", 9), identity)
    assert buffer.items == ["a"]
    assert caught.value.cursor == "x"


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
