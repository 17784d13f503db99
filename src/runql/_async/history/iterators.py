"""Iterators over history rows: a scan, and a follower for running runs."""

from __future__ import annotations

from contextlib import aclosing
from time import monotonic
from typing import TYPE_CHECKING

from runql._async._client.concurrency import items_of, sleep
from runql._display.cards import Card, kind_of
from runql._display.objects import Displayed
from runql._wandb_names.attributes import WandbNames, warn_of_name

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable

    from runql._async._client.concurrency import ItemsOf
    from runql._async.history.reader import AsyncHistoryReader
    from runql._frames.flatten import Row
    from runql._models.history.plan import HistoryQuery
    from runql._wire.polling import PollSchedule

__all__ = ["AsyncHistoryFollower", "AsyncHistoryScan"]


class AsyncHistoryScan(Displayed, WandbNames):
    """Iterable over the rows of a run's history, read on demand.

    Every loop starts at the first row.

    Requests: None until iterated.
    """

    def __init__(self, reader: AsyncHistoryReader, query: HistoryQuery) -> None:
        self._reader = reader
        self._query = query
        self._rows: ItemsOf[Row] | None = None

    def __aiter__(self) -> ItemsOf[Row]:
        return items_of(self._blocks())

    async def _blocks(self) -> AsyncGenerator[Iterable[Row]]:
        extent = await self._reader.extent()
        extent.warn_unknown(self._query.keys, str(self._reader.path))
        async with aclosing(self._reader.blocks(self._query, extent)) as blocks:
            async for rows, _ in blocks:
                yield rows

    if not TYPE_CHECKING:
        # wandb's scan is its own iterator, and `next` requires the method on the class.

        async def __anext__(self) -> Row:
            warn_of_name(self, "__next__")
            return await self._next()

    async def _next(self) -> Row:
        if self._rows is None:
            self._rows = self.__aiter__()
        return await self._rows.__anext__()

    def _card(self) -> Card:
        return _history_card(self, str(self._reader.path), self._query)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._reader.path}>"


class AsyncHistoryFollower(Displayed):
    """Iterator over the rows of a run's history as they arrive, until the run ends.

    Requests: None until iterated.
    """

    def __init__(
        self, reader: AsyncHistoryReader, query: HistoryQuery, schedule: PollSchedule
    ) -> None:
        self._reader = reader
        self._query = query
        self._schedule = schedule

    async def __aiter__(self) -> AsyncGenerator[Row]:
        query, polls, start = self._query, 0, monotonic()
        while True:
            extent = await self._reader.extent()
            if extent.last_step >= (query.min_step or 0):
                async with aclosing(self._reader.blocks(query, extent)) as blocks:
                    async for rows, last in blocks:
                        query, polls = query.behind(last), 0
                        for row in rows:
                            yield row
            if extent.state.is_terminal or query.is_over:
                extent.warn_unknown(query.keys, str(self._reader.path))
                return
            what = f"{self._reader.path} is still {extent.state}"
            await sleep(self._schedule.next_wait(polls, monotonic() - start, what))
            polls += 1

    def _card(self) -> Card:
        return _history_card(self, str(self._reader.path), self._query)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._reader.path}>"


def _history_card(history: object, path: str, query: HistoryQuery) -> Card:
    facts: dict[str, object] = {
        "keys": query.keys if query.keys is not None else "all",
        "from step": query.min_step,
        "before step": query.max_step,
        "rows": "not loaded; loop over it to read them",
    }
    return Card(kind_of(history), path, facts=facts)
