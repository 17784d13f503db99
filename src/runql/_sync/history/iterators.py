# Generated from src/runql/_async/history/iterators.py by `make generate`. Do not edit.

"""Iterators over history rows: a scan, and a follower for running runs."""

from __future__ import annotations

from contextlib import closing
from time import monotonic
from typing import TYPE_CHECKING

from runql._display.cards import Card, kind_of
from runql._display.objects import Displayed
from runql._sync._client.concurrency import items_of, sleep
from runql._wandb_names.attributes import WandbNames, warn_of_name

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from runql._frames.flatten import Row
    from runql._models.history.plan import HistoryQuery
    from runql._sync._client.concurrency import ItemsOf
    from runql._sync.history.reader import HistoryReader
    from runql._wire.polling import PollSchedule

__all__ = ["HistoryFollower", "HistoryScan"]


class HistoryScan(Displayed, WandbNames):
    """Iterable over the rows of a run's history, read on demand.

    Every loop starts at the first row.

    Requests: None until iterated.
    """

    def __init__(self, reader: HistoryReader, query: HistoryQuery) -> None:
        self._reader = reader
        self._query = query
        self._rows: ItemsOf[Row] | None = None

    def __iter__(self) -> ItemsOf[Row]:
        return items_of(self._blocks())

    def _blocks(self) -> Generator[Iterable[Row]]:
        extent = self._reader.extent()
        extent.warn_unknown(self._query.keys, str(self._reader.path))
        with closing(self._reader.blocks(self._query, extent)) as blocks:
            for rows, _ in blocks:
                yield rows

    if not TYPE_CHECKING:
        # wandb's scan is its own iterator, and `next` requires the method on the class.

        def __next__(self) -> Row:
            warn_of_name(self, "__next__")
            return self._next()

    def _next(self) -> Row:
        if self._rows is None:
            self._rows = self.__iter__()
        return self._rows.__next__()

    def _card(self) -> Card:
        return _history_card(self, str(self._reader.path), self._query)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._reader.path}>"


class HistoryFollower(Displayed):
    """Iterator over the rows of a run's history as they arrive, until the run ends.

    Requests: None until iterated.
    """

    def __init__(self, reader: HistoryReader, query: HistoryQuery, schedule: PollSchedule) -> None:
        self._reader = reader
        self._query = query
        self._schedule = schedule

    def __iter__(self) -> Generator[Row]:
        query, polls, start = self._query, 0, monotonic()
        while True:
            extent = self._reader.extent()
            if extent.last_step >= (query.min_step or 0):
                with closing(self._reader.blocks(query, extent)) as blocks:
                    for rows, last in blocks:
                        query, polls = query.behind(last), 0
                        yield from rows
            if extent.state.is_terminal or query.is_over:
                extent.warn_unknown(query.keys, str(self._reader.path))
                return
            what = f"{self._reader.path} is still {extent.state}"
            sleep(self._schedule.next_wait(polls, monotonic() - start, what))
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
