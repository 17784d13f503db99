# Generated from src/runql/_async/runs/listing.py by `make generate`. Do not edit.

"""Lists of runs, and the builder of runs from responses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic

from runql._frames.convert import frame_of_columns
from runql._frames.formats import require_format
from runql._models.runs.listed.page_batch import PageBatch
from runql._models.runs.listed.table import run_columns, run_row
from runql._models.runs.responses import counted_runs, listed_page
from runql._paging.garbage import collection_paused
from runql._paging.order import order_to_wire
from runql._paging.pages import GROWN_PAGE, Page
from runql._sync.analysis.curves import RunsCurves
from runql._sync.analysis.group_sizes import RunsGroupSizes
from runql._sync.analysis.importance import RunsImportance
from runql._sync.analysis.plots import RunsPlots
from runql._sync.analysis.runs import RunsAnalysis
from runql._sync.analysis.selection import RunsSelection
from runql._sync.copies.runs import RunsCopies
from runql._sync.runs.bulk_edits import RunsEdits
from runql._sync.runs.resource import Run
from runql._sync.runs.summary import ConfigT, SummaryT
from runql._sync.runs.sweep import check_sweeps

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    import polars as pl
    import pyarrow as pa
    from runql_graphql.fragments.runs.base import RunFull

    from runql._models.history.many_runs import Failures
    from runql._models.history.rows import How
    from runql._models.runs.fields import Part
    from runql._models.runs.listed.context import RunContext
    from runql._models.runs.listed.rows import RunRows
    from runql._paging.order import Order
    from runql._paths.projects import ProjectPath
    from runql._sync._client.session import Session
    from runql._sync.history.many_runs import Histories

__all__ = ["Runs"]


class Runs(
    RunsEdits[ConfigT, SummaryT],
    RunsAnalysis,
    RunsCopies,
    RunsCurves,
    RunsGroupSizes,
    RunsPlots,
    RunsImportance,
    RunsSelection[Run[ConfigT, SummaryT]],
    Generic[ConfigT, SummaryT],
):
    """Lazy list of a project's runs, with methods for all runs of the list.

    Requests: One per page up to the last requested run.
    """

    _known_sweeps: frozenset[str] = frozenset()
    """IDs of sweeps that exist, which the check of the filter does not request."""

    @property
    def _entity(self) -> str:
        return self._requested("entity")

    @property
    def _project(self) -> str:
        return self._requested("project")

    def _requested(self, name: str) -> str:
        if name not in self._listing.call.variables:
            raise AttributeError(f"Runs of this list can be of several projects. Use run.{name}.")
        return str(self._listing.call.variables[name])

    def to_pandas(self) -> pd.DataFrame:
        """Return a table with a row per run, and columns for attributes and keys.

        Columns of config and summary are named `config.<key>` and `summary.<key>`, with dots for nested keys.
        `duration` is in seconds; times are timezone-aware.

        Raises:
            MissingDependencyError: If pandas is not installed; nothing was sent.

        Requests: One per page that has not been read.

        Examples:
            >>> frame = api.runs("sandbox/mnist", order="-summary_metrics.accuracy", limit=2).to_pandas()
            >>> frame[["name", "config.learning_rate", "summary.accuracy"]]
                  name  config.learning_rate  summary.accuracy
            0  lion-14                  0.03          0.990092
            1  adam-16                  0.03          0.986764
        """
        require_format("pandas")
        return frame_of_columns(run_columns(self.all()), "pandas")

    def to_polars(self) -> pl.DataFrame:
        """Return the table of `to_pandas` as a polars frame.

        Raises:
            MissingDependencyError: If polars is not installed; nothing was sent.

        Requests: One per page that has not been read.

        Examples:
            >>> frame = api.runs("sandbox/mnist", "state = 'failed'").to_polars()
            >>> frame["name"].to_list()
            ['sgd-18', 'adam-19', 'lion-20']
        """
        require_format("polars")
        return frame_of_columns(run_columns(self.all()), "polars")

    def to_arrow(self) -> pa.Table:
        """Return the table of `to_pandas` as an Arrow table.

        Raises:
            MissingDependencyError: If pyarrow is not installed; nothing was sent.

        Requests: One per page that has not been read.
        """
        require_format("arrow")
        return frame_of_columns(run_columns(self.all()), "arrow")

    def histories(
        self,
        keys: Sequence[str] | None = None,
        *,
        min_step: int | None = None,
        max_step: int | None = None,
        how: How = "any",
        window: int = 8,
        page_size: int = 10_000,
        after: str | None = None,
        failures: Failures = "raise",
    ) -> Histories:
        """Return the complete histories of all runs of the list.

        Iterate over the result for one history per run, in the order of the list, or over its
        `batches()`. `to_pandas()`, `to_polars()` and `to_arrow()` return one frame with a column
        `run_id`. Rows are the same as in `run.history()`. Several histories are read concurrently.

        Args:
            keys: Keys to return; None for all.
            min_step: First step to read.
            max_step: End of the steps to read, exclusive.
            how: `any` selects rows with at least one of the keys, `all` rows with every key.
            window: Number of histories that are read concurrently and kept in memory; fewer if their rows would
                exceed the settings' `history_window_bytes`.
            page_size: Live rows per request.
            after: The `cursor` of an earlier history, to continue after its run.
            failures: Treatment of runs that could not be read: `raise` raises an error after all
                other histories, `collect` only records the errors in `failures`.

        Raises:
            UsageError: If an argument is out of bounds, or the list is of the runs of an agent or of
                an artifact version; nothing was sent.

        Requests: None until iterated; then one per page of runs, one per exported file, one per
        page of live rows.

        Examples:
            >>> runs = api.runs("sandbox/mnist", order="created_at", limit=2)
            >>> frame = runs.histories(["loss"], max_step=2).to_pandas()
            >>> frame
                 run_id  _step      loss
            0  demo0000      0  2.359417
            1  demo0000      1  2.275851
            2  demo0001      0  2.362882
            3  demo0001      1  2.304311
        """
        from runql._models.history.many_runs import ListedRuns, check_histories
        from runql._models.history.plan import HistoryQuery
        from runql._models.history.rows import check_keys
        from runql._sync.history.many_runs import Histories

        check_histories(window, failures)
        query = HistoryQuery(check_keys(keys), min_step, max_step, how, page_size)
        listing = self._listing
        part = replace(listing.window, after=after or listing.window.after)
        runs = ListedRuns.of(listing.call, part)
        return Histories(self._session, runs, query, window=window, failures=failures)

    def _check_first_page(self) -> None:
        self._check_aggregates()
        self._check_keys()
        listing, buffer = self._listing, self._buffer
        if buffer.done and not buffer.items and listing.window.after is None:
            from runql._sync.history.missing_keys import check_display_names

            check_sweeps(self._session, listing.call, self._known_sweeps)
            check_display_names(self._session, listing.call)

    def _check_aggregates(self) -> None:
        """Check once whether the filter or the order does not work for runs with aggregates."""
        from runql._models.runs.aggregates import AggregatesProbe
        from runql._sync.history.aggregates import check_aggregates

        listing, buffer = self._listing, self._buffer
        requested, is_of_project = listing.call.variables, listing.call.operation.name == "ListRuns"
        # The order of pages with complete summaries is checked page by page.
        is_whole = requested.get("withSummary") and requested.get("summaryKeys") is None
        probe = AggregatesProbe.of(listing.call, with_order=not (is_whole and is_of_project))

        def read(response: Any) -> tuple[Sequence[RunFull], int | None]:  # noqa: ANN401
            """Return the runs of a response to the probe, and their number."""
            if is_of_project:
                return counted_runs(response)
            page = listing.read(response)
            return [run._sent for run in page.items], page.total

        is_empty = buffer.done and not buffer.items
        check_aggregates(self._session, probe, is_empty=is_empty, read=read)

    def _check_keys(self) -> None:
        """Warn once about keys in the filter, the order and `fields=` that no run has."""
        from runql._sync.history.missing_keys import check_listed_keys

        buffer = self._buffer
        if self._listing.window.after is not None:
            return  # The list may be empty because `after` is the cursor of its last run.
        check_listed_keys(
            self._session,
            self._listing.call,
            buffer.items,
            is_empty=buffer.done and not buffer.items,
            read=lambda response: self._listing.read(response).items,
        )

    def _table_rows(self) -> list[dict[str, object]]:
        return [run_row(run) for run in self.all()]

    def _rows_with(self, columns: Sequence[str]) -> list[dict[str, object]]:
        """Return the rows of the table, and load config and summary if a column needs them."""
        for name in columns:
            document, _, key = name.partition(".")
            if document in ("config", "summary"):
                self._runs_with("config" if document == "config" else "summary", key)
        return self._table_rows()

    def _runs_with(self, part: Part | None, key: str) -> list[Run[ConfigT, SummaryT]]:
        runs = self.all()
        for run in runs:
            if part is not None and not run._has_key(part, key):
                run.load(part)
        return runs


@dataclass(frozen=True, slots=True)
class RunBuilder:
    """Builder of runs from responses.

    Attributes:
        session: Session that sends the requests of the runs.
        path: The requested project.
        context: Data that all runs share.
        order: The requested order; None for the default.
    """

    session: Session
    path: ProjectPath
    context: RunContext
    order: str | Order | None = None

    def read(self, response: RunRows) -> Page[Run[Any, Any]]:
        """Return a page of runs from a response.

        Raises:
            OrderError: If the key of the order has aggregates instead of values.
        """
        from runql._models.runs.aggregates import refuse_ordered_aggregates

        found = listed_page(response, self.path)
        # A page without config and summary may have 1,000 runs; loading both for all of them in one
        # request would be too large.
        batches: list[PageBatch[Run[Any, Any]]] = [
            PageBatch() for _ in range(0, len(found.runs), GROWN_PAGE)
        ]
        session, path, context = self.session, self.path, self.context
        # Subscribing `Run[Any, Any]` for each run would take as long as creating the run.
        made: type[Run[Any, Any]] = Run
        with collection_paused():
            runs = tuple(
                made(session, sent, path, context, batches[index // GROWN_PAGE])
                for index, sent in enumerate(found.runs)
            )
        if self.order is not None:
            refuse_ordered_aggregates(self.order, order_to_wire(self.order), runs)
        return Page(runs, found.cursor, found.total, size=response.size, end=found.end)


def run_key(run: Run[Any, Any]) -> str:
    """Return the deduplication key of a run."""
    return run.storage_id
