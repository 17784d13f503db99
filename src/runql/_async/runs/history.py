"""History of a run: complete, as a scan, or followed."""

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
    """Methods of a run that read its history and system metrics."""

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
        """Return the history: all rows in the order of `_step`, or a sample.

        Nested values have dotted names, nulls are absent, and NaN and infinities are floats. The
        first column of a frame is `_step`, followed by the requested keys, or by all keys with
        `_timestamp` and `_runtime`.

        Args:
            keys: Keys to return; None for all.
            samples: Number of rows for the server to select; the result is marked as sampled.
            min_step: First step to read.
            max_step: End of the steps to read, exclusive.
            how: `any` selects rows with at least one of the keys, `all` rows with every key.
            stream: `system`, or W&B's own `events` or `systemMetrics`, returns the system metrics,
                as `system_metrics_history`.
            format: `pandas`, `polars`, `arrow`, `numpy` for an array per key, or `records` for a
                list of dicts. A numpy array with missing numbers has floats with NaN, or Python
                integers with None if floats would not be exact.

        Raises:
            MissingDependencyError: If the format's library is not installed; nothing was sent.
            UsageError: If an argument is out of bounds; nothing was sent.
            NotFoundError: If the run has been deleted.

        Requests: One, one per exported file (with keys two or more for a large file, to fetch only
        these columns), and one per page of live rows. With `samples` one, or two if `_timestamp`
        or `_runtime` is among the keys and some rows lack it.

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
                parts = await _sample(self._session, self._path, query, samples)
            else:
                parts = await self._whole(query, as_columns=format != "records")
            # For notebooks, which display loaded data without a request.
            self._curves = {**self._curves, **small_curves(parts)}
        return parts.build(format)

    async def history_info(self) -> HistoryInfo:
        """Return information about the complete history, without its rows.

        pandas frames have this information in `attrs["runql"]`, Arrow tables in their metadata, and records in `info`;
        polars frames cannot store it.

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
        page_size: int | None = None,
        how: How = "any",
    ) -> AsyncHistoryScan:
        """Return an iterable over the rows of the history that keeps few pages in memory.

        Rows are dicts, as in `history(format="records")`. Every loop starts at the first row.

        Args:
            keys: Keys to return; None for all.
            min_step: First step to read.
            max_step: End of the steps to read, exclusive.
            page_size: Live rows per request; None starts with 1,000, and requests up to 4,000 rows of few keys.
            how: `any` selects rows with at least one of the keys, `all` rows with every key.

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
        """Return an iterable over the existing rows, and then new rows as they arrive.

        The iteration ends when the run has ended and every row has been returned. Rows are dicts, as
        in `scan_history`; a loop returns each row once. To continue later, pass the step after the
        last row as `min_step`.

        Args:
            keys: Keys to return; None for all.
            min_step: First step to read.
            max_step: End of the steps to read, exclusive; the iteration ends there even if the run continues.
            how: `any` selects rows with at least one of the keys, `all` rows with every key.
            poll: Seconds between state checks, after a few faster initial checks.
            timeout: Maximum seconds to follow; None follows until the run ends.

        Raises:
            UsageError: If an argument is out of bounds; nothing was sent.
            WaitTimeoutError: If the run has not ended in time; rows returned so far remain valid.
            NotFoundError: If the run has been deleted.

        Requests: None until iterated; then one per check, and one per file or page with new rows.
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
        """Return the run's system metrics, such as `system.cpu` and `system.gpu.0.memory`.

        The result has all rows that the server returns, and is marked as sampled if the server has more. With keys, the
        first column of a frame is `_timestamp`, followed by the keys.

        Args:
            keys: Keys to return; None for all.
            samples: Number of rows for the server to select; None for all.
            how: `any` selects rows with at least one of the keys, `all` rows with every key.
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


async def _sample(
    session: AsyncSession, path: RunPath, query: HistoryQuery, samples: int
) -> HistoryParts:
    # A sample needs no reader of exported files.
    from runql._async.history.live import AsyncLiveRows

    return await AsyncLiveRows(session, path).sample(query, samples)
