# Generated from src/runql/_async/history/exported.py by `make generate`. Do not edit.

"""Exported files of a run's history: whole, or in parts for rows that are read one by one."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, TypeVar

from runql._caller import warn_caller
from runql._models.history.step_order import FileSteps, in_order, overlapping
from runql._sync._client.concurrency import in_order as in_order_of_items
from runql._transfer._engine.cancel import CancelToken
from runql.errors import ProtocolError, ResponseWarning

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    import pyarrow as pa

    from runql._models.history.parquet import FileRows
    from runql._models.history.plan import HistoryExtent, HistoryQuery
    from runql._paths.runs import RunPath
    from runql._sync._client.session import Session
    from runql._transfer._engine.connections import Connections

__all__ = ["ExportedFiles"]

T = TypeVar("T")


class ExportedFiles:
    """Reads the exported files of one run.

    Attributes:
        merged: Number of rows of each file or part that were merged into another row of the same step, or have
            no step.
    """

    def __init__(
        self,
        session: Session,
        path: RunPath,
        width: int = 1,
        cancel: CancelToken | None = None,
    ) -> None:
        """Prepare the reader.

        Args:
            session: Session that sends the requests.
            path: The run.
            width: Maximum number of files or parts that are read concurrently.
            cancel: Token that stops the reading before the next request.
        """
        # Threads append to the list; appending is atomic.
        self.merged: list[int] = []
        self._session = session
        self._path = path
        self._width = width
        self._cancel = cancel

    def tables(self, query: HistoryQuery, extent: HistoryExtent) -> Generator[pa.Table]:
        """Read files concurrently, and yield their rows in the order of steps, each step once.

        The footers of the files show which files overlap. Overlapping files are in memory together.

        Requests: One per file, or a few for the columns of a large file; one more per large file if
        there are several files.
        """
        for group in self._groups(extent):
            with closing(self._joined(group, query, extent)) as tables:
                yield from tables

    def parts(self, query: HistoryQuery, extent: HistoryExtent) -> Generator[pa.Table]:
        """Read files in parts, and yield their rows in the order of steps, each step once.

        A part has 1 to 8 MiB of the requested columns. If the storage responds immediately, a part is
        read when it is needed, otherwise a few parts ahead. Row groups outside of the requested steps are
        not read. Files that overlap are read whole, and so is every file if the cache is to store it.

        Requests: One or two per file; for a large file, one per part, or one per row group of a part.
        """
        caches = query.keys is None and self._session.settings.history_cache is not None
        for group in self._groups(extent):
            is_whole = caches or len(group) > 1
            found = (
                self._joined(group, query, extent)
                if is_whole
                else self._in_parts(group[0], query, extent)
            )
            with closing(found) as tables:
                yield from tables

    def groups(self, extent: HistoryExtent) -> list[list[int]]:
        """Return the indexes of the files in the order of steps, overlapping files grouped.

        Requests: None for a single file; otherwise one per file.
        """
        places = {url: place for place, url in enumerate(extent.parquet_urls)}
        return [[places[file.url] for file in group] for group in self._groups(extent)]

    def each(
        self, files: Sequence[FileSteps], query: HistoryQuery, extent: HistoryExtent
    ) -> Generator[pa.Table]:
        """Read files concurrently, and yield them in the order of `files`.

        Requests: One per file, or a few for the columns of a large file.
        """
        cancel = CancelToken(self._cancel)

        def table(file: FileSteps) -> pa.Table:
            """Read one file."""
            return self.table(file, query, extent, cancel)

        with closing(in_order_of_items(table, files, self._width, cancel)) as tables:
            yield from tables

    def table(
        self,
        file: FileSteps,
        query: HistoryQuery,
        extent: HistoryExtent,
        cancel: CancelToken | None = None,
    ) -> pa.Table:
        """Read one file.

        Requests: One, or a few for the columns of a large file.
        """
        from runql._transfer.history.parquet import read_export

        return self._noted(
            self._transferred(
                lambda to, own: read_export(to, file.url, query, extent, own, file.content),
                cancel or self._cancel,
            )
        )

    def _joined(
        self, files: Sequence[FileSteps], query: HistoryQuery, extent: HistoryExtent
    ) -> Generator[pa.Table]:
        """Read files that overlap, and yield their rows in the order of steps, each step once."""
        with closing(self.each(files, query, extent)) as tables:
            found = list(tables)
        ordered = in_order(found)
        self.merged.append(
            sum(table.num_rows for table in found) - sum(table.num_rows for table in ordered)
        )
        yield from ordered

    def _in_parts(
        self, file: FileSteps, query: HistoryQuery, extent: HistoryExtent
    ) -> Generator[pa.Table]:
        from runql._transfer.history.parquet import open_export, read_part

        cancel = CancelToken(self._cancel)
        export = self._transferred(
            lambda to, own: open_export(to, file.url, query, extent, own, file.content), cancel
        )

        def part(groups: Sequence[int]) -> pa.Table:
            """Read one part."""
            return self._noted(
                self._transferred(
                    lambda to, own: read_part(to, export, groups, query, extent, own), cancel
                )
            )

        width = self._width if export.fetch.is_waiting else 1
        with closing(in_order_of_items(part, export.parts, width, cancel)) as tables:
            yield from tables

    def _groups(self, extent: HistoryExtent) -> list[list[FileSteps]]:
        files = [FileSteps(url) for url in extent.parquet_urls]
        return [files] if len(files) == 1 else overlapping(self._steps(files))

    def _steps(self, files: Sequence[FileSteps]) -> list[FileSteps]:
        from runql._transfer.history.parquet import read_steps

        cancel = CancelToken(self._cancel)

        def steps(file: FileSteps) -> FileSteps:
            """Read the range of steps of one file."""
            self._raise_if_cancelled()
            return self._session.transfer(lambda to, own: read_steps(to, file.url, own), cancel)

        with closing(in_order_of_items(steps, files, self._width, cancel)) as found:
            return list(found)

    def _transferred(
        self, work: Callable[[Connections, CancelToken], T], cancel: CancelToken | None
    ) -> T:
        self._raise_if_cancelled()
        try:
            return self._session.transfer(work, cancel)
        except ProtocolError as error:
            raise type(error)(
                f"{self._path}: {error.message}",
                hint=error.hint,
                operation=error.operation,
                attempts=error.attempts,
            ) from error

    def _noted(self, found: FileRows) -> pa.Table:
        """Count the rows that were left out, and return the others."""
        self.merged.append(found.lacking + found.merged)
        if found.lacking:
            which = "1 row" if found.lacking == 1 else f"{found.lacking} rows"
            warn_caller(
                f"{which} of a history export of {self._path} left out: `_step` is missing or not an integer.",
                ResponseWarning,
            )
        return found.table

    def _raise_if_cancelled(self) -> None:
        if self._cancel is not None and self._cancel.is_set():
            from runql._transfer._engine.cancel import TransferCancelled

            raise TransferCancelled(str(self._path))
