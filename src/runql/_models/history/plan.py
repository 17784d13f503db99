"""Plans for reading a whole history completely, with as few requests as possible."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, get_args

from runql._choices import checked_choice
from runql._models.history.known_keys import (
    known_keys,
    partial_keys,
    warn_unknown_keys,
)
from runql._models.history.rows import (
    ALWAYS,
    STEP,
    HistoryInfo,
    How,
    checked_rows,
    join_by_step,
    read_objects,
    select,
    step_of,
)
from runql._models.runs.last_step import last_step_of
from runql._models.runs.state import RunState
from runql.errors import ProtocolError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from runql_graphql.fragments.history import RunHistoryExtent, RunHistoryPlan

    from runql._frames.flatten import Row
    from runql._models.history.known_keys import KnownKeys
    from runql._wire.json_types import JsonValue

__all__ = [
    "HistoryExtent",
    "HistoryQuery",
    "Window",
    "Windows",
    "key_specs",
    "longest_part",
    "read_specs",
]

_LARGEST_INT: Final = 2**31 - 1

_FIRST_PAGE: Final = 1000
_MOST_ROWS: Final = 4000
_MOST_VALUES: Final = 100_000
"""Sizes of pages: the rows of the first one, and the limits of the rows and values of the later ones."""

_OWN_COLUMNS: Final = 3
"""Step, time and runtime."""

_CELL, _LIVE_CELL = 16, 100
"""Bytes per number: in a column while it is decoded, and in a dict."""


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """A query for a history.

    Attributes:
        keys: Keys to return; None for all.
        min_step: First step; None for the first existing step.
        max_step: End of the range, exclusive; None for no end.
        how: Whether a row must have any of the keys, or all of them.
        page_size: Rows per request. None starts with 1,000, and doubles them up to 4,000 rows of few keys.
    """

    keys: tuple[str, ...] | None = None
    min_step: int | None = None
    max_step: int | None = None
    how: How = "any"
    page_size: int | None = None

    def __post_init__(self) -> None:
        checked_choice("how", self.how, get_args(How))
        if self.page_size is not None and self.page_size < 1:
            raise UsageError(f"page_size must be at least 1, got {self.page_size}.")
        low, high = self.min_step, self.max_step
        if low is not None and high is not None and low > high:
            raise UsageError(f"min_step must be at most max_step ({high}), got {low}.")

    def behind(self, step: int | None) -> HistoryQuery:
        """Return the query for the rows that remain after those up to a step were read; None if no row was."""
        return self if step is None else replace(self, min_step=step + 1)

    @property
    def is_over(self) -> bool:
        """Whether all requested steps were read."""
        return self.max_step is not None and (self.min_step or 0) >= self.max_step

    @property
    def metrics(self) -> tuple[str, ...]:
        """The requested keys that not every row has."""
        return tuple(key for key in self.keys or () if key not in ALWAYS)


@dataclass(frozen=True, slots=True)
class HistoryExtent:
    """The extent of a history.

    Attributes:
        last_step: Its last step; -1 if it is empty.
        lines: Number of rows on the server.
        parquet_urls: URLs of exported files, in step order.
        live_from: First step that is not in these files; None if all steps are.
        state: State of the run.
        storage_id: The run's opaque ID.
        live: Number of rows that are not in the files.
        columns: Number of logged keys.
        partial: The SDK's own keys that some rows may lack, as the server counts them.
        logged: The server's `historyKeys`, complete.
    """

    last_step: int
    lines: int
    parquet_urls: tuple[str, ...] = ()
    live_from: int | None = 0
    state: RunState = RunState.FINISHED
    storage_id: str = ""
    live: int = 0
    columns: int = 0
    partial: frozenset[str] = frozenset()
    logged: JsonValue = field(default=None, repr=False, compare=False)

    @classmethod
    def of(cls, run: RunHistoryPlan | RunHistoryExtent) -> HistoryExtent:
        """Return the extent in a response of either query."""
        keys: JsonValue = run.history_keys
        logged = keys.get("keys") if isinstance(keys, dict) else None
        columns = len(logged) if isinstance(logged, dict) else 0
        last_step = last_step_of(keys)
        exported = getattr(run, "parquet_history", None)
        lines = run.history_line_count or 0
        state = RunState(run.state or "")
        partial = partial_keys(logged, lines)
        if exported is None or not exported.parquet_urls:
            return cls(
                last_step,
                lines,
                state=state,
                storage_id=run.id,
                live=lines,
                columns=columns,
                partial=partial,
                logged=keys,
            )
        live = [step_of(row) for row in exported.live_data if isinstance(row, dict)]
        urls = tuple(exported.parquet_urls)
        live_from = min(live, default=None)
        return cls(
            last_step,
            lines,
            urls,
            live_from,
            state,
            run.id,
            len(live),
            columns,
            partial,
            keys,
        )

    @property
    def keys(self) -> KnownKeys | None:
        """Names of the logged keys and of their parent keys; None if the server does not report them."""
        return known_keys(self.logged)

    @property
    def info(self) -> HistoryInfo:
        """Information about the whole history."""
        return HistoryInfo(
            complete=self.state.is_terminal,
            total_rows=self.lines,
            exported_through_step=self.exported_through,
            live_rows=self.live,
        )

    def without_exports(self) -> HistoryExtent:
        """Return the same extent without files, for readers that cannot read Parquet."""
        return HistoryExtent(
            self.last_step,
            self.lines,
            state=self.state,
            storage_id=self.storage_id,
            live=self.lines,
            columns=self.columns,
            partial=self.partial,
            logged=self.logged,
        )

    def warn_unknown(self, keys: Sequence[str] | None, what: str) -> None:
        """Warn about keys that the run did not log."""
        known = self.keys if keys else None
        if known is not None:
            warn_unknown_keys(keys or (), known, what)

    def columns_of(self, query: HistoryQuery) -> int:
        """Return the number of columns of a query's result, those of the SDK included."""
        return (self.columns if query.keys is None else len(query.keys)) + _OWN_COLUMNS

    def memory(self, query: HistoryQuery) -> int:
        """Estimate the bytes of a query's result.

        Exported rows are columns, live rows are dicts.
        """
        last = self.last_step + 1 if query.max_step is None else query.max_step
        most = max(last - (query.min_step or 0), 0)
        exported, live = max(self.lines - self.live, 0), self.live
        per_row = self.columns_of(query)
        return per_row * (min(exported, most) * _CELL + min(live, most) * _LIVE_CELL)

    @property
    def exported_through(self) -> int | None:
        """The last step in exported files; None if nothing is exported."""
        if not self.parquet_urls:
            return None
        return self.last_step if self.live_from is None else self.live_from - 1


@dataclass(frozen=True, slots=True)
class Window:
    """A range of steps for one request.

    Attributes:
        low: First step.
        high: End of the range, exclusive.
        samples: Rows to request; a response with this number of rows may be incomplete.
    """

    low: int
    high: int
    samples: int


@dataclass(slots=True)
class Windows:
    """Ranges of steps to request, wide where rows are sparse.

    A server samples ranges that have more rows than requested. So a full response may be incomplete,
    and its range is requested again in halves. A response that is not full is complete.
    """

    query: HistoryQuery
    extent: HistoryExtent
    _next: int = 0
    _end: int = 0
    _width: int = 1
    _rows: int = _FIRST_PAGE
    _most: int = _FIRST_PAGE

    def __post_init__(self) -> None:
        chosen, columns = self.query.page_size, self.extent.columns_of(self.query)
        if chosen is None:
            self._most = min(max(_MOST_VALUES // columns, _FIRST_PAGE), _MOST_ROWS)
        else:
            self._rows = self._most = chosen
        low, high = self.query.min_step, self.query.max_step
        first = self.extent.live_from
        self._end = self.extent.last_step + 1
        if high is not None:
            self._end = min(self._end, high)
        self._next = self._end if first is None else max(first, low or 0, 0)
        whole = max(self.extent.last_step + 1, 1)
        rows = max(self.extent.lines, 1)
        # Assume evenly spaced steps. Responses correct the estimate.
        self._width = max(1, whole * self._rows // rows)

    def next(self, most: int = 1) -> list[Window]:
        """Return the next ranges to request, in order of steps; empty at the end."""
        windows: list[Window] = []
        while len(windows) < most and self._next < self._end:
            stop = min(self._next + self._width, self._end)
            windows.append(self._window(self._next, stop))
            self._next = stop
            self._grow()
        return windows

    def upcoming(self) -> Iterator[Window]:
        """Yield the ranges to request in order, each when it is needed."""
        while windows := self.next():
            yield from windows

    def split(self, window: Window, rows: int) -> list[Window]:
        """Adapt to a response's size; return halves if it may be incomplete."""
        # A step may have several rows, so a range may contain more rows than steps.
        if rows < window.samples or window.high - window.low <= 1:
            if rows * 4 < window.samples:
                self._width = min(2 * self._width, _LARGEST_INT)
            return []
        middle = (window.low + window.high) // 2
        self._width = max(1, self._width // 2)
        return [self._window(window.low, middle), self._window(middle, window.high)]

    def _grow(self) -> None:
        """Double the rows of later requests, up to the maximum."""
        rows = min(2 * self._rows, self._most)
        self._width = min(self._width * rows // self._rows, _LARGEST_INT)
        self._rows = rows

    def _window(self, low: int, high: int) -> Window:
        return Window(low, high, min(2 * self._rows + 1, _LARGEST_INT))


def key_specs(
    query: HistoryQuery,
    low: int | None,
    high: int | None,
    samples: int,
    partial: frozenset[str] = frozenset(),
) -> list[str]:
    """Return the specs that request keys between two steps, the last excluded.

    The server omits rows that lack a key of a spec. So each key has a separate spec, unless only
    rows with all keys are requested. Keys that every row has are added to each spec.

    Args:
        query: The keys, and whether a row must have all of them.
        low: First step.
        high: End of the range, exclusive.
        samples: Rows to request.
        partial: The SDK's own keys that some rows lack.
    """
    own = [key for key in query.keys or () if key in ALWAYS and key != STEP]
    always = [key for key in own if key not in partial]
    apart = [key for key in own if key in partial]
    groups: list[list[str]]
    if not query.metrics:
        # Rows count if they have one of these keys.
        alone = always or STEP in (query.keys or ()) or not apart
        together = query.how == "all"
        groups = [[*always, *apart]] if together else [always] * bool(alone) + [[k] for k in apart]
    else:
        metrics = list(query.metrics)
        groups = [
            each
            for group in ([metrics] if query.how == "all" else [[key] for key in metrics])
            for each in ([*always, *group], *([key, *group] for key in apart))
        ]
    bounds: dict[str, int] = {"samples": samples}
    if low is not None:
        bounds["minStep"] = low
    if high is not None:
        bounds["maxStep"] = high - 1
    return [json.dumps({"keys": [STEP, *group], **bounds}) for group in groups]


def longest_part(responses: Sequence[JsonValue]) -> int:
    """Return the number of rows in the longest list of a response."""
    return max((len(part) for part in responses if isinstance(part, list)), default=0)


def read_specs(
    query: HistoryQuery, responses: Sequence[JsonValue], what: str = "a history"
) -> tuple[list[Row], int]:
    """Return rows joined from lists of a response, and the longest list's length.

    Raises:
        ProtocolError: If a list is not a list of objects.
    """
    parts: list[list[Row]] = []
    for response in responses:
        if not isinstance(response, list):
            raise ProtocolError(
                f"The rows of {what} must be a list, got {str(response)[:60]!r}.",
                hint="Retry the call.",
                operation="GetRunSampledHistory",
            )
        parts.append(read_objects(checked_rows(response, what), query.keys or ()))
    return select(join_by_step(parts), query.keys, query.how), longest_part(responses)
