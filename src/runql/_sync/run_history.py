# Generated from src/runql/_async/run_history.py by `make generate`. Do not edit.

"""A run's history, whole or row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from runql_graphql.ops import history as ops

from runql._models.history import (
    HistoryRecords,
    How,
    Row,
    check_keys,
    check_system_stream,
    read_lines,
)
from runql._models.history_answers import found_run
from runql._models.history_frame import HistoryParts
from runql._models.history_parquet import can_read_parquet, read_parquet, table_rows
from runql._models.history_plan import (
    HistoryQuestion,
    HistoryReach,
    Windows,
    key_specs,
    read_specs,
)
from runql._tables import require_format
from runql.errors import UnsupportedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from runql._paths import RunPath
    from runql._sync.session import Session

__all__ = ["HistoryScan", "RunHistory"]

_EVERY_EVENT = 2**31 - 1


class RunHistory:
    """What a run logged, step by step."""

    _session: Session
    _path: RunPath

    @overload
    def history(
        self,
        keys: Sequence[str] | None = None,
        *,
        samples: int | None = None,
        min_step: int | None = None,
        max_step: int | None = None,
        how: How = "any",
        stream: Literal["default", "system"] = "default",
        format: Literal["pandas"] = "pandas",
    ) -> pd.DataFrame: ...
    @overload
    def history(
        self,
        keys: Sequence[str] | None = None,
        *,
        samples: int | None = None,
        min_step: int | None = None,
        max_step: int | None = None,
        how: How = "any",
        stream: Literal["default", "system"] = "default",
        format: Literal["polars"],
    ) -> pl.DataFrame: ...
    @overload
    def history(
        self,
        keys: Sequence[str] | None = None,
        *,
        samples: int | None = None,
        min_step: int | None = None,
        max_step: int | None = None,
        how: How = "any",
        stream: Literal["default", "system"] = "default",
        format: Literal["arrow"],
    ) -> pa.Table: ...
    @overload
    def history(
        self,
        keys: Sequence[str] | None = None,
        *,
        samples: int | None = None,
        min_step: int | None = None,
        max_step: int | None = None,
        how: How = "any",
        stream: Literal["default", "system"] = "default",
        format: Literal["records"],
    ) -> HistoryRecords: ...
    def history(
        self,
        keys: Sequence[str] | None = None,
        *,
        samples: int | None = None,
        min_step: int | None = None,
        max_step: int | None = None,
        how: How = "any",
        stream: Literal["default", "system"] = "default",
        format: Literal["pandas", "polars", "arrow", "records"] = "pandas",
    ) -> pd.DataFrame | pl.DataFrame | pa.Table | HistoryRecords:
        """Return the history: every row, in order of `_step`, unless `samples` asks for fewer.

        Nested values have dotted names, nulls are absent, NaN and infinities are floats. A frame has
        `_step` first, then the keys asked for, or all of them with `_timestamp` and `_runtime`.

        Args:
            keys: Keys to give; None for all.
            samples: Rows that the server shall pick; the result is marked as sampled.
            min_step: First step.
            max_step: Step to end before.
            how: `any` keeps rows that have one of the keys, `all` those that have every one.
            stream: `system` gives what the SDK measured of the machine, as `system_metrics_history`.
            format: `pandas`, `polars`, `arrow`, or `records`: a list of dicts.

        Raises:
            MissingDependencyError: The format's library is not installed; nothing was sent.
            UsageError: An argument is out of bounds; nothing was sent.
            NotFoundError: The run has been deleted.

        Requests: One, one per exported file, one per page of live rows; two with `samples`.
        """
        require_format(format)
        if stream == "system":
            check_system_stream(keys, min_step, max_step)
            return self._events(samples).build(format)
        question = HistoryQuestion(check_keys(keys), min_step, max_step, how, page_size=10_000)
        if samples is not None:
            return self._sample(question, samples).build(format)
        parts = HistoryParts(question.keys)
        reach = self._reach()
        parts.total_rows = reach.lines
        for url in reach.parquet_urls:
            content = self._session.fetch(url, operation="history export")
            parts.tables.append(read_parquet(content, question, reach))
        for page in self._pages(question, reach):
            parts.rows.extend(page)
        return parts.build(format)

    def scan_history(
        self,
        keys: Sequence[str] | None = None,
        *,
        min_step: int | None = None,
        max_step: int | None = None,
        page_size: int = 1000,
        how: How = "any",
    ) -> HistoryScan:
        """Return an iterable over the rows of the history that holds no more than a page of them.

        Rows are as in `history(format="records")`. Every loop over it starts afresh.

        Args:
            keys: Keys to give; None for all.
            min_step: First step.
            max_step: Step to end before.
            page_size: Live rows to ask for at once.
            how: `any` keeps rows that have one of the keys, `all` those that have every one.

        Raises:
            UsageError: An argument is out of bounds; nothing was sent.
            NotFoundError: The run has been deleted; raised by the first row.

        Requests: None until iterated; then one, one per exported file, one per page of live rows.
        """
        question = HistoryQuestion(check_keys(keys), min_step, max_step, how, page_size)
        return HistoryScan(self, question)

    @overload
    def system_metrics_history(
        self, *, samples: int | None = None, format: Literal["pandas"] = "pandas"
    ) -> pd.DataFrame: ...
    @overload
    def system_metrics_history(
        self, *, samples: int | None = None, format: Literal["polars"]
    ) -> pl.DataFrame: ...
    @overload
    def system_metrics_history(
        self, *, samples: int | None = None, format: Literal["arrow"]
    ) -> pa.Table: ...
    @overload
    def system_metrics_history(
        self, *, samples: int | None = None, format: Literal["records"]
    ) -> HistoryRecords: ...
    def system_metrics_history(
        self,
        *,
        samples: int | None = None,
        format: Literal["pandas", "polars", "arrow", "records"] = "pandas",
    ) -> pd.DataFrame | pl.DataFrame | pa.Table | HistoryRecords:
        """Return what the SDK measured of the machine: `system.cpu`, `system.gpu.0.memory`, ….

        Every row that the server gives; marked as sampled when it holds more than it gave.

        Args:
            samples: Rows that the server shall pick; None for all.
            format: `pandas`, `polars`, `arrow`, or `records`: a list of dicts.

        Raises:
            MissingDependencyError: The format's library is not installed; nothing was sent.
            NotFoundError: The run has been deleted.

        Requests: One.
        """
        require_format(format)
        return self._events(samples).build(format)

    def _events(self, samples: int | None) -> HistoryParts:
        call = ops.get_run_events(
            entity=self._path.entity,
            project=self._path.project,
            run=self._path.run,
            samples=_EVERY_EVENT if samples is None else samples,
        )
        answer = self._session.send(call)
        found = found_run(answer, self._path, "GetRunEvents")
        rows = read_lines(found.events)
        for row in rows:
            row.pop("_wandb", None)
        total = found.events_line_count
        sampled = total is not None and len(rows) < total
        return HistoryParts(None, [], rows, sampled, total)

    def _sample(self, question: HistoryQuestion, samples: int) -> HistoryParts:
        if samples < 1:
            raise UsageError(f"samples is {samples}, but must be at least 1.")
        path, reach = self._path, self._reach()
        if question.keys is None:
            call = ops.get_run_history_page(
                entity=path.entity,
                project=path.project,
                run=path.run,
                min_step=question.min_step,
                max_step=question.max_step,
                samples=samples,
            )
            answer = self._session.send(call)
            page = found_run(answer, path, "GetRunHistoryPage")
            rows, length = read_lines(page.history), len(page.history)
        else:
            specs = key_specs(question, question.min_step, question.max_step, samples)
            rows, length = self._send_specs(question, specs)
        # An answer with fewer rows than asked for has them all.
        sampled = samples <= length < reach.lines
        return HistoryParts(question.keys, [], rows, sampled, reach.lines)

    def _reach(self) -> HistoryReach:
        path = self._path
        call = ops.get_run_history_plan(entity=path.entity, project=path.project, run=path.run)
        try:
            answer = self._session.send(call)
        except UnsupportedError:
            # Older servers export nothing.
            older = ops.get_run_history_reach(
                entity=path.entity, project=path.project, run=path.run
            )
            reached = self._session.send(older)
            return HistoryReach.of(found_run(reached, path, "GetRunHistoryReach"))
        reach = HistoryReach.of(found_run(answer, path, "GetRunHistoryPlan"))
        return reach if can_read_parquet() else reach.without_exports()

    def _pages(self, question: HistoryQuestion, reach: HistoryReach) -> Iterator[list[Row]]:
        windows = Windows(question, reach)
        while (window := windows.next()) is not None:
            low, high = window
            rows, length = self._page(question, low, high, windows.samples())
            if windows.take(length):
                yield rows

    def _page(
        self, question: HistoryQuestion, low: int, high: int, samples: int
    ) -> tuple[list[Row], int]:
        if question.keys is not None:
            return self._send_specs(question, key_specs(question, low, high, samples))
        call = ops.get_run_history_page(
            entity=self._path.entity,
            project=self._path.project,
            run=self._path.run,
            min_step=low,
            max_step=high,
            samples=samples,
        )
        answer = self._session.send(call)
        found = found_run(answer, self._path, "GetRunHistoryPage")
        return read_lines(found.history), len(found.history)

    def _send_specs(self, question: HistoryQuestion, specs: list[str]) -> tuple[list[Row], int]:
        call = ops.get_run_sampled_history(
            entity=self._path.entity,
            project=self._path.project,
            run=self._path.run,
            specs=specs,
        )
        answer = self._session.send(call)
        found = found_run(answer, self._path, "GetRunSampledHistory")
        return read_specs(question, found.sampled_history)


class HistoryScan:
    """Rows of a history, read as they are needed; every loop starts afresh.

    Requests: None until iterated.
    """

    def __init__(self, run: RunHistory, question: HistoryQuestion) -> None:
        self._run = run
        self._question = question

    def __iter__(self) -> Iterator[Row]:
        reach = self._run._reach()
        for url in reach.parquet_urls:
            content = self._run._session.fetch(url, operation="history export")
            for row in table_rows(read_parquet(content, self._question, reach)):
                yield row
        for page in self._run._pages(self._question, reach):
            for row in page:
                yield row

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._run._path}>"
