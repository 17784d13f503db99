"""A run's history, whole or row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from runql._async.history.iterators import AsyncHistoryFollower, AsyncHistoryScan
from runql._async.history.system_metrics import read_system_metrics
from runql._deprecated import warn_renamed
from runql._frames.formats import require_format
from runql._models.history.curves import small_curves
from runql._models.history.plan import HistoryQuery
from runql._models.history.rows import (
    HistoryInfo,
    HistoryRecords,
    How,
    Stream,
    check_keys,
    check_samples,
    is_system_stream,
)
from runql._wire.polling import PollSchedule

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from runql._async._client.session import AsyncSession
    from runql._async.history.reader import AsyncHistoryReader
    from runql._models.history.frame import HistoryParts
    from runql._paths.runs import RunPath

__all__ = ["AsyncRunHistory"]

_FORMATS = ("pandas", "polars", "arrow", "numpy", "records")


class AsyncRunHistory:
    """What a run logged, step by step."""

    _session: AsyncSession
    _path: RunPath
    _curves: dict[str, tuple[float, ...]]

    @overload
    async def history(
        self,
        keys: Sequence[str] | None = None,
        *,
        samples: int | None = None,
        min_step: int | None = None,
        max_step: int | None = None,
        how: How = "any",
        stream: Stream = "default",
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
        stream: Stream = "default",
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
        stream: Stream = "default",
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
        stream: Stream = "default",
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
        stream: Stream = "default",
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
        stream: Stream = "default",
        format: Literal["pandas", "polars", "arrow", "numpy", "records"] = "pandas",
    ) -> (
        pd.DataFrame
        | pl.DataFrame
        | pa.Table
        | dict[str, np.ndarray[tuple[int], np.dtype[np.generic[object]]]]
        | HistoryRecords
    ):
        """Return the history: every row, in order of `_step`, unless `samples` requests fewer.

        Nested values have dotted names, nulls are absent, NaN and infinities are floats. A frame
        has `_step` first, then the keys requested, or all of them with `_timestamp` and `_runtime`.

        Args:
            keys: Keys to give; None for all.
            samples: Rows that the server shall pick; the result is marked as sampled.
            min_step: First step.
            max_step: Step to end before.
            how: `any` keeps rows that have one of the keys, `all` those that have every one.
            stream: `system`, or W&B's own `events` or `systemMetrics`, gives what the SDK measured
                of the machine, as `system_metrics_history`.
            format: `pandas`, `polars`, `arrow`, `numpy`: an array a key, or `records`: a list of
                dicts. An array of numbers that some rows lack is of floats, with NaN there; of
                Python's integers with None where floats would not be exact.

        Raises:
            MissingDependencyError: If the format's library is not installed; nothing was sent.
            UsageError: If an argument is out of bounds; nothing was sent.
            NotFoundError: If the run has been deleted.

        Requests: One, one per exported file (with keys two or more for a large one, which fetch
            these columns only), one per page of live rows. With `samples` one alone; two where rows lack
            `_timestamp` or `_runtime` and they are among the keys.

        Examples:
            >>> run = await api.run("sandbox/mnist/demo0021")
            >>> await run.history(["loss"], max_step=3)
               _step      loss
            0      0  2.357792
            1      1  2.103003
            2      2  1.851548
            >>> rows = await run.history(format="records")
            >>> len(rows), rows.info.complete
            (200, True)
        """
        require_format(format, _FORMATS)
        query = HistoryQuery(check_keys(keys), min_step, max_step, how, page_size=10_000)
        check_samples(samples)
        if is_system_stream(stream, min_step, max_step):
            parts = await read_system_metrics(self._session, self._path, samples, query)
        else:
            if samples is not None:
                parts = await self._history_reader().sample(query, samples)
            else:
                parts = await self._whole(query, as_columns=format != "records")
            # For notebooks, which show what is loaded and request nothing.
            self._curves = {**self._curves, **small_curves(parts)}
        return parts.build(format)

    async def history_info(self) -> HistoryInfo:
        """Return what the whole history is, without its rows.

        Frames of pandas have this in `attrs["runql"]`, Arrow tables in their metadata, records in `info`;
        a frame of polars has no place for it.

        Raises:
            NotFoundError: If the run has been deleted.

        Requests: One.

        Examples:
            >>> run = await api.run("sandbox/mnist/demo0021")
            >>> info = await run.history_info()
            >>> info.total_rows, info.live_rows
            (200, 0)
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
            page_size: Live rows per request.
            how: `any` keeps rows that have one of the keys, `all` those that have every one.

        Raises:
            UsageError: If an argument is out of bounds; nothing was sent.
            NotFoundError: If the run has been deleted; raised by the first row.

        Requests: None until iterated; then one, one per exported file, one per page of live rows.

        Examples:
            >>> run = await api.run("sandbox/mnist/demo0021")
            >>> losses = [row["loss"] async for row in run.scan_history(["loss"])]
            >>> len(losses), min(losses)
            (200, 0.0204016853539211)
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

        It ends when the run has ended and every row has been given. Rows are as in `scan_history`;
        one loop gives each row once. To go on later, give the step after the last row as
        `min_step`.

        Args:
            keys: Keys to give; None for all.
            min_step: First step.
            max_step: Step to end before, run or no run.
            how: `any` gives rows that have one of the keys, `all` those that have every one.
            poll: Seconds between looks, once the first few quick ones are over.
            timeout: Seconds to follow at most; None follows to the end.

        Raises:
            UsageError: If an argument is out of bounds; nothing was sent.
            WaitTimeoutError: If the run has not ended in time; rows given so far stay good.
            NotFoundError: If the run has been deleted.

        Requests: None until iterated; then one per look, and one per file or page with new rows.
        """
        query = HistoryQuery(check_keys(keys), min_step, max_step, how)
        return AsyncHistoryFollower(self._history_reader(), query, PollSchedule(timeout, poll))

    @overload
    async def system_metrics_history(
        self,
        *,
        keys: Sequence[str] | None = None,
        samples: int | None = None,
        how: How = "any",
        format: Literal["pandas"] = "pandas",
    ) -> pd.DataFrame: ...
    @overload
    async def system_metrics_history(
        self,
        *,
        keys: Sequence[str] | None = None,
        samples: int | None = None,
        how: How = "any",
        format: Literal["polars"],
    ) -> pl.DataFrame: ...
    @overload
    async def system_metrics_history(
        self,
        *,
        keys: Sequence[str] | None = None,
        samples: int | None = None,
        how: How = "any",
        format: Literal["arrow"],
    ) -> pa.Table: ...
    @overload
    async def system_metrics_history(
        self,
        *,
        keys: Sequence[str] | None = None,
        samples: int | None = None,
        how: How = "any",
        format: Literal["numpy"],
    ) -> dict[str, np.ndarray[tuple[int], np.dtype[np.generic[object]]]]: ...
    @overload
    async def system_metrics_history(
        self,
        *,
        keys: Sequence[str] | None = None,
        samples: int | None = None,
        how: How = "any",
        format: Literal["records"],
    ) -> HistoryRecords: ...
    async def system_metrics_history(
        self,
        *,
        keys: Sequence[str] | None = None,
        samples: int | None = None,
        how: How = "any",
        format: Literal["pandas", "polars", "arrow", "numpy", "records"] = "pandas",
    ) -> (
        pd.DataFrame
        | pl.DataFrame
        | pa.Table
        | dict[str, np.ndarray[tuple[int], np.dtype[np.generic[object]]]]
        | HistoryRecords
    ):
        """Return what the SDK measured of the machine: `system.cpu`, `system.gpu.0.memory`, ….

        Every row that the server gives; marked as sampled when it holds more than it gave. With keys, a
        frame has `_timestamp` first, then the keys.

        Args:
            keys: Keys to give; None for all.
            samples: Rows that the server shall pick; None for all.
            how: `any` keeps rows that have one of the keys, `all` those that have every one.
            format: As in `history`.

        Raises:
            MissingDependencyError: If the format's library is not installed; nothing was sent.
            UsageError: If an argument is out of bounds; nothing was sent.
            NotFoundError: If the run has been deleted.

        Requests: One.

        Examples:
            >>> run = await api.run("sandbox/mnist/demo0021")
            >>> await run.system_metrics_history(keys=["system.cpu"])
                 _timestamp  system.cpu
            0  1.790013e+09          40
            1  1.790013e+09          41
            2  1.790013e+09          42
        """
        require_format(format, _FORMATS)
        query = HistoryQuery(check_keys(keys), how=how)
        check_samples(samples)
        return (await read_system_metrics(self._session, self._path, samples, query)).build(format)

    async def _whole(self, query: HistoryQuery, *, as_columns: bool) -> HistoryParts:
        reader = self._history_reader()
        extent = await reader.extent()
        extent.warn_unknown(query.keys, str(self._path))
        return await reader.parts(query, extent, as_columns=as_columns)

    def _history_reader(self) -> AsyncHistoryReader:
        from runql._async.history.reader import AsyncHistoryReader

        return AsyncHistoryReader(self._session, self._path)
