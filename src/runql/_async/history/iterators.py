"""Iterators of history rows: a scan, and a follower of a running run."""

from __future__ import annotations

from contextlib import aclosing
from time import monotonic
from typing import TYPE_CHECKING

from runql._async._client.concurrency import sleep

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from runql._async.history.reader import AsyncHistoryReader
    from runql._frames.flatten import Row
    from runql._models.history.plan import HistoryQuestion
    from runql._wire.polling import Patience

__all__ = ["AsyncHistoryFollower", "AsyncHistoryScan"]


class AsyncHistoryScan:
    """Rows of a history, read as they are needed; every loop starts afresh.

    Requests: None until iterated.
    """

    def __init__(self, reader: AsyncHistoryReader, question: HistoryQuestion) -> None:
        self._reader = reader
        self._question = question

    async def __aiter__(self) -> AsyncGenerator[Row]:
        reach = await self._reader.reach()
        async with aclosing(self._reader.blocks(self._question, reach)) as blocks:
            async for block in blocks:
                for row in block:
                    yield row

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._reader.path}>"


class AsyncHistoryFollower:
    """Rows of a history as they arrive, until the run has ended.

    Requests: None until iterated.
    """

    def __init__(
        self, reader: AsyncHistoryReader, question: HistoryQuestion, patience: Patience
    ) -> None:
        self._reader = reader
        self._question = question
        self._patience = patience

    async def __aiter__(self) -> AsyncGenerator[Row]:
        question, looks, start = self._question, 0, monotonic()
        while True:
            reach = await self._reader.reach()
            if reach.last_step >= (question.min_step or 0):
                async with aclosing(self._reader.blocks(question, reach)) as blocks:
                    async for block in blocks:
                        question, looks = question.behind(block), 0
                        for row in block:
                            yield row
            if reach.state.is_terminal or question.is_over:
                return
            what = f"{self._reader.path} is still {reach.state}"
            await sleep(self._patience.next_wait(looks, monotonic() - start, what))
            looks += 1

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._reader.path}>"
