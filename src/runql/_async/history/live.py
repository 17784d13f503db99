"""Live rows of a run's history: all rows in pages, or a sample that the server selects."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, TypeVar

from runql_graphql.ops import history as ops

from runql._async._client.concurrency import in_order as in_order_of_items
from runql._async._client.concurrency import in_thread
from runql._models.history.frame import HistoryParts
from runql._models.history.live_blocks import BlockReader, LivePage
from runql._models.history.plan import HistoryExtent, Windows, key_specs
from runql._models.runs.lookup import found_run
from runql._wire.responses.large import with_large_response

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence

    from runql._async._client.session import AsyncSession
    from runql._frames.blocks import Block
    from runql._frames.flatten import Row
    from runql._models.history.plan import HistoryQuery, Window
    from runql._paths.runs import RunPath
    from runql._transfer._engine.cancel import CancelToken
    from runql._wire.json_types import JsonValue

__all__ = ["AsyncLiveRows"]

T = TypeVar("T")


class AsyncLiveRows:
    """Reads the live rows of one run.

    Attributes:
        merged: Number of rows of each page that were merged into another row of the same step.
    """

    def __init__(
        self,
        session: AsyncSession,
        path: RunPath,
        width: int = 1,
        cancel: CancelToken | None = None,
    ) -> None:
        """Prepare the reader.

        Args:
            session: Session that sends the requests.
            path: The run.
            width: Maximum number of concurrent requests.
            cancel: Token that stops the reading before the next request.
        """
        # Threads append to the list; appending is atomic.
        self.merged: list[int] = []
        self._session = session
        self._path = path
        self._width = width
        self._cancel = cancel

    async def pages(self, query: HistoryQuery, extent: HistoryExtent) -> AsyncGenerator[list[Row]]:
        """Read pages of rows concurrently, and yield them in the order of steps.

        A page is decoded when it is needed, because encoded pages use less memory. Other pages are fetched during that.

        Requests: One per page.
        """

        async def work(window: Window) -> tuple[LivePage, int]:
            """Fetch one page."""
            page = await self._page(query, extent, window)
            return page, page.length

        async with aclosing(self._each(query, extent, work)) as found:
            async for page, length in found:
                rows = await self._rows(page)
                self.merged.append(length - len(rows))
                yield rows

    async def blocks(self, query: HistoryQuery, extent: HistoryExtent) -> AsyncGenerator[Block]:
        """Read pages of rows as columns concurrently, and yield them in the order of steps.

        Requests: One per page.
        """
        reader, what = BlockReader(), str(self._path)

        async def work(window: Window) -> tuple[Block, int]:
            """Fetch and decode one page."""
            page = await self._page(query, extent, window)
            return await in_thread(lambda _cancel: reader.block(page, what)), page.length

        async with aclosing(self._each(query, extent, work)) as found:
            async for block, length in found:
                self.merged.append(length - block.length)
                yield block

    async def sample(self, query: HistoryQuery, samples: int) -> HistoryParts:
        """Read a sample of rows that the server selects.

        Requests: One; with keys, two if `_timestamp` or `_runtime` is requested and some rows lack it.
        """
        path, bounds = self._path, (query.min_step, query.max_step, samples)
        specs = [] if query.keys is None else key_specs(query, *bounds)
        call = ops.get_run_history_sample(
            entity=path.entity,
            project=path.project,
            run=path.run,
            whole=query.keys is None,
            min_step=query.min_step,
            max_step=query.max_step,
            samples=samples,
            specs=specs,
        )
        response = await self._session.send(with_large_response(call))
        run = found_run(response, path, "GetRunHistorySample")
        extent, page = (
            HistoryExtent.of(run),
            LivePage(query, run.history, run.sampled_history or ()),
        )
        if query.keys is not None:
            needed = key_specs(query, *bounds, extent.partial)
            if needed != specs:
                # The server omits rows that lack a key, and only the first response shows which keys some rows lack.
                page = LivePage(query, None, await self._specs(needed))
        extent.warn_unknown(query.keys, str(path))
        rows, length = await self._sampled(page), page.length
        # A response with fewer rows than requested contains all rows.
        sampled = samples <= length < extent.lines
        return HistoryParts(query.keys, [], rows, sampled, extent.lines, extent.state.is_terminal)

    async def _each(
        self,
        query: HistoryQuery,
        extent: HistoryExtent,
        work: Callable[[Window], Awaitable[tuple[T, int]]],
    ) -> AsyncGenerator[tuple[T, int]]:
        """Process every range of steps, and yield complete results in order."""
        windows = Windows(query, extent)

        async def one(window: Window) -> tuple[Window, T, int]:
            """Read one range."""
            found, length = await work(window)
            return window, found, length

        results = in_order_of_items(one, windows.upcoming(), self._width)
        async with aclosing(results) as found:
            async for window, result, length in found:
                halves = windows.split(window, length)
                if not halves:
                    yield result, length
                while halves:
                    half = halves.pop(0)
                    smaller_result, count = await work(half)
                    smaller = windows.split(half, count)
                    if not smaller:
                        yield smaller_result, count
                    halves = smaller + halves

    async def _page(self, query: HistoryQuery, extent: HistoryExtent, window: Window) -> LivePage:
        self._raise_if_cancelled()
        if query.keys is not None:
            specs = key_specs(query, window.low, window.high, window.samples, extent.partial)
            return LivePage(query, None, await self._specs(specs))
        call = ops.get_run_history_page(
            entity=self._path.entity,
            project=self._path.project,
            run=self._path.run,
            min_step=window.low,
            max_step=window.high,
            samples=window.samples,
        )
        response = await self._session.request_in_thread(with_large_response(call), self._cancel)
        return LivePage(query, found_run(response, self._path, "GetRunHistoryPage").history)

    async def _specs(self, specs: list[str]) -> list[JsonValue]:
        call = ops.get_run_sampled_history(
            entity=self._path.entity,
            project=self._path.project,
            run=self._path.run,
            specs=specs,
        )
        response = await self._session.request_in_thread(with_large_response(call), self._cancel)
        return found_run(response, self._path, "GetRunSampledHistory").sampled_history

    async def _rows(self, page: LivePage) -> list[Row]:
        return await in_thread(lambda _cancel: page.rows(str(self._path)))

    async def _sampled(self, page: LivePage) -> Sequence[Row]:
        return await in_thread(lambda _cancel: page.number_rows() or page.rows(str(self._path)))

    def _raise_if_cancelled(self) -> None:
        if self._cancel is not None and self._cancel.is_set():
            from runql._transfer._engine.cancel import TransferCancelled

            raise TransferCancelled(str(self._path))
