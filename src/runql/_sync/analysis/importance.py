# Generated from src/runql/_async/analysis/importance.py by `make generate`. Do not edit.

"""Parameter importance and correlations for a metric of a list of runs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from runql._models._attributes.text_lists import text_list
from runql._models.runs.listed.table import run_row
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from runql._models.analysis.correlation import Correlations
    from runql._models.runs.base import RunBase
    from runql._models.runs.fields import Part
    from runql._models.sweeps.importance import ParameterImportances
    from runql._models.sweeps.ranking import Ranking

__all__ = ["RunsImportance"]


class RunsImportance:
    """Methods of a list of runs that relate config keys and columns to a metric."""

    def parameter_importance(
        self,
        metric: str,
        *,
        parameters: Sequence[str] | None = None,
        include_failed: bool = False,
    ) -> ParameterImportances:
        """Return the importance of each config key for a metric.

        Importance is that of a random forest, and sums to 1. Correlation is linear, between -1 and
        1. Strings, booleans and lists are one-hot encoded. A missing number is replaced by the
        median of the other runs. Runs without a finite value of the metric are excluded, and so are
        runs that failed, crashed or were killed.

        Args:
            metric: Summary key, such as `summary.accuracy` or `accuracy`.
            parameters: Config keys, with or without `config.`; None for all keys that vary between
                the runs.
            include_failed: Whether runs that failed, crashed or were killed count too.

        Returns:
            The parameters, the most important first; `plot()` draws them.

        Raises:
            MissingDependencyError: If the extra `analysis` is not installed; nothing was sent.
            UsageError: If fewer than four runs have the metric, no config key varies, or no run has
                a parameter.
            NotFoundError: If runs have summaries, but none has the metric; suggests a similar key.

        Requests: One per page that has not been read; one more per page for each of config and
        summary that the list excluded.
        """
        from runql._models.sweeps.analysis import require_analysis
        from runql._models.sweeps.importance import compute_importances
        from runql._models.sweeps.ranking import named_ranking

        require_analysis()
        ranking = named_ranking(metric, "max", abandoned=include_failed)
        names = _names(parameters, "parameters")
        counted = self._counted(ranking, ["config."])
        rows = [row for row, _ in counted]
        columns = _columns(rows, names, ranking.metric)
        varied = {name.removeprefix("config."): _has_no_place(rows, name) for name in columns}
        values = [
            ({name.removeprefix("config."): row.get(name) for name in columns}, value)
            for row, value in counted
        ]
        return compute_importances(ranking.metric, varied, values)

    def correlation(
        self,
        metric: str,
        *,
        columns: Sequence[str] | None = None,
        include_failed: bool = False,
    ) -> Correlations:
        """Return Pearson's and Spearman's correlation of columns with a metric.

        Numbers are used unchanged, and booleans as 0 and 1. A column with any other value is categorical: each category
        is correlated as 1 for runs that have it and 0 for the others. Runs without a value, or with NaN or an infinity,
        are excluded for that column, so `n` may differ. If the column or the metric has the same value in all counted
        runs, the correlation is None. Runs without a finite value of the metric are excluded, and so are runs that
        failed, crashed or were killed.

        Args:
            metric: Summary key, such as `summary.accuracy` or `accuracy`.
            columns: Columns such as `config.lr` or `summary.parameters`; None for all config keys that vary
                between the runs.
            include_failed: Whether runs that failed, crashed or were killed count too.

        Returns:
            The columns, the strongest correlation first.

        Raises:
            MissingDependencyError: If the extra `analysis` is not installed; nothing was sent.
            UsageError: If fewer than two runs have the metric, no config key varies, or no run has a
                column.
            NotFoundError: If runs have summaries, but none has the metric; suggests a similar key.

        Requests: One per page that has not been read; one more per page for each of config and summary that the list
        excluded.
        """
        from runql._models.analysis.correlation import compute_correlations
        from runql._models.analysis.dependencies import require_analysis_libraries
        from runql._models.analysis.grouping import check_columns
        from runql._models.sweeps.ranking import named_ranking

        require_analysis_libraries("correlation()")
        ranking = named_ranking(metric, "max", abandoned=include_failed)
        names = _names(columns, "columns")
        counted = self._counted(ranking, ["config."] if names is None else names)
        rows = [row for row, _ in counted]
        if names is None:
            names = _columns(rows, None, ranking.metric)
        else:
            check_columns(rows, names, "columns=", f"run with a finite {ranking.metric}")
        return compute_correlations(ranking.metric, names, rows, [value for _, value in counted])

    def _counted(
        self, ranking: Ranking, columns: Sequence[str]
    ) -> list[tuple[dict[str, object], float]]:
        """Return the rows and metric values of the runs with a finite value of a metric.

        Raises:
            NotFoundError: If runs have summaries, and none has the metric.
        """
        from runql._models.sweeps.ranking import unknown_metric

        for name in columns:
            document, _, key = name.partition(".")
            if document in ("config", "summary"):
                self._runs_with("config" if document == "config" else "summary", key)
        runs = self._runs_with("summary", ranking.metric)
        candidates = [run for run in runs if ranking.counts(run)]
        ranking.warn_mixed(candidates)
        counted = [
            (run_row(run), value) for run in candidates if (value := ranking.value(run)) is not None
        ]
        if not counted and (error := unknown_metric("the list", ranking, runs)) is not None:
            raise error
        return counted

    def _runs_with(self, part: Part | None, key: str) -> Sequence[RunBase[Any, Any]]:
        """Return all runs of the list, with at least one key of config or summary loaded."""
        raise NotImplementedError


def _names(names: Sequence[str] | None, argument: str) -> list[str] | None:
    """Return the distinct columns that an argument lists; None for all that vary.

    Raises:
        UsageError: If the argument is a string or empty.
    """
    if names is None:
        return None
    found = list(dict.fromkeys(text_list(names, argument)))
    if not found:
        raise UsageError(
            f"{argument} must not be empty.",
            hint=f"Omit {argument}= to use all config keys that vary.",
        )
    return found


def _columns(
    rows: Sequence[dict[str, object]], names: Iterable[str] | None, metric: str
) -> list[str]:
    """Return the columns of the selected parameters, or of all that vary.

    Raises:
        UsageError: If no run has a parameter, or none varies.
    """
    from runql._models.analysis.differences import varying_keys
    from runql._models.analysis.grouping import check_columns

    if names is None:
        columns = [each.key for each in varying_keys(rows)]
    else:
        columns = [f"config.{name.removeprefix('config.')}" for name in names]
        check_columns(rows, columns, "parameters=", f"run with a finite {metric}")
    if not columns:
        raise UsageError(
            f"No config key varies between the {len(rows)} runs that have {metric}.",
            hint="Call runs.differences() to list the keys that vary.",
        )
    return columns


def _has_no_place(rows: Sequence[dict[str, object]], name: str) -> bool:
    """Return whether a column has NaN or infinite numbers, so that it is categorical."""
    values = [row.get(name) for row in rows]
    return any(isinstance(value, float) and not math.isfinite(value) for value in values)
