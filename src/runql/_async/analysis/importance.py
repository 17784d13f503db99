"""How much each key of config matters for a metric, over the runs of a list."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from runql._models._attributes.text_lists import text_list
from runql._models.analysis.differences import varying_keys
from runql._models.analysis.grouping import check_columns
from runql._models.runs.table import run_row
from runql._models.sweeps.analysis import require_analysis
from runql._models.sweeps.importance import ParameterImportances, compute_importances
from runql._models.sweeps.ranking import named_ranking, unknown_metric
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from runql._models.runs.base import RunBase
    from runql._models.runs.fields import Part

__all__ = ["AsyncRunsImportance"]


class AsyncRunsImportance:
    """What the runs of a list say of their parameters."""

    async def parameter_importance(
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
            The parameters, the most important first; `chart()` draws them.

        Raises:
            MissingDependencyError: If the extra `analysis` is not installed; nothing was sent.
            UsageError: If fewer than four runs have the metric, no key of config varies, or no run
                has a parameter.
            NotFoundError: If runs have summaries, and none has the metric; names the near key.

        Requests: One per page that has not been read; one more per page for each of config and
            summary that the list left out.
        """
        require_analysis()
        ranking = named_ranking(metric, "max", abandoned=include_failed)
        names = None if parameters is None else text_list(parameters, "parameters")
        await self._runs_with("config", "")
        runs = await self._runs_with("summary", ranking.metric)
        counted = [
            (run_row(run), value)
            for run in runs
            if ranking.counts(run) and (value := ranking.value(run)) is not None
        ]
        ranking.warn_mixed(run for run in runs if ranking.counts(run))
        if not counted and (error := unknown_metric("the list", ranking, runs)) is not None:
            raise error
        rows = [row for row, _ in counted]
        columns = _columns(rows, names)
        if not columns:
            raise UsageError(
                f"No key of config varies between the {len(rows)} runs that have {ranking.metric}.",
                hint="runs.differences() lists the keys that vary.",
            )
        varied = {name.removeprefix("config."): _has_no_place(rows, name) for name in columns}
        values = [
            ({name.removeprefix("config."): row.get(name) for name in columns}, value)
            for row, value in counted
        ]
        return compute_importances(ranking.metric, varied, values)

    async def _runs_with(self, part: Part | None, key: str) -> Sequence[RunBase[Any, Any]]:
        """Return all runs of the list, with at least one key of a document."""
        raise NotImplementedError


def _columns(rows: Sequence[dict[str, object]], names: Iterable[str] | None) -> list[str]:
    """Return the columns of the parameters chosen, or of all that vary."""
    if names is None:
        return [each.key for each in varying_keys(rows)]
    columns = [f"config.{name.removeprefix('config.')}" for name in names]
    check_columns(rows, columns, "parameters=")
    return columns


def _has_no_place(rows: Sequence[dict[str, object]], name: str) -> bool:
    """Return whether a number of a column is NaN or infinite, so that its values are categories."""
    values = [row.get(name) for row in rows]
    return any(isinstance(value, float) and not math.isfinite(value) for value in values)
