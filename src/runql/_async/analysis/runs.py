"""What a list of runs says as a whole: curves, groups, differences."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from runql._async.history.many_runs import AsyncHistories
from runql._choices import checked_choice
from runql._frames.formats import require_format
from runql._models.analysis.curve_table import Curves, CurvesInfo, chosen_runs, curves_of
from runql._models.analysis.curves import CurveQuery, check_grid
from runql._models.analysis.dependencies import require_analysis_libraries
from runql._models.analysis.differences import VaryingKey, varying_keys
from runql._models.analysis.group_table import aggregate_rows
from runql._models.analysis.grouping import check_columns, creation_order, group_indexes
from runql._models.analysis.series import series_of
from runql._models.analysis.smoothing import check_smoothing
from runql._models.analysis.statistics import check_statistics
from runql._models.analysis.stitching import (
    RULES,
    refuse_unrelated,
    step_bounds,
    stitched,
)
from runql._models.history.many_runs import RUN_ID, ListedRuns, check_histories
from runql._models.history.plan import HistoryQuery
from runql._models.history.rows import STEP, check_keys, renamed
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from runql._async._client.session import AsyncSession
    from runql._models.analysis.curves import Grid
    from runql._models.analysis.group_table import Aggregate, GroupTable, Mode
    from runql._models.analysis.series import Series
    from runql._models.analysis.smoothing import Smoothing
    from runql._models.analysis.statistics import Interval, Statistic
    from runql._models.analysis.stitching import Rule, Stitched
    from runql._paging.pages import Listing

__all__ = ["AsyncRunGroups", "AsyncRunsAnalysis"]


class AsyncRunsAnalysis:
    """What can be computed of the runs of a list."""

    _session: AsyncSession
    _listing: Listing[Any, Any]

    async def curves(
        self,
        key: str,
        x: str = STEP,
        *,
        by: Sequence[str] = (),
        over: str | None = None,
        grid: Grid = 200,
        smooth: Smoothing | float | None = None,
        stats: Sequence[Statistic] = ("mean", "std", "n"),
        interval: Interval = "t",
        seed: int = 0,
        min_step: int | None = None,
        max_step: int | None = None,
        window: int = 8,
    ) -> Curves:
        """Return a metric of groups of runs on one grid: a row per group and place of x.

        Every row of the runs' histories that has the metric and x is read, and of these two keys
        only. Each run is
        smoothed on its own points, then read at the places of the grid: linearly between two
        points, nowhere else. A run counts in a place if that is between its own first and last x
        and its metric is not a NaN on either side; `n` tells how many do. Places where no run of a
        group counts have no row.

        Args:
            key: The metric.
            x: The key of the x axis: `_step`, `_timestamp`, `_runtime`, or a metric such as
                `global_step`. Of several rows of a run with one x the last counts.
            by: Columns of the runs' table to group by, such as `config.algo` or `group`; none for
                one group.
            over: The column that tells the runs of a group apart, such as `config.seed`. Of runs of
                a group with the same value the newest counts; `info.superseded` names the others.
            grid: A number of places evenly from the first to the last x of all runs, `union` for
                every x of a group's runs, or the places themselves.
            smooth: A weight between 0 and 1, as in the web app, or `EMA`, `Rolling` or `Gaussian`
                of `runql.analysis`.
            stats: Statistics: `mean`, `std`, `sem`, `min`, `max`, `median`, `ci95`, `n`.
            interval: How `ci95` is computed: by Student's `t`, or by `bootstrap`.
            seed: Seed of the bootstrap.
            min_step: First step to read.
            max_step: Step to end before.
            window: Runs whose histories are read at once.

        Raises:
            UsageError: If an argument is out of bounds, and nothing was sent; or no run has a key
                of `by` or `over`.
            DataValidationError: If the metric or x holds something else than numbers.
            MissingDependencyError: If a library of the extra `analysis` is not installed; nothing
                was sent.
            BatchError: If some histories could not be read.

        Requests: One per page of runs that has not been read, and one more where the list left out
            a document that `by` or `over` names; then as `histories(keys=[key, x])`.
        """
        require_analysis_libraries("curves()")
        if isinstance(by, str) or not all(isinstance(each, str) for each in by):  # pyright: ignore[reportUnnecessaryIsInstance]
            hint = f"Use by=[{by!r}]." if isinstance(by, str) else 'Use by=["config.algo"].'
            raise UsageError(f"by must be a list of columns, got {by!r}.", hint=hint)
        query = CurveQuery(
            key, x, tuple(by), over or "", check_grid(grid), check_smoothing(smooth),
            check_statistics(stats, interval, seed),
        )  # fmt: skip
        check_histories(window, "raise")
        keys = check_keys([key] if x == STEP else [key, x])
        history_query = HistoryQuery(keys, min_step, max_step, "all", page_size=10_000)
        groups, superseded = chosen_runs(await self._rows_with([*query.by, query.over]), query)
        series: dict[str, Series] = {}
        unfinished: list[str] = []
        listed = ListedRuns.of(self._listing.call, self._listing.window)
        histories = AsyncHistories(
            self._session, listed, history_query, window=window, failures="raise"
        )
        async with aclosing(histories.__aiter__()) as found:
            async for history in found:
                if history.run_id in groups:
                    series[history.run_id] = series_of(history.run_id, history.to_arrow(), x, key)
                    if not history.complete:
                        unfinished.append(history.run_id)
        info = CurvesInfo(
            key,
            x,
            runs=sum(run in groups and len(each.x) > 0 for run, each in series.items()),
            points=sum(len(each.x) for each in series.values()),
            without=tuple(run for run in groups if run not in series or not len(series[run].x)),
            superseded=superseded,
            unfinished=tuple(unfinished),
        )
        return curves_of(groups, series, query, info)

    def group_by(self, *by: str) -> AsyncRunGroups:
        """Return the runs in groups, to `aggregate()`.

        Args:
            by: Columns of the runs' table, such as `config.algo`, `group` or `state`.

        Raises:
            UsageError: If no column is named.

        Requests: None until aggregated.
        """
        if not by:
            raise UsageError("group_by() names no column.", hint='Use group_by("config.algo").')
        return AsyncRunGroups(self, by)

    async def differences(self) -> list[VaryingKey]:
        """Return the keys of config whose values are not the same in all runs of the list, and who has which.

        Nested keys have dotted names; a key that some runs lack varies, too.

        Requests: One per page that has not been read; one more per page of a list without a document named.
        """
        return varying_keys(await self._rows_with(["config"]))

    async def stitch(
        self, keys: Sequence[str] | None = None, *, rule: Rule = "later", window: int = 8
    ) -> Stitched:
        """Return the histories of runs that continue each other as one history, such as those of a
        job that restarted.

        The runs of the list must have one name or one group. They are taken in the order in which
        they were created. With the rule `later`, each run takes the place of all earlier ones from
        its own first step on, also beyond
        its last step: what an earlier run did after that step belongs to a branch that was given
        up. With `first`, each run continues after the last step of all earlier ones. `runs` of the
        result tells what each run contributed, and how many of its rows were dropped.

        Args:
            keys: Keys to give; None for all. Rows that have none of them are left out.
            rule: Whose rows stay where steps overlap: those of the `later` run or of the `first`.
            window: Runs whose histories are read at once.

        Raises:
            UsageError: If the rule does not exist, and nothing was sent; or the runs have no name
                and no group in common.
            MissingDependencyError: If pyarrow is not installed; nothing was sent.
            BatchError: If some histories could not be read.

        Requests: One per page of runs that has not been read; then as `histories(keys)`, and with
            keys as `histories(["_step"])`, too.
        """
        require_format("arrow")
        chosen = checked_choice("rule", rule, RULES)
        check_histories(window, "raise")
        names = check_keys(keys)
        rows = await self._rows_with(())
        refuse_unrelated(rows)
        query = HistoryQuery(names, page_size=10_000)
        tables, unfinished = await self._history_tables(query, window)
        runs = [str(rows[index]["id"]) for index in creation_order(rows)]
        ordered = {run: tables[run] for run in runs if run in tables}
        bounds = None
        if names is not None and STEP not in names:
            # Where a run begins and ends is told by all of its rows, and not by those that have the
            # keys.
            steps, _ = await self._history_tables(HistoryQuery((STEP,), page_size=10_000), window)
            bounds = step_bounds(steps)
        shown = None if names is None else renamed(names, RUN_ID)
        return stitched(ordered, chosen, bounds=bounds, keys=shown, unfinished=unfinished)

    async def _history_tables(
        self, query: HistoryQuery, window: int
    ) -> tuple[dict[str, pa.Table], list[str]]:
        """Return the histories of all runs by id, and the ids of the runs to which rows may still be added."""
        listed = ListedRuns.of(self._listing.call, self._listing.window)
        histories = AsyncHistories(self._session, listed, query, window=window, failures="raise")
        tables: dict[str, pa.Table] = {}
        unfinished: list[str] = []
        async with aclosing(histories.__aiter__()) as found:
            async for history in found:
                tables[history.run_id] = history.table()
                if not history.complete:
                    unfinished.append(history.run_id)
        return tables, unfinished

    async def _rows_with(self, columns: Sequence[str]) -> list[dict[str, object]]:
        raise NotImplementedError


class AsyncRunGroups:
    """Runs of a list in groups.

    Attributes:
        by: Columns that the runs are grouped by.
    """

    def __init__(self, runs: AsyncRunsAnalysis, by: tuple[str, ...]) -> None:
        self.by = by
        self._runs = runs

    async def aggregate(
        self,
        aggregates: Mapping[str, Sequence[Aggregate] | Aggregate],
        *,
        mode: Mode | Mapping[str, Mode] | None = None,
    ) -> GroupTable:
        """Return a table with a row per group: its keys, the number of `runs`, and statistics of
        columns.

        Runs whose value is not a number, or NaN, count in `runs` and not in the statistics; `n`
        tells how many do.

        Args:
            aggregates: Statistics by column, such as `{"summary.accuracy": ["mean", "std",
                "best"]}`.
            mode: Whether lower or higher values are better, for all columns or by column: what
                `best` gives, and what is bold in `to_markdown()`.

        Raises:
            UsageError: If no run has a column, a statistic is unknown, or `best` is requested
                without a mode.
            MissingDependencyError: If a library of the extra `analysis` is not installed; nothing
                was sent.

        Requests: One per page that has not been read; one more per page of a list without a
            document named.
        """
        require_analysis_libraries("aggregate()")
        rows = await self._runs._rows_with([*self.by, *aggregates])
        return aggregate_rows(rows, self.by, aggregates, mode)

    async def sizes(self) -> dict[tuple[object, ...], int]:
        """Return how many runs each group has, by the values of its columns.

        Raises:
            UsageError: If no run has a column.

        Requests: One per page that has not been read; one more per page of a list without a document named.
        """
        rows = await self._runs._rows_with(self.by)
        check_columns(rows, self.by, "group_by")
        return {key: len(indexes) for key, indexes in group_indexes(rows, self.by).items()}

    def __repr__(self) -> str:
        return f"<{type(self).__name__} by {', '.join(self.by)}>"
