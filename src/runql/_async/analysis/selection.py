"""Selection of runs from a list: the best by a metric, and the newest per group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql._models.analysis.group_table import Mode
    from runql._models.runs.base import RunBase
    from runql._models.runs.fields import Part

__all__ = ["AsyncRunsSelection"]

RunT = TypeVar("RunT", bound="RunBase[Any, Any]")


class AsyncRunsSelection(Generic[RunT]):
    """Methods of a list of runs that select runs."""

    async def best(
        self, metric: str, *, mode: Mode, n: int = 5, include_failed: bool = False
    ) -> list[RunT]:
        """Return up to `n` runs with the best values of a metric, best first.

        Runs without a finite value of the metric are excluded, and so are runs that failed, crashed or were killed.
        Runs with equal values keep the order of the list. If `define_metric(summary=...)` created the summary value,
        such as `{"min": 0.1}`, the member that matches the mode counts: `min` or `max`, or else `best`, `last`, `mean`.
        A warning lists the members if different members were used.

        Args:
            metric: Summary key, such as `summary.accuracy` or `accuracy`.
            mode: Whether the lowest (`min`) or the highest (`max`) values are the best.
            n: Maximum number of runs.
            include_failed: Whether runs that failed, crashed or were killed count too.

        Raises:
            UsageError: If `n` is below 1, the mode is unknown, or a run has only members of the
                metric that do not match the mode.
            NotFoundError: If runs have summaries, but none has the metric; suggests a similar key.

        Requests: One per page that has not been read; one more per page if summaries are not loaded.
        """
        from runql._models.sweeps.ranking import named_ranking, unknown_metric

        ranking = named_ranking(metric, mode, abandoned=include_failed)
        if n < 1:
            raise UsageError(f"n must be at least 1, got {n}.")
        runs = await self._runs_with("summary", ranking.metric)
        counted = [run for run in runs if ranking.counts(run)]
        found = ranking.best_first(counted)
        ranking.warn_mixed(counted)
        if not found and (error := unknown_metric("the list", ranking, runs)) is not None:
            raise error
        return found[:n]

    async def latest_by(self, *by: str) -> list[RunT]:
        """Return the newest run for each value of a column, in the order of the list.

        Several columns select one run for each combination of their values. The newest run is the run created last.
        Runs that lack the column also form a group.

        Args:
            by: Columns of the runs' table, such as `config.seed` or `group`.

        Raises:
            UsageError: If no column is passed, or no run has a column; suggests similar columns.

        Requests: One per page that has not been read; one more per page for a named config or summary that is not loaded.
        """
        from runql._models.analysis.grouping import check_columns, latest_by

        if not by:
            raise UsageError("latest_by() requires a column.", hint='Use latest_by("config.seed").')
        rows = await self._rows_with(by)
        runs = await self._runs_with(None, "")
        check_columns(rows, by, "latest_by")
        return [runs[index] for index in latest_by(rows, by)]

    async def _rows_with(self, columns: Sequence[str]) -> list[dict[str, object]]:
        """Return the rows of the runs' table, with config and summary loaded if a column needs them."""
        raise NotImplementedError

    async def _runs_with(self, part: Part | None, key: str) -> list[RunT]:
        """Return all runs of the list, with at least one key of config or summary loaded."""
        raise NotImplementedError
