# Generated from src/runql/_async/sweeps/runs.py by `make generate`. Do not edit.

"""Runs of a sweep: lists, best runs, tables and analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql._frames.convert import to_frame
from runql._frames.formats import require_format
from runql._models.sweeps.analysis import SweepAnalysis, require_analysis
from runql._models.sweeps.base import SweepBase
from runql._models.sweeps.ranking import (
    choose_ranking,
    no_best_run,
    ordered_ranking,
    unknown_metric,
)
from runql._models.sweeps.table import sweep_columns, sweep_row
from runql._sync.sweeps.run_list import SweepRunList
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from runql._models.sweeps.importance import ParameterImportances
    from runql._models.sweeps.ranking import Ranking
    from runql._paging.order import Order
    from runql._sync._client.session import Session
    from runql._sync.runs.listing import Runs
    from runql._sync.runs.resource import Run
    from runql._sync.runs.summary import ConfigT, SummaryT

__all__ = ["SweepRuns"]

_TABLE_PAGE = 500


class SweepRuns(SweepBase):
    """Methods of a sweep that read and analyze its runs."""

    _session: Session

    _run_list: SweepRunList | None = None

    @property
    def runs(self) -> SweepRunList:
        """The sweep's runs: a lazy list, which can be called with the arguments of `api.runs`.

        `sweep.runs` is the same list until `refresh()`; `sweep.runs(filters, order)` is a new list.

        Requests: None until iterated; then one per page.
        """
        if self._run_list is None:
            self._run_list = SweepRunList.of(self._session, self.project_path, self.id)
        return self._run_list

    def best_run(
        self,
        order: str | Order | None = None,
        *,
        metric: str | None = None,
        goal: str | None = None,
        include_failed: bool = False,
        config: type[ConfigT] | None = None,
        summary: type[SummaryT] | None = None,
    ) -> Run[ConfigT, SummaryT]:
        """Return the run with the best value of the sweep's metric.

        Runs without a finite value of the metric are excluded, and so are runs that failed, crashed or
        were killed. If neither the config nor the call names a metric, the newest run is returned. If
        `define_metric(summary=...)` created the summary value, such as `{"min": 0.1}`, the member that
        matches the goal counts: `min` or `max`, or else `best`, `last`, `mean`. A warning lists the
        members if different members were used.

        Args:
            order: Order of `api.runs`, such as `-created_at`, to return the first run in that order.
            metric: Summary key that replaces the config's metric.
            goal: `minimize` or `maximize`; None for the config's goal, or else `minimize`.
            include_failed: Whether runs that failed, crashed or were killed count too.
            config: Type of `run.config`, as in `api.runs`.
            summary: Type of `run.summary`, as in `api.runs`.

        Raises:
            NotFoundError: If no run can be the best; if no run has the metric, suggests a similar key.
            UsageError: If the goal is unknown, both an order and a metric are passed, or a run has
                only members of the metric that do not match the goal.

        Requests: One; one more per ten runs whose value is not finite, and one more for more than ten runs.

        Examples:
            >>> sweep = api.sweeps("sandbox/mnist").first()
            >>> best = sweep.best_run()
            >>> best.id, best.summary["best_accuracy"]
            ('demo0021', 0.9918393258584316)
        """
        ranking = self._ranking(order, metric, goal, abandoned=include_failed)
        if ranking is not None:
            found = self._best(ranking, 1, config, summary)
        else:
            newest = self.runs(
                order=order or "-created_at", per_page=1, limit=1, config=config, summary=summary
            )
            found = newest.all()
        if not found:
            raise no_best_run(str(self._path), ranking)
        return found[0]

    def top_k(
        self,
        count: int,
        *,
        metric: str | None = None,
        goal: str | None = None,
        include_failed: bool = False,
        config: type[ConfigT] | None = None,
        summary: type[SummaryT] | None = None,
    ) -> list[Run[ConfigT, SummaryT]]:
        """Return up to `count` runs with the best values of the metric, best first.

        The other arguments are those of `best_run`.

        Raises:
            UsageError: If the count is below 1, or neither the config nor the call names a metric.
            NotFoundError: If runs have summaries, and none has the metric.

        Requests: One; more if values of runs are not finite, or if the sweep has more runs than `count`.

        Examples:
            >>> sweep = api.sweeps("sandbox/mnist").first()
            >>> [run.name for run in sweep.top_k(3)]
            ['sgd-21', 'lion-23', 'adam-13']
        """
        if count < 1:
            raise UsageError(f"count must be at least 1, got {count}.")
        ranking = self._ranking(None, metric, goal, abandoned=include_failed)
        return self._best(self._named(ranking), count, config, summary)

    def to_pandas(self) -> pd.DataFrame:
        """Return a table with a row per run: the sweep's parameters and all summary metrics.

        Columns are `id`, `name`, `state`, `created_at`, `duration` in seconds, `config.<parameter>`
        in the config's order, and `summary.<key>` for strings, numbers and booleans.

        Raises:
            MissingDependencyError: If pandas is not installed; nothing was sent.

        Requests: One per 500 runs.

        Examples:
            >>> sweep = api.sweeps("sandbox/mnist").first()
            >>> frame = sweep.to_pandas()
            >>> frame[["name", "state", "summary.loss"]].head(2)
                 name     state  summary.loss
            0   sgd-0  finished      0.059117
            1  adam-1  finished      0.073034
        """
        require_format("pandas")
        rows, columns = self._table()
        return to_frame(rows, columns, "pandas")

    def to_polars(self) -> pl.DataFrame:
        """Return the table of `to_pandas` as a polars frame.

        Raises:
            MissingDependencyError: If polars is not installed; nothing was sent.

        Requests: One per 500 runs.
        """
        require_format("polars")
        rows, columns = self._table()
        return to_frame(rows, columns, "polars")

    def to_arrow(self) -> pa.Table:
        """Return the table of `to_pandas` as an Arrow table.

        Raises:
            MissingDependencyError: If pyarrow is not installed; nothing was sent.

        Requests: One per 500 runs.
        """
        require_format("arrow")
        rows, columns = self._table()
        return to_frame(rows, columns, "arrow")

    def analysis(
        self, metric: str | None = None, *, goal: str | None = None, include_failed: bool = False
    ) -> SweepAnalysis:
        """Read the runs once, for statistics and charts of the parameters and a metric.

        Args:
            metric: Summary key; None for the config's metric.
            goal: `minimize` or `maximize`; None for the config's goal.
            include_failed: Whether runs that failed, crashed or were killed count too.

        Raises:
            MissingDependencyError: If the extra `analysis` is not installed; nothing was sent.
            UsageError: If neither the config nor the call names a metric.
            NotFoundError: If runs have summaries, and none has the metric.

        Requests: One per 500 runs.
        """
        require_analysis()
        ranking = self._ranking(None, metric, goal, abandoned=include_failed)
        chosen = self._named(ranking)
        names = list(self.config.parameters)
        runs = self._light_runs(chosen.filters).all()
        chosen.warn_mixed(runs)
        rows = [
            (run.id, sweep_row(run, names), value)
            for run in runs
            if (value := chosen.value(run)) is not None
        ]
        self._refuse_unknown(chosen, rows)
        return SweepAnalysis.of_rows(str(self._path), self.config, chosen, rows)

    def parameter_importance(
        self, metric: str | None = None, *, include_failed: bool = False
    ) -> ParameterImportances:
        """Return the importance of each parameter for a metric, as the web app does.

        Importance is that of a random forest, and sums to 1. Correlation is linear, between -1
        and 1. Categorical parameters are one-hot encoded.

        Args:
            metric: Summary key; None for the config's metric.
            include_failed: Whether runs that failed, crashed or were killed count too.

        Returns:
            The parameters, the most important first; `plot()` draws them.

        Raises:
            MissingDependencyError: If the extra `analysis` is not installed; nothing was sent.
            UsageError: If neither the config nor the call names a metric, or too few runs have the
                metric.

        Requests: One per 500 runs.
        """
        found = self.analysis(metric, include_failed=include_failed)
        return found.importance()

    def _ranking(
        self, order: str | Order | None, metric: str | None, goal: str | None, *, abandoned: bool
    ) -> Ranking | None:
        if order is None:
            return choose_ranking(self.config, metric=metric, goal=goal, abandoned=abandoned)
        if metric is not None or goal is not None:
            raise UsageError(
                "order= excludes metric= and goal=: it defines both the key and the direction.",
                hint="Pass either order=, or metric= and goal=.",
            )
        return ordered_ranking(order, abandoned=abandoned)

    def _named(self, ranking: Ranking | None) -> Ranking:
        if ranking is None:
            raise UsageError(
                f"No metric: the config of the sweep {self._path} does not define one.",
                hint='Pass a summary key: metric="loss".',
            )
        return ranking

    def _best(
        self,
        ranking: Ranking,
        count: int,
        config: type[ConfigT] | None,
        summary: type[SummaryT] | None,
    ) -> list[Run[ConfigT, SummaryT]]:
        runs = self.runs(
            ranking.filters,
            ranking.order,
            per_page=min(max(count, 10), 1000),
            config=config,
            summary=summary,
        )
        found: list[Run[ConfigT, SummaryT]] = []
        seen: list[Run[ConfigT, SummaryT]] = []
        for page in runs.pages():
            seen += page.items
            found = ranking.best_first([*found, *page.items])[:count]
            if len(found) == count and page.cursor is not None:
                others = self._with_aggregates(ranking, {run.id for run in found}, config, summary)
                seen += others
                found = ranking.best_first([*found, *others])[:count]
                break
        ranking.warn_mixed(seen)
        if not found:
            self._refuse_unknown(ranking, seen)
        return found

    def _with_aggregates(
        self,
        ranking: Ranking,
        known: set[str],
        config: type[ConfigT] | None,
        summary: type[SummaryT] | None,
    ) -> list[Run[ConfigT, SummaryT]]:
        """Return the runs with aggregates of the metric, which servers do not sort together with numbers."""
        runs = self.runs(
            ranking.with_aggregates, per_page=_TABLE_PAGE, config=config, summary=summary
        )
        return [run for run in runs if run.id not in known]

    def _refuse_unknown(self, ranking: Ranking, seen: Sequence[object]) -> None:
        """Raise NotFoundError if runs have summaries, but none has the metric."""
        if seen:
            return
        page = self.runs(per_page=50, limit=50, fields=["summary"]).all()
        error = unknown_metric(f"the sweep {self._path}", ranking, page)
        if error is not None:
            raise error

    def _light_runs(self, filters: Mapping[str, object] | None = None) -> Runs[Any, Any]:
        varied = {name.partition(".")[0] for name in self.config.parameters}
        fields = [*(f"config.{name}" for name in sorted(varied)), "summary"]
        return self.runs(filters, per_page=_TABLE_PAGE, fields=fields)

    def _table(self) -> tuple[list[dict[str, object]], list[str]]:
        names = list(self.config.parameters)
        rows = [sweep_row(run, names) for run in self._light_runs()]
        return rows, sweep_columns(rows, names)
