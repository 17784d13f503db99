"""A lazy list is a sequence like any other, and requests a page only if it is needed."""

from __future__ import annotations

import gc
import itertools
import os
import pickle
import threading
import warnings
import weakref
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runql_graphql.ops.runs import base as ops

from runql._paging.pages import Listing, Page, PageWindow
from runql._sync._client.lister import Lister
from runql._sync._client.session import Session
from runql.errors import ConnectError, RequestTimeoutError, RunQLError, ServerError, UsageError

if TYPE_CHECKING:
    from runql_graphql.calls import Call

    from runql._wire.retry import CallBudget


class Server:
    """Answers with slices of a list, and counts."""

    def __init__(self, items: list[str], broken_from: int | None = None) -> None:
        self.items = items
        self.requests = 0
        self.writes = 0
        self.broken_from = broken_from
        self.requested: list[int] = []
        self.most: int | None = None
        self.gives_up: RunQLError = RequestTimeoutError("too slow")

    def send(
        self,
        call: Call[Any],
        *,
        divisible: bool = False,
        budget: CallBudget | None = None,
        skip_unfit_rows: bool = False,
    ) -> Page[str]:
        self.requests += 1
        self.requested.append(cast("int", call.variables["first"]))
        if self.most is not None and self.requested[-1] > self.most:
            assert divisible or self.requested[-1] <= 10
            raise self.gives_up
        start = int(cast("str", call.variables.get("after") or "0"))
        if self.broken_from is not None and start >= self.broken_from:
            raise ServerError("down")
        stop = start + cast("int", call.variables["first"])
        cursor = str(stop) if stop < len(self.items) else None
        return Page(tuple(self.items[start:stop]), cursor, len(self.items))


def same(page: Page[str]) -> Page[str]:
    return page


def itself(item: str) -> str:
    return item


def lister(
    server: Server, per_page: int | None = 3, limit: int | None = None, after: str | None = None
) -> Lister[str]:
    call = ops.list_runs(project="p")
    listing: Any = Listing(cast("Any", call), same, itself, PageWindow(per_page, limit, after))
    return Lister(cast("Session", server), listing)


names = st.integers(0, 12).map(lambda count: [f"r{index}" for index in range(count)])


@given(names, st.integers(1, 5), st.none() | st.integers(0, 15))
def test_it_equals_the_list_it_stands_for(
    items: list[str], per_page: int, limit: int | None
) -> None:
    whole = items[:limit]
    for look in (list, len, bool, lambda runs: runs[:], lambda runs: runs.all()):
        runs = lister(Server(items), per_page, limit)
        expected: Any = look(whole) if look in (list, len, bool) else whole
        assert look(runs) == expected
    assert list(reversed(lister(Server(items), per_page, limit))) == whole[::-1]


@given(
    names,
    st.integers(1, 5),
    st.one_of(
        st.integers(-14, 14),
        st.builds(
            slice,
            st.none() | st.integers(-14, 14),
            st.none() | st.integers(-14, 14),
            st.none() | st.sampled_from([-2, -1, 1, 2]),
        ),
    ),
)
def test_every_index_and_slice_means_what_it_means_for_a_list(
    items: list[str], per_page: int, index: int | slice
) -> None:
    runs = lister(Server(items), per_page)
    try:
        expected = items[index]
    except IndexError:
        with pytest.raises(IndexError):
            runs[index]
    else:
        assert runs[index] == expected


def test_nested_loops_do_not_disturb_each_other() -> None:
    server = Server(["a", "b", "c", "d"])
    runs = lister(server, 3)
    assert [(x, y) for x in runs for y in runs] == [
        (x, y) for x in server.items for y in server.items
    ]
    assert server.requests == 2


def test_looking_costs_as_little_as_it_can() -> None:
    server = Server([f"r{i}" for i in range(120)])
    runs = lister(server, 50)
    assert (bool(runs), len(runs), runs[0], runs[:50][-1]) == (True, 120, "r0", "r49")
    assert server.requests == 1
    assert runs[-1] == "r119"
    assert len(list(runs)) == 120
    assert server.requests == 3


def test_many_threads_read_one_list_and_each_sees_all_of_it() -> None:
    server = Server([f"r{i}" for i in range(200)])
    runs = lister(server, 7)
    seen: list[list[str]] = []
    threads = [threading.Thread(target=lambda: seen.append(list(runs))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [server.items] * 8
    assert server.requests == 29


def test_a_failure_keeps_what_was_read_and_names_the_cursor() -> None:
    server = Server([f"r{i}" for i in range(9)], broken_from=6)
    runs = lister(server, 3)
    with pytest.raises(ServerError) as caught:
        list(runs)
    assert "after='6'" in caught.value.__notes__[0]
    assert runs[:6] == server.items[:6]
    server.broken_from = None
    assert list(runs) == server.items
    assert list(lister(Server(server.items), 3, after="6")) == server.items[6:]


def test_it_travels_with_what_was_read() -> None:
    runs = lister(Server(["a", "b", "c", "d"]), 3)
    assert runs[0] == "a"
    again = pickle.loads(pickle.dumps(runs))
    assert list(again) == ["a", "b", "c", "d"]


def test_who_reads_on_gets_larger_pages_unless_their_size_was_chosen() -> None:
    server = Server([f"r{i}" for i in range(1500)])
    assert lister(server, None)[0] == "r0"
    assert server.requested == [50]
    assert list(lister(server, None)) == server.items
    assert server.requested[1:] == [50, 100, 200, 400, 400, 400]
    assert len(list(lister(server, None, limit=170))) == 170
    assert server.requested[7:] == [50, 100, 20]
    assert lister(server, 600).all() == server.items
    assert server.requested[10:] == [600, 600, 600]


def test_pages_of_heavy_items_grow_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    server, clock = Server([f"r{i}" for i in range(600)]), itertools.count(step=3)
    monkeypatch.setattr("runql._sync._client.lister.monotonic", lambda: float(next(clock)))
    assert list(lister(server, None)) == server.items
    assert server.requested == [50] * 12
    assert list(lister(server, 400)) == server.items
    assert server.requested[12:] == [400, 400], "a size that was chosen stays"


@pytest.mark.parametrize(
    "error", [RequestTimeoutError("too slow"), ServerError("gone", status=504)]
)
def test_a_page_that_is_too_heavy_is_asked_for_in_halves(error: RunQLError) -> None:
    server = Server([f"r{i}" for i in range(300)])
    server.most, server.gives_up = 60, error
    runs = lister(server, 200)
    assert list(runs) == server.items
    assert server.requested == [200, 100, *[50] * 6]
    grown = lister(server, None)
    assert list(grown) == server.items
    assert server.requested[8:] == [50, 100, *[50] * 5]


def test_smaller_pages_are_no_answer_to_what_they_do_not_help() -> None:
    for error in (ServerError("down", status=500), ConnectError("nobody there")):
        server = Server([f"r{i}" for i in range(300)])
        server.most, server.gives_up = 60, error
        with pytest.raises(type(error)):
            list(lister(server, 200))
        assert server.requested == [200]


def test_halving_ends() -> None:
    server = Server([f"r{i}" for i in range(300)])
    server.most = 0
    with pytest.raises(RequestTimeoutError) as caught:
        list(lister(server, 75))
    assert server.requested == [75, 37, 18, 10]
    assert not getattr(caught.value, "__notes__", []), "nothing was read"


def test_a_list_that_continues_names_its_start_until_it_has_read_more() -> None:
    runs = lister(Server([f"r{index}" for index in range(12)], broken_from=4), after="4")
    with pytest.raises(ServerError) as caught:
        list(runs)
    assert caught.value.__notes__ == ["To continue from here, pass after='4'."]


@pytest.mark.parametrize("arguments", [{"per_page": 0}, {"per_page": 5000}, {"limit": -1}])
def test_impossible_sizes_are_refused(arguments: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        lister(Server([]), **arguments)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks exist on POSIX only")
def test_a_session_works_on_both_sides_of_a_fork() -> None:
    import httpx

    from runql.settings import Settings

    response = {"data": {"project": {"runCount": 3}}}
    transport = httpx.MockTransport(lambda _request: httpx.Response(200, json=response))
    settings = Settings(base_url="http://w.example", api_key="k" * 40)
    session = Session(settings, transport=transport)
    session.send(ops.count_runs(project="p"))
    with warnings.catch_warnings():
        # Since Python 3.12, a fork of a process with threads warns.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        clients = session._requester._clients
        try:
            session.send(ops.count_runs(project="p"))
            os._exit(0 if session._requester._clients is not clients else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    session.close()


class Item:
    """An object with weak references, to observe that it is freed."""


def kept_after_each(runs: Any, pages: int) -> tuple[list[int], Any]:
    """Loop over pages of three items, and return how many of those read are still there after each."""
    seen: list[weakref.ref[Item]] = []
    kept: list[int] = []
    loop = iter(runs)
    del runs
    for _ in range(pages):
        for _ in range(3):
            seen += [weakref.ref(next(loop))]
        gc.collect()
        kept.append(sum(each() is not None for each in seen))
    return kept, loop


def streamed(count: int) -> Lister[Any]:
    keys: dict[int, str] = {}

    def read(page: Page[str]) -> Page[Any]:
        items = tuple(Item() for _ in page.items)
        keys.update(zip(map(id, items), page.items, strict=True))
        return Page(items, page.cursor, page.total)

    call = ops.list_runs(project="p")
    listing: Any = Listing(
        cast("Any", call), cast("Any", read), lambda item: keys[id(item)], PageWindow(3)
    )
    return Lister(cast("Session", Server([f"r{index}" for index in range(count)])), listing)


def test_a_loop_over_a_list_that_nobody_holds_keeps_one_page() -> None:
    held: list[Any] = [streamed(12)]
    kept, loop = kept_after_each(held.pop(), 4)
    assert max(kept) <= 4
    assert next(loop, None) is None


def test_a_list_that_is_held_keeps_what_was_read() -> None:
    runs = streamed(9)
    kept, _ = kept_after_each(runs, 3)
    assert kept == [3, 6, 9]
    assert len(list(runs)) == 9
    assert None not in list(runs)


def test_a_loop_that_has_not_begun_finds_every_item() -> None:
    runs: Any = streamed(9)
    first, second = iter(runs), iter(runs)
    del runs
    assert len([each for each in first if each is not None]) == 9
    assert len([each for each in second if each is not None]) == 9


def test_a_loop_that_ended_counts_no_more() -> None:
    runs: Any = streamed(9)
    early = iter(runs)
    next(early)
    cast("Any", early).close()
    held = [runs]
    del runs
    kept, _ = kept_after_each(held.pop(), 3)
    assert max(kept) <= 4
