# Generated from src/runql/_async/history/iterators.py by `make generate`. Do not edit.

"""Iterators of history rows: a scan, and a follower of a running run."""

from __future__ import annotations

from contextlib import closing
from time import monotonic
from typing import TYPE_CHECKING

from runql._sync._client.concurrency import sleep

if TYPE_CHECKING:
    from collections.abc import Generator

    from runql._frames.flatten import Row
    from runql._models.history.plan import HistoryQuestion
    from runql._sync.history.reader import HistoryReader
    from runql._wire.polling import Patience

__all__ = ["HistoryFollower", "HistoryScan"]


class HistoryScan:
    """Rows of a history, read as they are needed; every loop starts afresh.

    Requests: None until iterated.
    """

    def __init__(self, reader: HistoryReader, question: HistoryQuestion) -> None:
        self._reader = reader
        self._question = question

    def __iter__(self) -> Generator[Row]:
        reach = self._reader.reach()
        with closing(self._reader.blocks(self._question, reach)) as blocks:
            for block in blocks:
                for row in block:
                    yield row

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._reader.path}>"


class HistoryFollower:
    """Rows of a history as they arrive, until the run has ended.

    Requests: None until iterated.
    """

    def __init__(
        self, reader: HistoryReader, question: HistoryQuestion, patience: Patience
    ) -> None:
        self._reader = reader
        self._question = question
        self._patience = patience

    def __iter__(self) -> Generator[Row]:
        question, looks, start = self._question, 0, monotonic()
        while True:
            reach = self._reader.reach()
            if reach.last_step >= (question.min_step or 0):
                with closing(self._reader.blocks(question, reach)) as blocks:
                    for block in blocks:
                        question, looks = question.behind(block), 0
                        for row in block:
                            yield row
            if reach.state.is_terminal or question.is_over:
                return
            what = f"{self._reader.path} is still {reach.state}"
            sleep(self._patience.next_wait(looks, monotonic() - start, what))
            looks += 1

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._reader.path}>"
