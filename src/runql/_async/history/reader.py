"""Reader of a run's history: exported files, then live rows."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING

from runql_graphql.ops import history as ops

from runql._async.history.exported import AsyncExportedFiles
from runql._async.history.live import AsyncLiveRows
from runql._models.history.byte_ranges import RewrittenError
from runql._models.history.frame import HistoryParts
from runql._models.history.parquet import can_read_parquet, row_blocks
from runql._models.history.plan import HistoryExtent, HistoryQuery
from runql._models.history.rows import step_of
from runql._models.history.step_order import FileSteps, in_order
from runql._models.runs.lookup import found_run
from runql.errors import (
    AuthenticationError,
    InvalidInputError,
    NotFoundError,
    PermissionDeniedError,
    UnsupportedError,
)

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable

    import pyarrow as pa

    from runql._async._client.session import AsyncSession
    from runql._frames.blocks import Block
    from runql._frames.flatten import Row
    from runql._paths.runs import RunPath
    from runql._transfer._engine.cancel import CancelToken

__all__ = ["AsyncHistoryReader"]

_AT_ONCE = 4

MOVED = (
    AuthenticationError,
    InvalidInputError,
    NotFoundError,
    PermissionDeniedError,
    RewrittenError,
)
"""Errors if a URL has expired, or its file has been deleted or rewritten."""


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
        self._live = AsyncLiveRows(session, path, width, cancel)
        self._files = AsyncExportedFiles(session, path, width, cancel)

    @property
    def merged(self) -> int:
        """Number of rows that were read and left out, because their step is a duplicate or missing."""
        return sum(self._files.merged) + sum(self._live.merged)

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

        Requests: One or two per exported file, or more for the parts of a large file; one per page of live rows.
        """
        last: int | None = None
        plan, tries = extent, 0
        while True:
            try:
                async with aclosing(self._files.parts(query.behind(last), plan)) as tables:
                    async for table in tables:
                        for rows, last in row_blocks(table, query.keys):
                            tries = 0
                            yield rows, last
                async with aclosing(self.pages(query.behind(last), plan)) as pages:
                    async for page in pages:
                        if page:
                            tries, last = 0, step_of(page[-1])
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

        Requests: One per file, or a few for the columns of a large file; one more per large file if
        there are several files.
        """
        async with aclosing(self._files.tables(query, extent)) as tables:
            async for table in tables:
                yield table

    async def groups(self, extent: HistoryExtent) -> list[list[int]]:
        """Return the indexes of the exported files in the order of steps, overlapping files grouped.

        Requests: None for a single file; otherwise one per file.
        """
        return await self._files.groups(extent)

    async def table(self, query: HistoryQuery, extent: HistoryExtent, index: int) -> pa.Table:
        """Read one exported file.

        Requests: One, or a few for the columns of a large file; two more if its URL has expired.
        """
        try:
            return await self._files.table(FileSteps(extent.parquet_urls[index]), query, extent)
        except MOVED:
            fresh = await self.extent()
            files = (len(fresh.parquet_urls), fresh.live_from)
            if files != (len(extent.parquet_urls), extent.live_from):
                raise  # the server has moved the rows to other files
            return await self._files.table(FileSteps(fresh.parquet_urls[index]), query, extent)

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
        parts.tables = in_order([table async for table in self._files.each(files, query, extent)])
        if as_columns and can_read_parquet():
            async for block in self.live_blocks(query, extent):
                if block.length:
                    parts.blocks.append(block)
        else:
            parts.rows = [row async for page in self.pages(query, extent) for row in page]
        return parts
