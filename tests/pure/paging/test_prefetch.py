"""Pages that are requested while a loop works on the one before."""

from __future__ import annotations

import asyncio
import gc
import os
import pickle
import threading
import time
import warnings
from typing import TYPE_CHECKING, Any, cast

import pytest
from runql_graphql.ops.runs import base as ops

from runql._async._client.lister import AsyncLister
from runql._paging import buffer as buffers
from runql._paging.pages import Listing, Page, PageWindow, RequestTime
from runql._sync._client.lister import Lister
from runql.errors import RequestTimeoutError, ServerError, UsageError

if TYPE_CHECKING:
    from runql_graphql.calls import Call

    from runql._sync._client.session import Session

PER_PAGE = 4


@pytest.fixture(autouse=True)
def fast_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read ahead of the servers of these tests, which respond immediately."""
    monkeypatch.setattr(buffers, "_WORTH_READING_AHEAD", -1.0)


class Server:
    """Answers with slices of a list, and notes from where and on which thread."""

    def __init__(self, count: int = 20) -> None:
        self.items = [f"r{index}" for index in range(count)]
        self.starts: list[int] = []
        self.threads: list[str] = []
        self.writes = 0
        self.seconds = 0.0
        self.broken: dict[int, Exception] = {}
        self.arrived = threading.Event()
        self.may_respond = threading.Event()
        self.may_respond.set()

    def send(self, call: Call[Any], **options: object) -> Page[str]:
        time.sleep(self.seconds)
        start = int(cast("str", call.variables.get("after") or "0"))
        self.starts.append(start)
        self.threads.append(threading.current_thread().name)
        self.arrived.set()
        assert self.may_respond.wait(10)
        if start in self.broken:
            raise self.broken.pop(start)
        stop = start + cast("int", call.variables["first"])
        cursor = str(stop) if stop < len(self.items) else None
        return Page(tuple(self.items[start:stop]), cursor, len(self.items))

    def ahead(self) -> list[int]:
        """Return where the pages start that were requested on another thread."""
        return [
            start
            for start, name in zip(self.starts, self.threads, strict=True)
            if name == "runql-background"
        ]


class AsyncServer:
    """The same, on a loop."""

    def __init__(self) -> None:
        self.server = Server()
        self.items, self.starts, self.broken = (
            self.server.items,
            self.server.starts,
            self.server.broken,
        )
        self.writes = 0
        self.cancelled = 0

    async def send(self, call: Call[Any], **options: object) -> Page[str]:
        page = self.server.send(call)
        try:
            await asyncio.sleep(0.01)
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return page


def listing(prefetch: int, limit: int | None = None) -> Any:
    call = cast("Any", ops.list_runs(project="p"))
    window = PageWindow(PER_PAGE, limit, prefetch=prefetch)
    return Listing(call, lambda page: page, lambda item: item, window)


def lister(server: Server, prefetch: int = 1, limit: int | None = None) -> Lister[str]:
    return Lister(cast("Session", server), listing(prefetch, limit))


def wait_for(server: Server, count: int) -> None:
    for _ in range(500):
        if len(server.starts) >= count:
            return
        server.arrived.wait(0.02)
        server.arrived.clear()
    raise AssertionError(server.starts)


def test_a_loop_gets_every_item_once_and_sends_one_request_per_page() -> None:
    for prefetch in (0, 1):
        server = Server(18)
        assert list(lister(server, prefetch)) == server.items
        assert server.starts == [0, 4, 8, 12, 16]
        assert server.ahead() == ([8, 12, 16] if prefetch else [])


def test_no_page_is_requested_ahead_of_a_server_that_responds_immediately(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A busy machine may delay every response, so the first limit is long.
    for seconds, worth, ahead in ((0.0, 10.0, []), (0.03, 0.02, [8, 12, 16])):
        monkeypatch.setattr(buffers, "_WORTH_READING_AHEAD", worth)
        server = Server(18)
        server.seconds = seconds
        assert list(lister(server)) == server.items
        assert server.starts == [0, 4, 8, 12, 16]
        assert server.ahead() == ahead


def test_processor_time_is_no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buffers, "_WORTH_READING_AHEAD", 0.02)
    buffer: buffers.Buffer[str] = buffers.Buffer(None)
    listing(1).note_time(buffer, RequestTime(total=0.5, busy=0.49))
    buffer.bounds, buffer.items = [(4, "a"), (8, "b")], ["x"] * 8
    buffer.note_page(0, 1)
    assert buffer.ahead_from is None
    listing(1).note_time(buffer, RequestTime(total=0.5, busy=0.4))
    buffer.note_page(0, 1)
    assert buffer.ahead_from == 5


def test_the_first_page_is_not_followed_by_another_one() -> None:
    server = Server()
    for _, item in zip(range(PER_PAGE), lister(server), strict=False):
        assert item
    assert server.starts == [0]


def test_a_loop_that_ends_has_requested_one_page_more_at_most() -> None:
    server = Server()
    for index, _ in enumerate(lister(server)):
        if index == 6:
            wait_for(server, 3)
            break
    assert server.starts == [0, 4, 8]


def test_a_limit_and_a_slice_request_no_further_page() -> None:
    server = Server()
    assert len(list(lister(server, limit=6))) == 6
    assert server.starts == [0, 4]
    server = Server()
    assert lister(server)[:5] == server.items[:5]
    assert server.starts == [0, 4]


def test_the_next_page_comes_while_the_loop_works() -> None:
    server = Server()
    runs = iter(lister(server))
    for _ in range(6):
        next(runs)
    wait_for(server, 3)
    server.may_respond.clear()
    assert [next(runs) for _ in range(2)] == ["r6", "r7"]
    server.may_respond.set()
    assert next(runs) == "r8"


def test_an_error_is_raised_when_its_page_is_reached() -> None:
    server = Server()
    server.broken[8] = ServerError("down")
    runs = lister(server)
    seen: list[str] = []

    def read() -> None:
        seen.extend(runs)

    with pytest.raises(ServerError, match="down"):
        read()
    assert seen == server.items[:8]
    assert list(runs) == server.items


def test_a_page_that_was_too_heavy_is_requested_in_halves() -> None:
    server = Server(60)
    server.broken[40] = RequestTimeoutError("too slow")
    call = cast("Any", ops.list_runs(project="p"))
    window = PageWindow(20, prefetch=1)
    runs: Lister[str] = Lister(
        cast("Session", server), Listing(call, cast("Any", lambda page: page), str, window)
    )
    assert list(runs) == server.items
    assert server.starts == [0, 20, 40, 40, 50]


def test_a_change_of_the_client_is_seen_by_the_pages_after_it() -> None:
    server = Server()
    loop = iter(lister(server))
    for _ in range(6):
        next(loop)
    wait_for(server, 3)
    server.writes += 1
    assert list(loop) == server.items[6:]
    # The page that was requested before the change is requested again, and no other one ahead.
    assert server.starts == [0, 4, 8, 8, 12, 16]
    assert server.ahead() == [8]


def test_a_loop_that_changes_something_reads_nothing_ahead() -> None:
    server = Server()
    for _ in lister(server):
        server.writes += 1
    assert server.ahead() == []


def test_a_list_travels_without_its_request() -> None:
    runs = lister(Server())
    loop = iter(runs)
    for _ in range(6):
        next(loop)
    state = cast("Any", runs).__getstate__()
    assert state["_ahead"] is None
    assert "_lock" not in state
    pickle.dumps(state["_buffer"])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_process_requests_the_page_itself() -> None:
    server = Server()
    loop = iter(lister(server))
    for _ in range(6):
        next(loop)
    wait_for(server, 3)
    server.may_respond.set()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        os._exit(0 if list(loop) == server.items[6:] and server.starts[3] == 8 else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0


@pytest.mark.parametrize("value", [2, -1])
def test_other_numbers_of_pages_are_refused(value: int) -> None:
    with pytest.raises(UsageError, match="prefetch must be 0 or 1"):
        PageWindow(prefetch=value)


def test_async_loops_read_ahead_and_cancel_what_they_do_not_need() -> None:
    async def read() -> None:
        server = AsyncServer()
        runs: AsyncLister[str] = AsyncLister(cast("Any", server), listing(1))
        assert [item async for item in runs] == server.items
        assert server.starts == [0, 4, 8, 12, 16]
        server = AsyncServer()
        runs = AsyncLister(cast("Any", server), listing(1))
        loop = runs.__aiter__()
        for _ in range(6):
            await anext(loop)
        await asyncio.sleep(0)
        assert server.starts == [0, 4, 8]
        await cast("Any", loop).aclose()
        await asyncio.sleep(0)
        assert server.cancelled == 1
        assert [item async for item in runs] == server.items

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        asyncio.run(read())
        gc.collect()


def test_an_async_error_is_raised_when_its_page_is_reached() -> None:
    async def read() -> list[str]:
        server = AsyncServer()
        server.broken[8] = ServerError("down")
        seen: list[str] = []
        runs: AsyncLister[str] = AsyncLister(cast("Any", server), listing(1))

        async def loop() -> None:
            async for item in runs:
                seen.append(item)
                await asyncio.sleep(0)

        with pytest.raises(ServerError, match="down"):
            await loop()
        return seen

    assert asyncio.run(read()) == [f"r{index}" for index in range(8)]
