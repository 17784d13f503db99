"""Console logs with the interface of the official client."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runql.compat._shared.lists import Paginator

if TYPE_CHECKING:
    from datetime import datetime

    import runql
    from runql import Api, LogLine

__all__ = ["ConsoleLogLine", "ConsoleLogs"]


@dataclass(frozen=True)
class ConsoleLogLine:
    """A console line of a run.

    Attributes:
        number: Position in the log.
        timestamp: When the line was printed; aware, UTC.
        level: `error`, or empty.
        label: Process that printed the line.
        content: The line, with color codes.
    """

    number: int
    timestamp: datetime | None
    level: str
    label: str
    content: str


class ConsoleLogs(Paginator[ConsoleLogLine]):
    """Console lines of a run.

    Attributes:
        run: The run.
    """

    def __init__(
        self, items: runql.ConsoleLogs, api: Api, run: object, per_page: int = 1000
    ) -> None:
        super().__init__(items, api, per_page, _line)
        self.run = run


def _line(line: LogLine) -> ConsoleLogLine:
    return ConsoleLogLine(line.number, line.time, line.level or "", line.label or "", line.raw)
