"""A run's history in buckets, computed by the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._models.history.rows import STEP
from runql._models.runs.lookup import found_run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql._async._client.session import AsyncSession
    from runql._models.history.buckets import HistoryBuckets
    from runql._paths.runs import RunPath

__all__ = ["AsyncRunBuckets"]


class AsyncRunBuckets:
    """A run's history in buckets, computed by the server."""

    _session: AsyncSession
    _path: RunPath

    async def history_buckets(
        self, keys: Sequence[str], *, x: str = STEP, buckets: int = 300
    ) -> HistoryBuckets:
        """Return minimum, maximum, mean and last value of metrics in buckets of rows.

        Use it for charts of histories of any length. The server reads every row and divides the rows into buckets of
        consecutive rows, so no peak is lost, unlike with `history(samples=)`. W&B does not document the exact
        division; `rows` of a bucket is its number of rows. Servers have this since October 2024.

        Args:
            keys: Metrics to read.
            x: Key of the x axis: `_step`, `_timestamp`, `_runtime`, or a metric.
            buckets: Maximum number of buckets per metric.

        Raises:
            UsageError: If an argument is out of bounds; nothing was sent. Also if the run has not
                logged a key.
            NotFoundError: If the run has been deleted.
            UnsupportedError: If the server has no `Run.bucketedHistory`.

        Requests: One.
        """
        from runql_graphql.ops import history as ops

        from runql._models.history.buckets import BucketsQuery

        query = BucketsQuery.of(keys, x, buckets)
        path = self._path
        call = ops.get_run_history_buckets(
            entity=path.entity, project=path.project, run=path.run, specs=query.specs()
        )
        response = await self._session.send(call)
        found = found_run(response, path, "GetRunHistoryBuckets")
        return query.read(found.bucketed_history, found.history_keys, str(path))
