"""Lines of a run's streams: history, system metrics and console."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from runql_graphql.ops import console_logs, history

from runql._models.history.plan import HistoryQuery, Windows
from runql._models.history.rows import check_keys
from runql._models.runs.lookup import found_run
from runql._paging.pages import LARGEST_PAGE

if TYPE_CHECKING:
    from runql._async._client.session import AsyncSession
    from runql._models.history.plan import HistoryExtent, Window
    from runql._paths.runs import RunPath

__all__ = ["STREAMS", "AsyncStreams", "StreamLines"]

STREAMS: Final = ("wandb-history.jsonl", "wandb-events.jsonl", "output.log")
_AT_ONCE: Final = 10_000
_ALL: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class StreamLines:
    """The lines of a stream.

    Attributes:
        lines: The lines, in the format of the protocol.
        counted: Number of lines that the server reports.
    """

    lines: list[str]
    counted: int


class AsyncStreams:
    """Reads the lines of a run's streams as logged."""

    def __init__(self, session: AsyncSession, path: RunPath) -> None:
        self._session = session
        self._path = path

    async def read(self, stream: str) -> StreamLines:
        """Read all lines of a stream.

        Requests: One, and one per 10,000 rows of a longer history; one per 1,000 console lines.
        """
        if stream == "wandb-history.jsonl":
            return await self._history()
        return await (self._events() if stream == "wandb-events.jsonl" else self._console())

    async def _history(self) -> StreamLines:
        from runql._async.history.reader import AsyncHistoryReader

        # Exported files do not contain the rows as logged, so all rows come from the live store.
        extent = (await AsyncHistoryReader(self._session, self._path).extent()).without_exports()
        if extent.lines <= _AT_ONCE:
            return StreamLines(await self._rows(None, None, _ALL), extent.lines)
        return StreamLines(await self._windows(extent), extent.lines)

    async def _windows(self, extent: HistoryExtent) -> list[str]:
        windows = Windows(HistoryQuery(check_keys(None), page_size=_AT_ONCE), extent)
        lines: list[str] = []
        while batch := windows.next():
            todo: list[Window] = batch
            while todo:
                window = todo.pop(0)
                found = await self._rows(window.low, window.high, window.samples)
                halves = windows.split(window, len(found))
                if halves:
                    todo = [*halves, *todo]
                else:
                    lines += found
        return lines

    async def _rows(self, low: int | None, high: int | None, samples: int) -> list[str]:
        path = self._path
        call = history.get_run_history_page(
            entity=path.entity,
            project=path.project,
            run=path.run,
            min_step=low,
            max_step=high,
            samples=samples,
        )
        response = await self._session.request_in_thread(call)
        return list(found_run(response, path, "GetRunHistoryPage").history)

    async def _events(self) -> StreamLines:
        path = self._path
        call = history.get_run_events(
            entity=path.entity, project=path.project, run=path.run, samples=_ALL
        )
        response = await self._session.request_in_thread(call)
        found = found_run(response, path, "GetRunEvents")
        lines = list(found.events)
        counted = found.events_line_count
        return StreamLines(lines, len(lines) if counted is None else counted)

    async def _console(self) -> StreamLines:
        path, lines = self._path, list[str]()
        after: str | None = None
        while True:
            call = console_logs.list_console_logs(
                entity=path.entity,
                project=path.project,
                run=path.run,
                first=LARGEST_PAGE,
                after=after,
            )
            response = await self._session.request_in_thread(call)
            found = found_run(response, path, "ListConsoleLogs")
            connection = found.log_lines
            edges = connection.edges if connection is not None else []
            for edge in edges:
                line = edge.node
                lines.append(_console_line(line.line, line.level, line.timestamp, line.label))
            if connection is None or not connection.page_info.has_next_page:
                return StreamLines(lines, len(lines))
            after = connection.page_info.end_cursor


def _console_line(text: str | None, level: str | None, time: object, label: str | None) -> str:
    """Return a console line in the format that the SDK sends."""
    isoformat = getattr(time, "isoformat", None)
    told = isoformat() if isoformat is not None else time
    members = {"level": level, "ts": told, "label": label, "content": text or ""}
    return json.dumps({name: value for name, value in members.items() if value is not None})
