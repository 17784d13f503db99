# Generated from src/runql/_async/analysis/importance.py by `make generate`. Do not edit.

"""How much keys of the runs of a list matter for a metric, and how they go together with it."""

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
    """What the runs of a list say of their parameters."""

    def parameter_importance(
        self,
        metric: str,
        *,
        parameters: Sequence[str] | None = None,
        include_failed: bool = False,
    ) -> ParameterImportances:
        """Say how much each key of config matters for a metric, as the web app does for sweeps.

        Importance is that of a random forest, and sums to 1; correlation is linear, between -1 and
        1. Strings, truth values and lists are encoded value by value. A run that lacks a number
        counts as the middle of the others. Runs without the metric or without a finite value are
        passed over, and so are runs that failed, crashed or were killed.

        Args:
            metric: Key of the summary, such as `summary.accuracy` or `accuracy`.
            parameters: Keys of config, with or without `config.`; None for all that vary between
                the runs.
            include_failed: Whether runs that failed, crashed or were killed count too.

        Returns:
            The parameters, the most important first; `plot()` draws them.

        Raises:
            MissingDependencyError: If the extra `analysis` is not installed; nothing was sent.
            UsageError: If fewer than four runs have the metric, no key of config varies, or no run
                has a parameter.
            NotFoundError: If runs have summaries, and none has the metric; names the near key.

        Requests: One per page that has not been read; one more per page for each of config and
            summary that the list left out.
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
        """Say how the values of the runs' table go together with a metric: Pearson's and Spearman's correlation.

        Numbers are compared as they are, truth values as 0 and 1. A column with any other value is one of categories:
        each has the correlation of 1 for runs that have it and 0 for the others. A run without a value, or with NaN or
        an infinity, does not count for that column, so `n` may differ. Where the values or the metric are the same in
        all runs that count, there is no correlation: None. Runs without a finite value of the metric count nowhere,
        and neither do runs that failed, crashed or were killed.

        Args:
            metric: Key of the summary, such as `summary.accuracy` or `accuracy`.
            columns: Columns such as `config.lr` or `summary.parameters`; None for all keys of config that vary
                between the runs.
            include_failed: Whether runs that failed, crashed or were killed count too.

        Returns:
            The columns, the strongest correlation first.

        Raises:
            MissingDependencyError: If the extra `analysis` is not installed; nothing was sent.
            UsageError: If fewer than two runs have the metric, no key of config varies, or no run
                has a column.
            NotFoundError: If runs have summaries, and none has the metric; names the near key.

        Requests: One per page that has not been read; one more per page for each of config and summary that the list
            left out.
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
            check_columns(rows, names, "columns=")
        return compute_correlations(ranking.metric, names, rows, [value for _, value in counted])

    def _counted(
        self, ranking: Ranking, columns: Sequence[str]
    ) -> list[tuple[dict[str, object], float]]:
        """Return the rows of the runs that have a finite value of a metric, and the values.

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
        """Return all runs of the list, with at least one key of a document."""
        raise NotImplementedError


def _names(names: Sequence[str] | None, argument: str) -> list[str] | None:
    """Return the columns that an argument lists, each once; None for all that vary.

    Raises:
        UsageError: If they are one string, or there is none.
    """
    if names is None:
        return None
    found = list(dict.fromkeys(text_list(names, argument)))
    if not found:
        raise UsageError(
            f"{argument} is empty.", hint="Leave it out to use all config keys that vary."
        )
    return found


def _columns(
    rows: Sequence[dict[str, object]], names: Iterable[str] | None, metric: str
) -> list[str]:
    """Return the columns of the parameters chosen, or of all that vary.

    Raises:
        UsageError: If no run has a parameter, or none varies.
    """
    from runql._models.analysis.differences import varying_keys
    from runql._models.analysis.grouping import check_columns

    if names is None:
        columns = [each.key for each in varying_keys(rows)]
    else:
        columns = [f"config.{name.removeprefix('config.')}" for name in names]
        check_columns(rows, columns, "parameters=")
    if not columns:
        raise UsageError(
            f"No key of config varies between the {len(rows)} runs that have {metric}.",
            hint="runs.differences() lists the keys that vary.",
        )
    return columns


def _has_no_place(rows: Sequence[dict[str, object]], name: str) -> bool:
    """Return whether a number of a column is NaN or infinite, so that its values are categories."""
    values = [row.get(name) for row in rows]
    return any(isinstance(value, float) and not math.isfinite(value) for value in values)
