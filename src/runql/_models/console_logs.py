"""Console lines of a run: pages read from responses, searches, and lines new to a follower."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from runql._models.runs.lookup import found_run
from runql._paging.pages import Page
from runql._wandb_names.attributes import WandbNames
from runql.errors import ProtocolError, UsageError
from runql.filters.patterns import python_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from runql_graphql.fragments.console_logs import LogLineFields
    from runql_graphql.get_console_log_tail import GetConsoleLogTail
    from runql_graphql.list_console_logs import ListConsoleLogs

    from runql._paths.runs import RunPath

__all__ = [
    "Heard",
    "LogLine",
    "LogPage",
    "check_last",
    "grep",
    "log_page",
    "pattern_of",
    "tail_page",
]

COLUMNS: Final = ("number", "time", "level", "label", "text")
"""Columns of a table of console lines."""

# Escape sequences of terminals: CSI (colors, cursor), OSC (titles, links), and two-letter ones.
_ESCAPE: Final = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])|\x9b[0-?]*[ -/]*[@-~]"
)


@dataclass(frozen=True, slots=True)
class LogLine(WandbNames):
    """A line of a run's console.

    Attributes:
        number: Position in the log, from 0.
        time: Time at which the line was written (aware, UTC). None when the server does not know.
        level: `error` for lines of standard error; None for all other lines.
        label: Process that wrote the line, when several processes share a run (the SDK's
            `x_label`); None for a run of one process.
        raw: The line, with the escape sequences of terminals.
    """

    number: int
    time: datetime | None
    level: str | None
    label: str | None
    raw: str

    @property
    def text(self) -> str:
        """The line without colors and other escape sequences of terminals."""
        return _ESCAPE.sub("", self.raw) if "\x1b" in self.raw or "\x9b" in self.raw else self.raw

    @property
    def is_error(self) -> bool:
        """Whether the line was written to standard error."""
        return self.level == "error"

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class LogPage:
    """Consecutive lines of a log.

    Attributes:
        lines: The lines, the oldest first.
        cursors: The cursor after each line.
        after: Cursor at which the next page begins; None at the end of the log.
        count: Number of lines in the whole log. None when the server does not know.
        state: State of the run when the page was read.
    """

    lines: tuple[LogLine, ...]
    cursors: tuple[str, ...]
    after: str | None
    count: int | None
    state: str

    def page(self, pattern: re.Pattern[str] | None) -> Page[LogLine]:
        """Return the lines that match a pattern, as a page of a list."""
        kept = [
            (line, cursor)
            for line, cursor in zip(self.lines, self.cursors, strict=True)
            if pattern is None or pattern.search(line.text)
        ]
        lines, cursors = tuple(line for line, _ in kept), tuple(each for _, each in kept)
        count = self.count if pattern is None else None
        end = self.cursors[-1] if self.cursors else None
        return Page(lines, self.after, count, cursors, end=end)


class Heard:
    """Lines that a follower has yielded so far.

    Every read requests the last line again, because a progress bar overwrites it.
    """

    def __init__(self, after: str | None) -> None:
        """Start after a cursor; None starts at the beginning."""
        self._last: LogLine | None = None
        self._before_last = after
        self._behind_last = after

    def cursor(self, *, again: bool) -> str | None:
        """Return the cursor before the last line, or after it."""
        return self._before_last if again else self._behind_last

    def take(self, page: LogPage, *, again: bool) -> Iterator[LogLine]:
        """Yield the new lines of a page, and the last known line if it was overwritten.

        Args:
            page: The lines after `cursor`.
            again: The value that was passed to `cursor`.
        """
        self._behind_last = self.cursor(again=again)
        for line, cursor in zip(page.lines, page.cursors, strict=True):
            self._move(cursor)
            if self._last is None or line.number > self._last.number or self._differs(line):
                self._last = line
                yield line

    def take_tail(self, tail: Sequence[tuple[LogLine, str]]) -> list[LogLine]:
        """Record the last lines of a log, and return them."""
        for line, cursor in tail:
            self._last = line
            self._move(cursor)
        return [line for line, _ in tail]

    def _move(self, cursor: str) -> None:
        self._before_last, self._behind_last = self._behind_last, cursor

    def _differs(self, line: LogLine) -> bool:
        last = self._last
        return last is not None and line.number == last.number and line.raw != last.raw


def pattern_of(pattern: str | re.Pattern[str] | None) -> re.Pattern[str] | None:
    """Return a compiled regular expression.

    Raises:
        UsageError: If the expression is invalid.
    """
    if pattern is None or isinstance(pattern, re.Pattern):
        return pattern
    try:
        return python_pattern(pattern)
    except re.error as error:
        raise UsageError(
            f"Invalid regular expression {pattern!r}: {error}.",
            hint="Escape characters such as * and ( with a backslash, or use re.escape().",
        ) from error


def check_last(last: int | None) -> None:
    """Check the number of lines to read from the end.

    Raises:
        UsageError: If the number is negative.
    """
    if last is not None and last < 0:
        raise UsageError(f"last must be at least 0, got {last}.")


def grep(
    lines: Sequence[tuple[LogLine, str]], pattern: re.Pattern[str] | None
) -> tuple[LogLine, ...]:
    """Return the lines that match a pattern, from pairs of line and cursor."""
    return tuple(line for line, _ in lines if pattern is None or pattern.search(line.text))


def log_page(response: ListConsoleLogs, path: RunPath) -> LogPage:
    """Return the page of lines in a response.

    Raises:
        NotFoundError: If the run does not exist.
        ProtocolError: If a line has no number.
    """
    run = found_run(response, path, "ListConsoleLogs")
    if run.log_lines is None:
        return LogPage((), (), None, run.log_line_count, run.state or "")
    info = run.log_lines.page_info
    return LogPage(
        tuple(_line(edge.node) for edge in run.log_lines.edges),
        tuple(edge.cursor for edge in run.log_lines.edges),
        info.end_cursor if info.has_next_page else None,
        run.log_line_count,
        run.state or "",
    )


def tail_page(response: GetConsoleLogTail, path: RunPath) -> LogPage:
    """Return the last lines of the log, from a response.

    Raises:
        NotFoundError: If the run does not exist.
        ProtocolError: If a line has no number.
    """
    run = found_run(response, path, "GetConsoleLogTail")
    edges = run.log_lines.edges if run.log_lines is not None else []
    return LogPage(
        tuple(_line(edge.node) for edge in edges),
        tuple(edge.cursor for edge in edges),
        None,
        run.log_line_count,
        run.state or "",
    )


def _line(node: LogLineFields) -> LogLine:
    if node.number is None:
        raise ProtocolError(
            "A line of the console log has no number.",
            hint='Use run.file("output.log"): this file has the whole log as text.',
        )
    return LogLine(
        node.number, _time(node.timestamp), node.level or None, node.label or None, node.line or ""
    )


def _time(text: str | None) -> datetime | None:
    """Parse a time; the server omits the zone, which is UTC."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
