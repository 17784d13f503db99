"""Reader of a run's history: exported files, then live rows."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING

from runql_graphql.ops import history as ops

from runql._async._client.concurrency import in_order as in_order_of_items
from runql._async.history.live import AsyncLiveRows
from runql._caller import warn_caller
from runql._models.history.frame import HistoryParts
from runql._models.history.parquet import can_read_parquet, row_blocks
from runql._models.history.plan import HistoryExtent, HistoryQuery
from runql._models.history.rows import step_of
from runql._models.history.step_order import FileSteps, in_order, overlapping
from runql._models.runs.lookup import found_run
from runql._transfer._engine.cancel import CancelToken
from runql.errors import (
    AuthenticationError,
    InvalidInputError,
    NotFoundError,
    PermissionDeniedError,
    ProtocolError,
    ResponseWarning,
    UnsupportedError,
)

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable, Sequence

    import pyarrow as pa

    from runql._async._client.session import AsyncSession
    from runql._frames.blocks import Block
    from runql._frames.flatten import Row
    from runql._paths.runs import RunPath

__all__ = ["AsyncHistoryReader"]

_AT_ONCE = 4

MOVED = (AuthenticationError, InvalidInputError, NotFoundError, PermissionDeniedError)
"""Errors of storage services when a URL has expired or its file has been deleted."""


class AsyncHistoryReader:
    """Reads the history of one run.

    Attributes:
        path: The run.
    """

    def __init__(
        self,
        session: AsyncSession,
        path: RunPath,
        *,
        width: int = _AT_ONCE,
        cancel: CancelToken | None = None,
    ) -> None:
        """Prepare the reader.

        Args:
            session: Session that sends the requests.
            path: The run.
            width: Maximum number of concurrent requests.
            cancel: Token that stops the reading before the next request.
        """
        self.path = path
        self._session = session
        self._width = width
        self._cancel = cancel
        self._live = AsyncLiveRows(session, path, width, cancel)
        # Threads append to the list; appending is atomic.
        self._merged: list[int] = []

    @property
    def merged(self) -> int:
        """Number of rows that were read and left out, because their step is a duplicate or missing."""
        return sum(self._merged) + sum(self._live.merged)

    async def parts(
        self,
        query: HistoryQuery,
        extent: HistoryExtent | None = None,
        *,
        as_columns: bool = False,
    ) -> HistoryParts:
        """Read all rows and keys of a query.

        Args:
            query: Keys and steps to read.
            extent: Extent of the history; None to fetch it.
            as_columns: Whether live rows are read as columns, for frames.

        Requests: One if `extent` is None, one per exported file or a few for its columns, and one
        per page of live rows.
        """
        found = extent if extent is not None else await self.extent()
        try:
            return await self._parts(query, found, as_columns=as_columns)
        except MOVED:
            # URLs expire, and the server rewrites files. Retry once with a new plan.
            return await self._parts(query, await self.extent(), as_columns=as_columns)

    async def blocks(
        self, query: HistoryQuery, extent: HistoryExtent
    ) -> AsyncGenerator[tuple[Iterable[Row], int]]:
        """Yield blocks of rows in the order of steps, and the last step of each block.

        The rows of a block can be iterated once.

        Requests: One per exported file or a few for its columns, and one per page of live rows.
        """
        left, plan, tries = query, extent, 0
        while True:
            try:
                async with aclosing(self.tables(left, plan)) as tables:
                    async for table in tables:
                        for rows, last in row_blocks(table, query.keys):
                            tries, left = 0, left.behind(last)
                            yield rows, last
                async with aclosing(self.pages(left, plan)) as pages:
                    async for page in pages:
                        if page:
                            last = step_of(page[-1])
                            tries, left = 0, left.behind(last)
                            yield page, last
            except MOVED:
                # URLs expire, and the server rewrites files. Continue after the last row with a new
                # plan.
                if tries:
                    raise
                tries, plan = 1, await self.extent()
            else:
                return

    async def extent(self) -> HistoryExtent:
        """Fetch the extent of the history.

        Requests: One; one more if the server is too old to export history.
        """
        path = self.path
        call = ops.get_run_history_plan(entity=path.entity, project=path.project, run=path.run)
        try:
            response = await self._session.send(call)
        except UnsupportedError:
            # Older servers export no history files.
            older = ops.get_run_history_extent(
                entity=path.entity, project=path.project, run=path.run
            )
            fallback = await self._session.send(older)
            return HistoryExtent.of(found_run(fallback, path, "GetRunHistoryExtent"))
        extent = HistoryExtent.of(found_run(response, path, "GetRunHistoryPlan"))
        return extent if can_read_parquet() else extent.without_exports()

    async def tables(self, query: HistoryQuery, extent: HistoryExtent) -> AsyncGenerator[pa.Table]:
        """Read exported files concurrently, and yield their rows in the order of steps, each step once.

        The footers of the files show which files overlap. Overlapping files are in memory together.

        Requests: One per file, or a few for the columns of a large file; one more per large file if
        there are several files.
        """
        for group in await self._groups(extent):
            async with aclosing(self._tables(group, query, extent)) as tables:
                found = [table async for table in tables]
            ordered = in_order(found)
            self._merged.append(
                sum(table.num_rows for table in found) - sum(table.num_rows for table in ordered)
            )
            for table in ordered:
                yield table

    async def groups(self, extent: HistoryExtent) -> list[list[int]]:
        """Return the indexes of the exported files in the order of steps, overlapping files grouped.

        Requests: None for a single file; otherwise one per file.
        """
        places = {url: place for place, url in enumerate(extent.parquet_urls)}
        return [[places[file.url] for file in group] for group in await self._groups(extent)]

    async def _groups(self, extent: HistoryExtent) -> list[list[FileSteps]]:
        files = [FileSteps(url) for url in extent.parquet_urls]
        return [files] if len(files) == 1 else overlapping(await self._steps(files))

    async def _steps(self, files: Sequence[FileSteps]) -> list[FileSteps]:
        from runql._transfer.history.parquet import read_steps

        cancel = CancelToken(self._cancel)

        async def steps(file: FileSteps) -> FileSteps:
            """Read the range of steps of one file."""
            self._raise_if_cancelled()
            return await self._session.transfer(
                lambda to, own: read_steps(to, file.url, own), cancel
            )

        async with aclosing(in_order_of_items(steps, files, self._width, cancel)) as found:
            return [file async for file in found]

    async def _tables(
        self, files: Sequence[FileSteps], query: HistoryQuery, extent: HistoryExtent
    ) -> AsyncGenerator[pa.Table]:
        """Read exported files concurrently, and yield them in the order of `files`."""
        cancel = CancelToken(self._cancel)

        async def table(file: FileSteps) -> pa.Table:
            """Read one file."""
            return await self._table(file, query, extent, cancel)

        async with aclosing(in_order_of_items(table, files, self._width, cancel)) as tables:
            async for each in tables:
                yield each

    async def table(self, query: HistoryQuery, extent: HistoryExtent, index: int) -> pa.Table:
        """Read one exported file.

        Requests: One, or a few for the columns of a large file; two more if its URL has expired.
        """
        try:
            return await self._table(FileSteps(extent.parquet_urls[index]), query, extent)
        except MOVED:
            fresh = await self.extent()
            files = (len(fresh.parquet_urls), fresh.live_from)
            if files != (len(extent.parquet_urls), extent.live_from):
                raise  # the server has moved the rows to other files
            return await self._table(FileSteps(fresh.parquet_urls[index]), query, extent)

    async def pages(self, query: HistoryQuery, extent: HistoryExtent) -> AsyncGenerator[list[Row]]:
        """Read pages of live rows concurrently, and yield them in the order of steps.

        Requests: One per page.
        """
        async with aclosing(self._live.pages(query, extent)) as pages:
            async for page in pages:
                yield page

    async def live_blocks(
        self, query: HistoryQuery, extent: HistoryExtent
    ) -> AsyncGenerator[Block]:
        """Read pages of live rows as columns concurrently, and yield them in the order of steps.

        Requests: One per page.
        """
        async with aclosing(self._live.blocks(query, extent)) as blocks:
            async for block in blocks:
                yield block

    async def _table(
        self,
        file: FileSteps,
        query: HistoryQuery,
        extent: HistoryExtent,
        cancel: CancelToken | None = None,
    ) -> pa.Table:
        self._raise_if_cancelled()
        from runql._transfer.history.parquet import read_export

        try:
            found = await self._session.transfer(
                lambda to, own: read_export(to, file.url, query, extent, own, file.content),
                cancel or self._cancel,
            )
        except ProtocolError as error:
            raise _named(error, self.path) from error
        self._merged.append(found.lacking + found.merged)
        if found.lacking:
            which = "1 row" if found.lacking == 1 else f"{found.lacking} rows"
            warn_caller(
                f"{which} of a history export of {self.path} left out: `_step` is missing or not an integer.",
                ResponseWarning,
            )
        return found.table

    async def _parts(
        self, query: HistoryQuery, extent: HistoryExtent, *, as_columns: bool
    ) -> HistoryParts:
        parts = HistoryParts(
            query.keys,
            total_rows=extent.lines,
            ended=extent.state.is_terminal,
            exported_through=extent.exported_through,
        )
        files = [FileSteps(url) for url in extent.parquet_urls]
        parts.tables = in_order([table async for table in self._tables(files, query, extent)])
        if as_columns and can_read_parquet():
            async for block in self.live_blocks(query, extent):
                if block.length:
                    parts.blocks.append(block)
        else:
            async for page in self.pages(query, extent):
                parts.rows.extend(page)
        return parts

    def _raise_if_cancelled(self) -> None:
        if self._cancel is not None and self._cancel.is_set():
            from runql._transfer._engine.cancel import TransferCancelled

            raise TransferCancelled(str(self.path))


def _named(error: ProtocolError, path: RunPath) -> ProtocolError:
    """Return the error with the run's path in its message."""
    return ProtocolError(
        f"{path}: {error.message}",
        hint=error.hint,
        operation=error.operation,
        attempts=error.attempts,
    )
