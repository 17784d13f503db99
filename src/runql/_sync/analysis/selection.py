# Generated from src/runql/_async/analysis/selection.py by `make generate`. Do not edit.

"""Runs of a list that are picked by what they logged: the best, the newest of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql._models.analysis.group_table import Mode
    from runql._models.runs.base import RunBase
    from runql._models.runs.fields import Part

__all__ = ["RunsSelection"]

RunT = TypeVar("RunT", bound="RunBase[Any, Any]")


class RunsSelection(Generic[RunT]):
    """What picks runs out of a list."""

    def best(
        self, metric: str, *, mode: Mode, n: int = 5, include_failed: bool = False
    ) -> list[RunT]:
        """Return the runs of the list with the best values of a metric, best first; fewer where fewer have one.

        Runs without the metric and runs whose value is not finite are passed over, and so are runs that failed,
        crashed or were killed. Of equal runs the one listed first comes first. Of a summary value that
        `define_metric(summary=...)` made, such as `{"min": 0.1}`, the member counts that fits the mode: `min` or
        `max`, else `best`, `last`, `mean`. A warning names the members when runs have different ones.

        Args:
            metric: Key of the summary, such as `summary.accuracy` or `accuracy`.
            mode: Whether the lowest (`min`) or the highest (`max`) values are the best.
            n: How many runs at most.
            include_failed: Whether runs that failed, crashed or were killed count too.

        Raises:
            UsageError: If `n` is below 1, there is no such mode, or a run has only members of the
                metric that do not fit the mode.
            NotFoundError: If runs have summaries, and none has the metric; names the near key.

        Requests: One per page that has not been read; one more per page of a list without summaries.
        """
        from runql._models.sweeps.ranking import named_ranking, unknown_metric

        ranking = named_ranking(metric, mode, abandoned=include_failed)
        if n < 1:
            raise UsageError(f"n must be above 0, got {n}.")
        runs = self._runs_with("summary", ranking.metric)
        counted = [run for run in runs if ranking.counts(run)]
        found = ranking.best_first(counted)
        ranking.warn_mixed(counted)
        if not found and (error := unknown_metric("the list", ranking, runs)) is not None:
            raise error
        return found[:n]

    def latest_by(self, *by: str) -> list[RunT]:
        """Return the newest run for each value of a column, or of several ones together, in order of the list.

        It is the run that was created last. Runs that lack the column are a group as well.

        Args:
            by: Columns of the runs' table, such as `config.seed` or `group`.

        Raises:
            UsageError: If no column is named, or no run has it; names the near ones.

        Requests: One per page that has not been read; one more per page of a list without a document named.
        """
        from runql._models.analysis.grouping import check_columns, latest_by

        if not by:
            raise UsageError("latest_by() requires a column.", hint='Use latest_by("config.seed").')
        rows = self._rows_with(by)
        runs = self._runs_with(None, "")
        check_columns(rows, by, "latest_by")
        return [runs[index] for index in latest_by(rows, by)]

    def _rows_with(self, columns: Sequence[str]) -> list[dict[str, object]]:
        """Return the rows of the runs' table, with the documents of given columns."""
        raise NotImplementedError

    def _runs_with(self, part: Part | None, key: str) -> list[RunT]:
        """Return all runs of the list, with at least one key of a document."""
        raise NotImplementedError
