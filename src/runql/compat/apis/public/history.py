"""Histories with the interface of the official client: samples, and scans of all rows."""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - a field of a public dataclass
from typing import TYPE_CHECKING, Any, cast

from runql_graphql.ops import history as ops

from runql._display.counts import counted
from runql._models._attributes.json_text import with_numbers
from runql._models.history.known_keys import warn_unknown_keys
from runql._models.history.parquet import table_rows
from runql._models.history.plan import HistoryQuery
from runql._models.history.rows import STEP, check_samples, checked_rows, is_system_stream
from runql._models.runs.lookup import found_run
from runql.compat._shared.wrapping import Translated
from runql.compat.errors import IncompleteRunHistoryError, raisable, refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Self

    from runql import Run
    from runql._models.history.plan import HistoryExtent
    from runql._sync.history.reader import HistoryReader

__all__ = [
    "DownloadHistoryResult",
    "HistoryScan",
    "IncompleteRunHistoryError",
    "check_list",
    "download_exports",
    "sampled_rows",
]

Rows = list[dict[str, Any]]


@dataclass
class DownloadHistoryResult:
    """Downloaded export files of a history.

    Attributes:
        paths: The files, in order of steps.
        contains_live_data: Whether some rows are not exported yet.
        errors: Errors by path; None if there were none.
    """

    paths: list[Path]
    contains_live_data: bool
    errors: dict[Path, str] | None = None


def download_exports(run: Run, folder: Path, *, whole: bool) -> DownloadHistoryResult:
    """Download the export files of a history to a folder."""
    extent = run._history_reader().extent()
    live = extent.live_from is not None
    if live and whole:
        raise raisable(IncompleteRunHistoryError)(
            f"{extent.live} rows of {run._path} are not exported yet. Call again later, or with "
            "require_complete_history=False."
        )
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    for number, url in enumerate(extent.parquet_urls):
        path = folder / f"{run.entity}_{run.project}_{run.id}_{number}.runhistory.parquet"
        path.write_bytes(run._session.fetch(url, operation="history export"))
        paths.append(path)
    return DownloadHistoryResult(paths, live)


def sampled_rows(
    run: Run, samples: int, keys: object, x_axis: str, stream: str
) -> list[dict[str, Any]]:
    """Return a sample of a history.

    Raises:
        CommError: If the keys are not a list of strings, or were passed for system metrics. The error is also a
            `ValueError`.
    """
    checked = check_list(keys)
    system = is_system_stream(stream, None, None)
    if checked and system:
        raise refused(f"keys={keys!r} cannot be combined with stream={stream!r}.")
    if checked:
        return key_samples(run, checked, x_axis, samples)
    return row_samples(run, samples, system=system)


def check_list(keys: object) -> list[str]:
    """Return the keys of a history; None for all.

    Raises:
        CommError: If the keys are not a list of strings. The error is also a `ValueError`.
    """
    if keys is None:
        return []
    if not isinstance(keys, list):
        raise refused(f"keys must be specified in a list, got {keys!r}.")
    if not all(isinstance(each, str) for each in keys):
        raise refused(f"The keys argument must be a list of strings, got {keys!r}.")
    return keys


def row_samples(run: Run, samples: int, *, system: bool) -> Rows:
    """Return a number of rows of a history, or of the system metrics, as logged."""
    check_samples(samples)
    session, path = run._session, run._path
    if system:
        events = session.send(
            ops.get_run_events(
                entity=path.entity, project=path.project, run=path.run, samples=samples
            )
        )
        measured = found_run(events, path, "GetRunEvents")
        return _read(measured.events, samples, measured.events_line_count or 0, run)
    page = session.send(
        ops.get_run_history_page(
            entity=path.entity, project=path.project, run=path.run, samples=samples
        )
    )
    lines = found_run(page, path, "GetRunHistoryPage").history
    return _read(lines, samples, run.history_line_count, run)


def _read(lines: Sequence[str], samples: int, total: int, run: Run) -> Rows:
    rows = checked_rows([with_numbers(json.loads(line)) for line in lines], str(run._path))
    if len(rows) >= samples:
        _warn_sampled(run, total - len(rows), len(rows))
    return cast("Rows", rows)


def key_samples(run: Run, keys: Sequence[str], x_axis: str, samples: int) -> Rows:
    """Return a number of rows that have all keys."""
    check_samples(samples)
    session, path = run._session, run._path
    spec = json.dumps(
        {"keys": [x_axis, *(key for key in keys if key != x_axis)], "samples": samples}
    )
    response = session.send(
        ops.get_run_sampled_history(
            entity=path.entity, project=path.project, run=path.run, specs=[spec]
        )
    )
    found = found_run(response, path, "GetRunSampledHistory").sampled_history
    values = cast("list[Any]", found[0] if found else [])
    rows = checked_rows([with_numbers(each) for each in values], str(path))
    if len(rows) >= samples or not rows:
        extent = run._history_reader().extent()
        extent.warn_unknown([*keys, x_axis], str(path))
        if rows:
            _warn_sampled(run, extent.lines - len(rows), len(rows), upper=True)
    return cast("Rows", rows)


def _warn_sampled(run: Run, left_out: int, given: int, *, upper: bool = False) -> None:
    if left_out > 0:
        warnings.warn(
            f"history() of {run._path} returns {counted(given, 'row')} and omits "
            f"{'up to ' if upper else ''}{left_out}. Use scan_history() for all rows, or "
            "a greater samples=.",
            stacklevel=6,
        )


class HistoryScan(Translated):
    """All rows of a history in order of steps. Each loop starts from the beginning.

    Rows from exported files have all requested keys, with None where no value was logged. Rows
    that are not exported yet are omitted if they lack a key.

    Attributes:
        keys: Keys that the rows have; None for all.
        min_step: First step.
        page_size: Rows per request.
    """

    def __init__(
        self,
        run: Run,
        *,
        min_step: int = 0,
        max_step: int | None = None,
        keys: list[str] | None = None,
        page_size: int = 1000,
    ) -> None:
        self.keys = keys
        self.min_step = min_step
        self.page_size = page_size
        self._reader: HistoryReader = run._history_reader()
        chosen = tuple(dict.fromkeys(keys)) if keys else None
        self._query = HistoryQuery(chosen, min_step, max_step, "all", page_size)
        self._extent: HistoryExtent | None = None
        self._rows: Iterator[dict[str, Any]] | None = None

    @property
    def max_step(self) -> int:
        """The last step of the scan."""
        last = self._reach().last_step
        return last if self._query.max_step is None else min(self._query.max_step - 1, last)

    def __iter__(self) -> Self:
        self._extent, self._rows = None, None
        return self

    def __next__(self) -> dict[str, Any]:
        if self._rows is None:
            self._rows = self._all_rows()
        return next(self._rows)

    def next(self) -> dict[str, Any]:
        """Return the next row.

        Raises:
            StopIteration: If the scan has ended.
        """
        return self.__next__()

    def _reach(self) -> HistoryExtent:
        if self._extent is None:
            self._extent = self._reader.extent()
        return self._extent

    def _all_rows(self) -> Iterator[dict[str, Any]]:
        query, extent = self._query, self._reach()
        if query.keys is not None and extent.keys is not None:
            warn_unknown_keys(query.keys, extent.keys, str(self._reader.path))
        last = -1
        for row in self._exported(query, extent):
            last = row[STEP]
            yield row
        live = query if last < 0 else query.behind(last)
        if live.is_over:
            return
        for page in self._reader.pages(live, extent):
            yield from page

    def _exported(self, query: HistoryQuery, extent: HistoryExtent) -> Iterator[dict[str, Any]]:
        if not extent.parquet_urls:
            return
        if query.keys is None:
            for table in self._reader.tables(query, extent):
                empty = dict.fromkeys(table.column_names)
                for row in table_rows(table):
                    yield {**empty, **row}
            return
        # The step column contains the steps of all rows; the columns of the keys, where values exist.
        any_key = HistoryQuery(query.keys, query.min_step, query.max_step, "any")
        valued = {row[STEP]: row for row in self._table_rows(any_key, extent)}
        empty = dict.fromkeys((STEP, *query.keys))
        for row in self._table_rows(HistoryQuery((STEP,), query.min_step, query.max_step), extent):
            yield {**empty, **row, **valued.get(row[STEP], {})}

    def _table_rows(self, query: HistoryQuery, extent: HistoryExtent) -> Iterator[dict[str, Any]]:
        for table in self._reader.tables(query, extent):
            yield from table_rows(table, query.keys)

    def __repr__(self) -> str:
        return f"<HistoryScan {self._reader.path}>"
