"""A run's history, whole or row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from runql_graphql.ops import history as ops

from runql._async.history.iterators import AsyncHistoryFollower, AsyncHistoryScan
from runql._async.history.reader import AsyncHistoryReader
from runql._deprecated import warn_renamed
from runql._frames.formats import require_arrays, require_format
from runql._models.history.frame import HistoryParts
from runql._models.history.plan import HistoryQuery, key_specs
from runql._models.history.rows import (
    HistoryInfo,
    HistoryRecords,
    How,
    check_keys,
    check_system_stream,
    read_lines,
)
from runql._models.runs.lookup import found_run
from runql._wire.polling import PollSchedule
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from runql._async._client.session import AsyncSession
    from runql._paths.runs import RunPath

__all__ = ["AsyncRunHistory"]

_EVERY_EVENT = 2**31 - 1


class AsyncRunHistory:
    """What a run logged, step by step."""

    _session: AsyncSession
    _path: RunPath

    @overload
    async def history(
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
    async def history(
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
    async def history(
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
    async def history(
        self,
        keys: Sequence[str] | None = None,
        *,
        samples: int | None = None,
        min_step: int | None = None,
        max_step: int | None = None,
        how: How = "any",
        stream: Literal["default", "system"] = "default",
        format: Literal["numpy"],
    ) -> dict[str, np.ndarray[tuple[int], np.dtype[np.generic[object]]]]: ...
    @overload
    async def history(
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
    async def history(
        self,
        keys: Sequence[str] | None = None,
        *,
        samples: int | None = None,
        min_step: int | None = None,
        max_step: int | None = None,
        how: How = "any",
        stream: Literal["default", "system"] = "default",
        format: Literal["pandas", "polars", "arrow", "numpy", "records"] = "pandas",
    ) -> (
        pd.DataFrame
        | pl.DataFrame
        | pa.Table
        | dict[str, np.ndarray[tuple[int], np.dtype[np.generic[object]]]]
        | HistoryRecords
    ):
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
            format: `pandas`, `polars`, `arrow`, `numpy`: an array a key, or `records`: a list of dicts.
                An array of numbers that some rows lack is of floats, with NaN there; of Python's
                integers with None where floats would not be exact.

        Raises:
            MissingDependencyError: The format's library is not installed; nothing was sent.
            UsageError: An argument is out of bounds; nothing was sent.
            NotFoundError: The run has been deleted.

        Requests: One, one per exported file (with keys two or more for a large one, which fetch these
            columns only), one per page of live rows; two with `samples`.
        """
        if format == "numpy":
            require_arrays()
        else:
            require_format(format)
        if stream == "system":
            check_system_stream(keys, min_step, max_step)
            parts = await self._events(samples)
        else:
            query = HistoryQuery(check_keys(keys), min_step, max_step, how, page_size=10_000)
            if samples is not None:
                parts = await self._sample(query, samples)
            else:
                parts = await self._history_reader().parts(query)
        return parts.to_numpy() if format == "numpy" else parts.build(format)

    async def history_info(self) -> HistoryInfo:
        """Return what the whole history is, without its rows.

        Frames of pandas have this in `attrs["runql"]`, Arrow tables in their metadata, records in `info`;
        a frame of polars has no place for it.

        Raises:
            NotFoundError: The run has been deleted.

        Requests: One.
        """
        return (await self._history_reader().extent()).info

    async def history_facts(self) -> HistoryInfo:
        """Deprecated name of `history_info()`.

        Requests: One.
        """
        warn_renamed("run.history_facts()", "run.history_info()")
        return await self.history_info()

    def scan_history(
        self,
        keys: Sequence[str] | None = None,
        *,
        min_step: int | None = None,
        max_step: int | None = None,
        page_size: int = 1000,
        how: How = "any",
    ) -> AsyncHistoryScan:
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
        query = HistoryQuery(check_keys(keys), min_step, max_step, how, page_size)
        return AsyncHistoryScan(self._history_reader(), query)

    def follow_history(
        self,
        keys: Sequence[str] | None = None,
        *,
        min_step: int | None = None,
        max_step: int | None = None,
        how: How = "any",
        poll: float = 5.0,
        timeout: float | None = None,
    ) -> AsyncHistoryFollower:
        """Return an iterable that gives the rows there are, then new ones as they arrive.

        It ends when the run has ended and every row has been given. Rows are as in `scan_history`; one
        loop gives each row once. To go on later, give the step behind the last row as `min_step`.

        Args:
            keys: Keys to give; None for all.
            min_step: First step.
            max_step: Step to end before, run or no run.
            how: `any` gives rows that have one of the keys, `all` those that have every one.
            poll: Seconds between looks, once the first few quick ones are over.
            timeout: Seconds to follow at most; None follows to the end.

        Raises:
            UsageError: An argument is out of bounds; nothing was sent.
            WaitTimeoutError: The run has not ended in time; rows given so far stay good.
            NotFoundError: The run has been deleted.

        Requests: None until iterated; then one per look, and one per file or page with new rows.
        """
        query = HistoryQuery(check_keys(keys), min_step, max_step, how)
        return AsyncHistoryFollower(self._history_reader(), query, PollSchedule(timeout, poll))

    @overload
    async def system_metrics_history(
        self, *, samples: int | None = None, format: Literal["pandas"] = "pandas"
    ) -> pd.DataFrame: ...
    @overload
    async def system_metrics_history(
        self, *, samples: int | None = None, format: Literal["polars"]
    ) -> pl.DataFrame: ...
    @overload
    async def system_metrics_history(
        self, *, samples: int | None = None, format: Literal["arrow"]
    ) -> pa.Table: ...
    @overload
    async def system_metrics_history(
        self, *, samples: int | None = None, format: Literal["records"]
    ) -> HistoryRecords: ...
    async def system_metrics_history(
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
        return (await self._events(samples)).build(format)

    async def _events(self, samples: int | None) -> HistoryParts:
        call = ops.get_run_events(
            entity=self._path.entity,
            project=self._path.project,
            run=self._path.run,
            samples=_EVERY_EVENT if samples is None else samples,
        )
        response = await self._session.send(call)
        found = found_run(response, self._path, "GetRunEvents")
        rows = read_lines(found.events)
        for row in rows:
            row.pop("_wandb", None)
        total = found.events_line_count
        sampled = total is not None and len(rows) < total
        return HistoryParts(None, [], rows, sampled, total)

    async def _sample(self, query: HistoryQuery, samples: int) -> HistoryParts:
        if samples < 1:
            raise UsageError(f"samples is {samples}, but must be at least 1.")
        path, reader = self._path, self._history_reader()
        extent = await reader.extent()
        if query.keys is None:
            call = ops.get_run_history_page(
                entity=path.entity,
                project=path.project,
                run=path.run,
                min_step=query.min_step,
                max_step=query.max_step,
                samples=samples,
            )
            response = await self._session.send(call)
            page = found_run(response, path, "GetRunHistoryPage")
            rows, length = read_lines(page.history), len(page.history)
        else:
            specs = key_specs(query, query.min_step, query.max_step, samples)
            rows, length = await reader.specs(query, specs)
        # An answer with fewer rows than asked for has them all.
        sampled = samples <= length < extent.lines
        return HistoryParts(query.keys, [], rows, sampled, extent.lines, extent.state.is_terminal)

    def _history_reader(self) -> AsyncHistoryReader:
        return AsyncHistoryReader(self._session, self._path)
