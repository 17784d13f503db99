# Generated from src/runql/_async/analysis/runs.py by `make generate`. Do not edit.

"""Analysis of a list of runs: groups, differences and stitched histories."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from runql._choices import checked_choice
from runql._wandb_names.attributes import WandbNames
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from runql._models.analysis.differences import VaryingKey
    from runql._models.analysis.group_table import Aggregate, GroupTable, Mode
    from runql._models.analysis.stitching import Rule, Stitched
    from runql._models.history.many_runs import ListedRuns
    from runql._models.history.plan import HistoryQuery
    from runql._paging.pages import Listing
    from runql._sync._client.session import Session

__all__ = ["RunGroups", "RunsAnalysis"]


class RunsAnalysis:
    """Methods of a list of runs that compute groups, differences and stitched histories."""

    _session: Session
    _listing: Listing[Any, Any]

    def group_by(self, *by: str) -> RunGroups:
        """Return the runs in groups, for `aggregate()` and `sizes()`.

        Args:
            by: Columns of the runs' table, such as `config.algo`, `group` or `state`.

        Raises:
            UsageError: If no column is passed.

        Requests: None until `aggregate()` or `sizes()` is called.
        """
        if not by:
            raise UsageError("group_by() requires a column.", hint='Use group_by("config.algo").')
        return RunGroups(self, by)

    def differences(self) -> list[VaryingKey]:
        """Return the config keys whose values differ between the runs, with the values.

        Nested keys have dotted names. A key that some runs lack also counts as different.

        Requests: One per page that has not been read; one more per page for a named config or summary that is not loaded.
        """
        from runql._models.analysis.differences import varying_keys

        return varying_keys(self._rows_with(["config"]))

    def stitch(
        self, keys: Sequence[str] | None = None, *, rule: Rule = "later", window: int = 8
    ) -> Stitched:
        """Join the histories of runs that continue each other, such as a restarted job.

        All runs of the list must have the same name or the same group. They are joined in the order
        of their creation. With the rule `later`, each run replaces the rows of all earlier runs from
        its own first step on, also beyond its last step, because later rows of an earlier run belong
        to an abandoned branch. With `first`, each run continues after the last step of all earlier
        runs. `runs` of the result reports the rows that each run contributed, and the number of its
        rows that were dropped.

        Args:
            keys: Keys to return; None for all. Rows with none of these keys are left out.
            rule: Run whose rows are used where steps overlap: `later` or `first`.
            window: Runs whose histories are read concurrently.

        Raises:
            UsageError: If the rule is unknown, or the list is of the runs of an agent or of an
                artifact version; nothing was sent. Also if the runs have neither a name nor a group in
                common.
            MissingDependencyError: If pyarrow is not installed; nothing was sent.
            BatchError: If some histories could not be read.

        Requests: One per page of runs that has not been read; then the same as `histories(keys)`,
        and with keys also the same as `histories(["_step"])`.
        """
        from runql._frames.formats import require_format
        from runql._models.analysis.grouping import creation_order
        from runql._models.analysis.stitching import RULES, refuse_unrelated, step_bounds, stitched
        from runql._models.history.many_runs import RUN_ID, ListedRuns, check_histories
        from runql._models.history.plan import HistoryQuery
        from runql._models.history.rows import STEP, check_keys, renamed

        require_format("arrow")
        chosen = checked_choice("rule", rule, RULES)
        check_histories(window, "raise")
        listed = ListedRuns.of(self._listing.call, self._listing.window)
        names = check_keys(keys)
        rows = self._rows_with(())
        refuse_unrelated(rows)
        query = HistoryQuery(names, page_size=10_000)
        tables, unfinished = self._history_tables(listed, query, window)
        runs = [str(rows[index]["id"]) for index in creation_order(rows)]
        ordered = {run: tables[run] for run in runs if run in tables}
        bounds = None
        if names is not None and STEP not in names:
            # The first and last step of a run come from all of its rows, not only from the rows
            # that have the keys.
            steps, _ = self._history_tables(listed, HistoryQuery((STEP,), page_size=10_000), window)
            bounds = step_bounds(steps)
        shown = None if names is None else renamed(names, RUN_ID)
        return stitched(ordered, chosen, bounds=bounds, keys=shown, unfinished=unfinished)

    def _history_tables(
        self, listed: ListedRuns, query: HistoryQuery, window: int
    ) -> tuple[dict[str, pa.Table], list[str]]:
        """Return the histories of all runs by ID, and the IDs of unfinished runs."""
        from runql._sync.history.many_runs import Histories

        histories = Histories(self._session, listed, query, window=window, failures="raise")
        tables: dict[str, pa.Table] = {}
        unfinished: list[str] = []
        with closing(histories.__iter__()) as found:
            for history in found:
                tables[history.run_id] = history.table()
                if not history.complete:
                    unfinished.append(history.run_id)
        return tables, unfinished

    def _rows_with(self, columns: Sequence[str]) -> list[dict[str, object]]:
        raise NotImplementedError


class RunGroups(WandbNames):
    """Runs of a list, grouped by the values of columns.

    Attributes:
        by: Columns that the runs are grouped by.
    """

    def __init__(self, runs: RunsAnalysis, by: tuple[str, ...]) -> None:
        self.by = by
        self._runs = runs

    def aggregate(
        self,
        aggregates: Mapping[str, Sequence[Aggregate] | Aggregate],
        *,
        mode: Mode | Mapping[str, Mode] | None = None,
    ) -> GroupTable:
        """Return a table with a row per group: keys, number of `runs`, and statistics.

        Runs whose value is NaN or not a number count in `runs` but not in the statistics. `n` is
        the number of runs in the statistics.

        Args:
            aggregates: Statistics by column, such as `{"summary.accuracy": ["mean", "std",
                "best"]}`.
            mode: Whether lower (`min`) or higher (`max`) values are better, for all columns or by
                column; used by `best`, and for bold values in `to_markdown()`.

        Raises:
            UsageError: If no run has a column, a statistic is unknown, or `best` is requested
                without a mode.
            MissingDependencyError: If a library of the extra `analysis` is not installed; nothing
                was sent.

        Requests: One per page that has not been read; one more per page for a named config or
        summary that is not loaded.
        """
        from runql._models.analysis.dependencies import require_analysis_libraries
        from runql._models.analysis.group_table import aggregate_rows

        require_analysis_libraries("aggregate()")
        rows = self._runs._rows_with([*self.by, *aggregates])
        return aggregate_rows(rows, self.by, aggregates, mode)

    def sizes(self) -> dict[tuple[object, ...], int]:
        """Return the number of runs in each group, by the values of its columns.

        Raises:
            UsageError: If no run has a column.

        Requests: One per page that has not been read; one more per page for a named config or summary that is not loaded.
        """
        from runql._models.analysis.grouping import check_columns, group_indexes

        rows = self._runs._rows_with(self.by)
        check_columns(rows, self.by, "group_by")
        return {key: len(indexes) for key, indexes in group_indexes(rows, self.by).items()}

    def __repr__(self) -> str:
        return f"<{type(self).__name__} by {', '.join(self.by)}>"
