"""Work in order: never more at once than was wanted, by number and by room, in sync and async code."""

from __future__ import annotations

import asyncio
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runql._async._client.concurrency import in_order as async_in_order
from runql._models.history.plan import HistoryExtent, HistoryQuery
from runql._sync._client.concurrency import in_order

parts = st.lists(st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.9, 1.0, 4.0]), max_size=12)


class Watch:
    """Counts what is under way."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.held: list[float] = []
        self.most = 0
        self.full: list[list[float]] = []

    def take(self, part: float) -> float:
        with self.lock:
            self.held.append(part)
            self.most = max(self.most, len(self.held))
            self.full.append(list(self.held))
        return part

    def give(self, part: float) -> None:
        with self.lock:
            self.held.remove(part)

    def check(self, width: int) -> None:
        assert self.most <= width
        for held in self.full:
            assert len(held) == 1 or sum(held) <= 1 + 1e-9


@given(parts, st.integers(1, 4))
@settings(max_examples=40, deadline=None)
def test_items_at_once_fit_the_room(items: list[float], width: int) -> None:
    watch = Watch()
    found = []
    for part in in_order(watch.take, items, width, share=lambda part: part):
        found.append(part)
        watch.give(part)
    assert found == items
    watch.check(width)


@given(parts, st.integers(1, 4))
@settings(max_examples=40, deadline=None)
def test_tasks_at_once_fit_the_room(items: list[float], width: int) -> None:
    watch = Watch()

    async def work(part: float) -> float:
        await asyncio.sleep(0)
        return watch.take(part)

    async def main() -> list[float]:
        found = []
        async for part in async_in_order(work, items, width, share=lambda part: part):
            found.append(part)
            watch.give(part)
        return found

    assert asyncio.run(main()) == items
    watch.check(width)


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        (HistoryQuery(), 1000),
        (HistoryQuery(min_step=900), 100),
        (HistoryQuery(max_step=50), 50),
        (HistoryQuery(min_step=2000), 0),
    ],
)
def test_memory_is_estimated_from_rows_and_keys(query: HistoryQuery, rows: int) -> None:
    extent = HistoryExtent(999, 1000, ("url",), None, columns=17)
    assert extent.memory(query) == rows * 20 * 16
    live = HistoryExtent(999, 1000, live=1000, columns=17)
    assert live.memory(query) == rows * 20 * 100
    few = HistoryQuery(("loss",), query.min_step, query.max_step)
    assert live.memory(few) == rows * 4 * 100
