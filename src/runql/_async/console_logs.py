"""Console logs: lazy lists of lines, and a follower for running runs."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from runql_graphql.ops import console_logs as ops

from runql._async._client.concurrency import sleep
from runql._async._client.lister import AsyncLister
from runql._frames.convert import to_frame
from runql._frames.formats import require_format
from runql._models.console_logs import COLUMNS, Heard, LogLine, grep, log_page, tail_page
from runql._models.runs.state import RunState
from runql._paging.pages import LARGEST_PAGE, Listing, Page, PageWindow

if TYPE_CHECKING:
    import re
    from collections.abc import AsyncIterator

    import pandas as pd
    import polars as pl
    import pyarrow as pa
    from runql_graphql.list_console_logs import ListConsoleLogs

    from runql._async._client.session import AsyncSession
    from runql._models.console_logs import LogPage
    from runql._paths.runs import RunPath
    from runql._wire.polling import PollSchedule

__all__ = ["AsyncConsoleLogFollower", "AsyncConsoleLogReader", "AsyncConsoleLogs"]


@dataclass(frozen=True, slots=True)
class AsyncConsoleLogReader:
    """Requests console lines of a run.

    Attributes:
        session: Session that sends the requests.
        path: The run.
        pattern: Pattern that lines must match; None for all lines.
    """

    session: AsyncSession
    path: RunPath
    pattern: re.Pattern[str] | None

    def listing(
        self, per_page: int, limit: int | None, after: str | None
    ) -> Listing[ListConsoleLogs, LogLine]:
        """Return the listing of the lines from the first one."""
        path, pattern = self.path, self.pattern
        return Listing(
            ops.list_console_logs(entity=path.entity, project=path.project, run=path.run),
            lambda response: log_page(response, path).page(pattern),
            line_key,
            PageWindow(per_page, limit, after),
            narrowed=pattern is not None,
        )

    async def page(self, after: str | None) -> LogPage:
        """Fetch the lines after a cursor, and the state of the run.

        Requests: One.
        """
        path = self.path
        call = ops.list_console_logs(
            entity=path.entity, project=path.project, run=path.run, first=LARGEST_PAGE, after=after
        )
        return log_page(await self.session.send(call), path)

    async def tail(self, last: int) -> list[tuple[LogLine, str]]:
        """Fetch the last lines, each with the cursor after it.

        Requests: One per 1,000 lines.
        """
        path = self.path
        found: list[tuple[LogLine, str]] = []
        before: str | None = None
        while len(found) < last:
            call = ops.get_console_log_tail(
                entity=path.entity,
                project=path.project,
                run=path.run,
                last=min(last - len(found), LARGEST_PAGE),
                before=before,
            )
            page = tail_page(await self.session.send(call), path)
            found[:0] = zip(page.lines, page.cursors, strict=True)
            if not page.lines or found[0][0].number == 0:
                break
            before = page.cursors[0]
        return found


class AsyncConsoleLogs(AsyncLister[LogLine]):
    """Lazy list of the lines of a run's console, oldest first.

    Requests: One per page up to the last requested line.
    """

    def __init__(
        self,
        reader: AsyncConsoleLogReader,
        listing: Listing[ListConsoleLogs, LogLine],
        last: int | None,
    ) -> None:
        super().__init__(reader.session, listing)
        self._reader = reader
        self._last = last

    async def to_pandas(self) -> pd.DataFrame:
        """Return a table of the lines: `number`, `time`, `level`, `label`, `text`.

        Raises:
            MissingDependencyError: If pandas is not installed; nothing was sent.

        Requests: One per page that has not been read.
        """
        require_format("pandas")
        return to_frame(await self._rows(), COLUMNS, "pandas")

    async def to_polars(self) -> pl.DataFrame:
        """Return the table of `to_pandas` as a polars frame.

        Raises:
            MissingDependencyError: If polars is not installed; nothing was sent.

        Requests: One per page that has not been read.
        """
        require_format("polars")
        return to_frame(await self._rows(), COLUMNS, "polars")

    async def to_arrow(self) -> pa.Table:
        """Return the table of `to_pandas` as an Arrow table.

        Raises:
            MissingDependencyError: If pyarrow is not installed; nothing was sent.

        Requests: One per page that has not been read.
        """
        require_format("arrow")
        return to_frame(await self._rows(), COLUMNS, "arrow")

    async def _rows(self) -> list[dict[str, object]]:
        return [{name: getattr(line, name) for name in COLUMNS} async for line in self]

    async def _load_page(self) -> None:
        if self._last is None:
            await super()._load_page()
            return
        tail = await self._reader.tail(self._last)
        lines, end = grep(tail, self._reader.pattern), tail[-1][1] if tail else None
        self._buffer.add(Page(lines, None, end=end), line_key)


class AsyncConsoleLogFollower:
    """Iterator over the lines of a run's console as they arrive, until the run ends.

    Requests: None until iterated.
    """

    def __init__(
        self,
        reader: AsyncConsoleLogReader,
        last: int | None,
        after: str | None,
        schedule: PollSchedule,
    ) -> None:
        self._reader = reader
        self._last = last
        self._after = after
        self._schedule = schedule

    async def __aiter__(self) -> AsyncIterator[LogLine]:
        heard, polls, start = Heard(self._after), 0, monotonic()
        pattern = self._reader.pattern
        if self._last is not None:
            # At least two lines, because the last line is requested again with the cursor before it.
            tail = await self._reader.tail(max(self._last, 2))
            for line in heard.take_tail(tail)[max(len(tail) - self._last, 0) :]:
                if pattern is None or pattern.search(line.text):
                    yield line
        while True:
            state, new = "", False
            again, more = True, True
            while more:
                page = await self._reader.page(heard.cursor(again=again))
                for line in heard.take(page, again=again):
                    new = True
                    if pattern is None or pattern.search(line.text):
                        yield line
                state, again, more = page.state, False, page.after is not None
            polls = 0 if new else polls + 1
            if RunState(state).is_terminal:
                if not new:
                    return
                # The last lines may arrive shortly after the state has changed.
                await sleep(min(self._schedule.poll, 0.25))
                continue
            what = f"{self._reader.path} is still {state}"
            await sleep(self._schedule.next_wait(polls, monotonic() - start, what))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._reader.path}>"


def line_key(line: LogLine) -> str:
    """Return the deduplication key of a line."""
    return str(line.number)
