# Generated from src/runql/_async/history/reader.py by `make generate`. Do not edit.

"""Reads a run's history: exported files, then live rows, in as few requests as it takes."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from runql_graphql.ops import history as ops

from runql._caller import warn_caller
from runql._models.history.frame import HistoryParts
from runql._models.history.parquet import can_read_parquet, row_blocks
from runql._models.history.plan import HistoryExtent, HistoryQuery
from runql._models.history.step_order import FileSteps, in_order, overlapping
from runql._models.runs.lookup import found_run
from runql._sync._client.concurrency import in_order as in_order_of_items
from runql._sync.history.live import LiveRows
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
    from collections.abc import Generator, Sequence

    import pyarrow as pa

    from runql._frames.blocks import Block
    from runql._frames.flatten import Row
    from runql._paths.runs import RunPath
    from runql._sync._client.session import Session

__all__ = ["HistoryReader"]

_AT_ONCE = 4

MOVED = (AuthenticationError, InvalidInputError, NotFoundError, PermissionDeniedError)
"""What storages answer when an address has expired, or its file has gone."""


class HistoryReader:
    """The history of one run.

    Attributes:
        path: The run.
    """

    def __init__(
        self,
        session: Session,
        path: RunPath,
        *,
        width: int = _AT_ONCE,
        cancel: CancelToken | None = None,
    ) -> None:
        """Prepare to read.

        Args:
            session: What to ask through.
            path: The run.
            width: Concurrent requests.
            cancel: Calls the reading off when it is set, before the next request.
        """
        self.path = path
        self._session = session
        self._width = width
        self._cancel = cancel
        self._live = LiveRows(session, path, width, cancel)
        # Threads add to it; a list takes an item as one step.
        self._merged: list[int] = []

    @property
    def merged(self) -> int:
        """Number of rows that were read whole and left out: their step was read before, or they have none."""
        return sum(self._merged) + sum(self._live.merged)

    def parts(
        self,
        query: HistoryQuery,
        extent: HistoryExtent | None = None,
        *,
        as_columns: bool = False,
    ) -> HistoryParts:
        """Read everything that is requested.

        Args:
            query: What is requested.
            extent: How far the history goes; None to ask.
            as_columns: Whether live rows are read as columns, which frames are made of.

        Requests: One without a known reach, one per exported file or a few for columns of it, one
            per page of live rows.
        """
        found = extent if extent is not None else self.extent()
        try:
            return self._parts(query, found, as_columns=as_columns)
        except MOVED:
            # Addresses expire, and files are written again. Once more, by a new plan.
            return self._parts(query, self.extent(), as_columns=as_columns)

    def blocks(self, query: HistoryQuery, extent: HistoryExtent) -> Generator[list[Row]]:
        """Return the rows in order of steps, so many at a time.

        Requests: One per exported file or a few for columns of it, one per page of live rows.
        """
        left, plan, tries = query, extent, 0
        while True:
            try:
                with closing(self.tables(left, plan)) as tables:
                    for table in tables:
                        for rows in row_blocks(table, query.keys):
                            tries, left = 0, left.behind(rows)
                            yield rows
                with closing(self.pages(left, plan)) as pages:
                    for page in pages:
                        tries, left = 0, left.behind(page)
                        yield page
            except MOVED:
                # Addresses expire, and files are written again. On after the last row, by a new
                # plan.
                if tries:
                    raise
                tries, plan = 1, self.extent()
            else:
                return

    def extent(self) -> HistoryExtent:
        """Ask how far the history goes.

        Requests: One; one more where the server is too old to export.
        """
        path = self.path
        call = ops.get_run_history_plan(entity=path.entity, project=path.project, run=path.run)
        try:
            response = self._session.send(call)
        except UnsupportedError:
            # Older servers export nothing.
            older = ops.get_run_history_extent(
                entity=path.entity, project=path.project, run=path.run
            )
            fallback = self._session.send(older)
            return HistoryExtent.of(found_run(fallback, path, "GetRunHistoryExtent"))
        extent = HistoryExtent.of(found_run(response, path, "GetRunHistoryPlan"))
        return extent if can_read_parquet() else extent.without_exports()

    def tables(self, query: HistoryQuery, extent: HistoryExtent) -> Generator[pa.Table]:
        """Read the exported files, some concurrently, and give their rows in order of steps, each step once.

        Files that overlap are held together; which ones do is read from their footers.

        Requests: One per file, or a few for the columns of a large one; one more per large file where
            there are several.
        """
        for group in self._groups(extent):
            with closing(self._tables(group, query, extent)) as tables:
                found = list(tables)
            ordered = in_order(found)
            self._merged.append(
                sum(table.num_rows for table in found) - sum(table.num_rows for table in ordered)
            )
            for table in ordered:
                yield table

    def groups(self, extent: HistoryExtent) -> list[list[int]]:
        """Return the numbers of the exported files in order of steps, those together whose steps overlap.

        Requests: None for a single file; else one per file.
        """
        places = {url: place for place, url in enumerate(extent.parquet_urls)}
        return [[places[file.url] for file in group] for group in self._groups(extent)]

    def _groups(self, extent: HistoryExtent) -> list[list[FileSteps]]:
        files = [FileSteps(url) for url in extent.parquet_urls]
        return [files] if len(files) == 1 else overlapping(self._steps(files))

    def _steps(self, files: Sequence[FileSteps]) -> list[FileSteps]:
        from runql._transfer.history.parquet import read_steps

        cancel = CancelToken(self._cancel)

        def steps(file: FileSteps) -> FileSteps:
            """Read which steps one file has."""
            self._raise_if_cancelled()
            return self._session.transfer(lambda to, own: read_steps(to, file.url, own), cancel)

        with closing(in_order_of_items(steps, files, self._width, cancel)) as found:
            return list(found)

    def _tables(
        self, files: Sequence[FileSteps], query: HistoryQuery, extent: HistoryExtent
    ) -> Generator[pa.Table]:
        """Read some of the exported files, several concurrently, in the order given."""
        cancel = CancelToken(self._cancel)

        def table(file: FileSteps) -> pa.Table:
            """Read one file."""
            return self._table(file, query, extent, cancel)

        with closing(in_order_of_items(table, files, self._width, cancel)) as tables:
            for each in tables:
                yield each

    def table(self, query: HistoryQuery, extent: HistoryExtent, index: int) -> pa.Table:
        """Read one exported file.

        Requests: One, or a few for the columns of a large one; two more when its address has expired.
        """
        try:
            return self._table(FileSteps(extent.parquet_urls[index]), query, extent)
        except MOVED:
            fresh = self.extent()
            files = (len(fresh.parquet_urls), fresh.live_from)
            if files != (len(extent.parquet_urls), extent.live_from):
                raise  # the rows are in other files now
            return self._table(FileSteps(fresh.parquet_urls[index]), query, extent)

    def pages(self, query: HistoryQuery, extent: HistoryExtent) -> Generator[list[Row]]:
        """Read the live rows, some pages concurrently, in order of steps.

        Requests: One per page.
        """
        with closing(self._live.pages(query, extent)) as pages:
            for page in pages:
                yield page

    def live_blocks(self, query: HistoryQuery, extent: HistoryExtent) -> Generator[Block]:
        """Read the live rows as columns, some pages at once, in order of steps.

        Requests: One per page.
        """
        with closing(self._live.blocks(query, extent)) as blocks:
            for block in blocks:
                yield block

    def sample(self, query: HistoryQuery, samples: int) -> HistoryParts:
        """Read as many rows as a server shall pick.

        Requests: One; with keys, two where some rows lack `_timestamp` or `_runtime` and they are requested.
        """
        return self._live.sample(query, samples)

    def _table(
        self,
        file: FileSteps,
        query: HistoryQuery,
        extent: HistoryExtent,
        cancel: CancelToken | None = None,
    ) -> pa.Table:
        self._raise_if_cancelled()
        from runql._transfer.history.parquet import read_export

        try:
            found = self._session.transfer(
                lambda to, own: read_export(to, file.url, query, extent, own, file.content),
                cancel or self._cancel,
            )
        except ProtocolError as error:
            raise _named(error, self.path) from error
        self._merged.append(found.lacking + found.merged)
        if found.lacking:
            which = "1 row" if found.lacking == 1 else f"{found.lacking} rows"
            warn_caller(
                f"{which} of a history export of {self.path} left out: no `_step`, or one that is not a whole "
                "number.",
                ResponseWarning,
            )
        return found.table

    def _parts(
        self, query: HistoryQuery, extent: HistoryExtent, *, as_columns: bool
    ) -> HistoryParts:
        parts = HistoryParts(
            query.keys,
            total_rows=extent.lines,
            ended=extent.state.is_terminal,
            exported_through=extent.exported_through,
        )
        files = [FileSteps(url) for url in extent.parquet_urls]
        parts.tables = in_order(list(self._tables(files, query, extent)))
        if as_columns and can_read_parquet():
            for block in self.live_blocks(query, extent):
                if block.length:
                    parts.blocks.append(block)
        else:
            for page in self.pages(query, extent):
                parts.rows.extend(page)
        return parts

    def _raise_if_cancelled(self) -> None:
        if self._cancel is not None and self._cancel.is_set():
            from runql._transfer._engine.cancel import TransferCancelled

            raise TransferCancelled(str(self.path))


def _named(error: ProtocolError, path: RunPath) -> ProtocolError:
    """Return an error with the run in its message."""
    return ProtocolError(
        f"{path}: {error.message}",
        hint=error.hint,
        operation=error.operation,
        attempts=error.attempts,
    )
