"""What a list of runs says as a whole: curves, groups, differences."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from runql._choices import checked_choice
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from runql._async._client.session import AsyncSession
    from runql._models.analysis.differences import VaryingKey
    from runql._models.analysis.group_table import Aggregate, GroupTable, Mode
    from runql._models.analysis.stitching import Rule, Stitched
    from runql._models.history.plan import HistoryQuery
    from runql._paging.pages import Listing

__all__ = ["AsyncRunGroups", "AsyncRunsAnalysis"]


class AsyncRunsAnalysis:
    """What can be computed of the runs of a list."""

    _session: AsyncSession
    _listing: Listing[Any, Any]

    def group_by(self, *by: str) -> AsyncRunGroups:
        """Return the runs in groups, to `aggregate()`.

        Args:
            by: Columns of the runs' table, such as `config.algo`, `group` or `state`.

        Raises:
            UsageError: If no column is named.

        Requests: None until aggregated.
        """
        if not by:
            raise UsageError("group_by() requires a column.", hint='Use group_by("config.algo").')
        return AsyncRunGroups(self, by)

    async def differences(self) -> list[VaryingKey]:
        """Return the keys of config whose values are not the same in all runs of the list, and who has which.

        Nested keys have dotted names; a key that some runs lack varies, too.

        Requests: One per page that has not been read; one more per page of a list without a document named.
        """
        from runql._models.analysis.differences import varying_keys

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
            window: Runs whose histories are read concurrently.

        Raises:
            UsageError: If the rule does not exist, and nothing was sent; or the runs have no name
                and no group in common.
            MissingDependencyError: If pyarrow is not installed; nothing was sent.
            BatchError: If some histories could not be read.

        Requests: One per page of runs that has not been read; then as `histories(keys)`, and with
            keys as `histories(["_step"])`, too.
        """
        from runql._frames.formats import require_format
        from runql._models.analysis.grouping import creation_order
        from runql._models.analysis.stitching import RULES, refuse_unrelated, step_bounds, stitched
        from runql._models.history.many_runs import RUN_ID, check_histories
        from runql._models.history.plan import HistoryQuery
        from runql._models.history.rows import STEP, check_keys, renamed

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
        from runql._async.history.many_runs import AsyncHistories
        from runql._models.history.many_runs import ListedRuns

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
        from runql._models.analysis.dependencies import require_analysis_libraries
        from runql._models.analysis.group_table import aggregate_rows

        require_analysis_libraries("aggregate()")
        rows = await self._runs._rows_with([*self.by, *aggregates])
        return aggregate_rows(rows, self.by, aggregates, mode)

    async def sizes(self) -> dict[tuple[object, ...], int]:
        """Return how many runs each group has, by the values of its columns.

        Raises:
            UsageError: If no run has a column.

        Requests: One per page that has not been read; one more per page of a list without a document named.
        """
        from runql._models.analysis.grouping import check_columns, group_indexes

        rows = await self._runs._rows_with(self.by)
        check_columns(rows, self.by, "group_by")
        return {key: len(indexes) for key, indexes in group_indexes(rows, self.by).items()}

    def __repr__(self) -> str:
        return f"<{type(self).__name__} by {', '.join(self.by)}>"
