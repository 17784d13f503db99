"""Histories of many runs, read concurrently and yielded in the order of the list."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from runql_graphql.ops import history as ops

from runql._async._client.concurrency import in_order
from runql._async._client.lister import AsyncLister
from runql._async.history.aggregates import check_aggregates
from runql._async.history.missing_keys import check_listed_keys
from runql._async.history.reader import AsyncHistoryReader
from runql._display.cards import Card, kind_of
from runql._display.objects import Displayed
from runql._frames.formats import require_format
from runql._models.history.known_keys import UnknownKeys
from runql._models.history.many_runs import (
    FATAL,
    FailedHistory,
    GatheredHistories,
    RunHistory,
    failed_histories,
    plans_page,
)
from runql._paging.continuation import after_cursor, note_continuation
from runql._paging.pages import Listing
from runql._transfer._engine.cancel import CancelToken
from runql._transfer._engine.progress import Progress
from runql._wandb_names.binding import explain_methods
from runql.errors import RunQLError, UnsupportedError, UsageError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping

    import pandas as pd
    import polars as pl
    import pyarrow as pa
    from runql_graphql.calls import Call
    from runql_graphql.list_run_history_extents import ListRunHistoryExtents
    from runql_graphql.list_run_history_plans import ListRunHistoryPlans

    from runql._async._client.session import AsyncSession
    from runql._models.history.many_runs import Failures, HistoryPlan, ListedRuns
    from runql._models.history.plan import HistoryQuery

__all__ = ["AsyncHistories", "AsyncHistoriesReader"]

_CONNECTIONS = 16
_BATCH_ROWS = 65_536


class AsyncHistoriesReader:
    """Reads the histories of the runs of a list.

    Attributes:
        runs: The list of the runs.
        total: Number of runs, once plans are read and if the server reports it.
    """

    def __init__(self, session: AsyncSession, runs: ListedRuns) -> None:
        self.runs = runs
        self.total: int | None = None
        self._session = session

    async def plans(self) -> AsyncIterator[HistoryPlan]:
        """Return every run's plan, in the order of the list.

        Raises:
            FilterError: If no run matches, and runs have aggregates in a key that the filter
                compares as a number.
            OrderError: If a run has aggregates in the key of the order.

        Requests: One per page of runs; one more if the server is too old to export history, and one more if a
        filter or an order uses a summary key; for keys that may not exist those of `check_listed_keys`.
        """
        runs, project = self.runs, self.runs.project
        call = ops.list_run_history_plans(
            entity=project.entity, project=project.project, filters=runs.filters, order=runs.order
        )
        plans = self._lister(call)
        try:
            await plans.first()
        except UnsupportedError:
            # Older servers export no history files.
            older = ops.list_run_history_extents(
                entity=project.entity,
                project=project.project,
                filters=runs.filters,
                order=runs.order,
            )
            plans = self._lister(older)
        if runs.window.limit != 0:
            is_empty = await plans.first() is None
            await check_aggregates(self._session, runs.probe, is_empty=is_empty)
            if runs.listing is not None:
                await check_listed_keys(self._session, runs.listing, (), is_empty=is_empty)
        self.total = plans._buffer.length()
        async for plan in plans:
            yield plan

    async def read(
        self,
        query_for: Callable[[HistoryPlan], HistoryQuery | None],
        window: int,
        *,
        as_columns: bool = False,
    ) -> AsyncGenerator[RunHistory | FailedHistory]:
        """Read histories concurrently, and yield them in the order of the list.

        A run that cannot be read yields its error. An error that all further runs would have too is
        raised: no network, or exhausted retries of a rate limit.

        Args:
            query_for: Returns the query for a run's history; None leaves the run out.
            window: Maximum number of histories in memory, fewer if they are large.
            as_columns: Whether live rows are read as columns, for frames.

        Requests: One per page of runs, one per exported file, one per page of live rows.
        """
        cancel = CancelToken()
        width = max(1, _CONNECTIONS // window)

        async def wanted() -> AsyncIterator[tuple[HistoryPlan, HistoryQuery]]:
            """Return the runs that have a query."""
            async for plan in self.plans():
                query = query_for(plan)
                if query is not None:
                    yield plan, query

        async def attempt(
            item: tuple[HistoryPlan, HistoryQuery],
        ) -> RunHistory | FailedHistory:
            """Read one run."""
            plan, query = item
            reader = AsyncHistoryReader(self._session, plan.path, width=width, cancel=cancel)
            try:
                parts = await reader.parts(query, plan.extent, as_columns=as_columns)
            except FATAL as error:
                error.add_note(f"The error occurred while reading the history of {plan.path}.")
                raise
            except RunQLError as error:
                return FailedHistory(plan.path, plan.cursor, error)
            return RunHistory(plan.path, plan.name, plan.cursor, parts)

        room = self._session.settings.history_window_bytes

        def share(item: tuple[HistoryPlan, HistoryQuery]) -> float:
            """Return the fraction of the memory limit that a history needs."""
            plan, query = item
            return plan.extent.memory(query) / room

        async with aclosing(in_order(attempt, wanted(), window, cancel, share)) as found:
            async for each in found:
                yield each

    def _lister(
        self, call: Call[ListRunHistoryPlans] | Call[ListRunHistoryExtents]
    ) -> AsyncLister[HistoryPlan]:
        runs = self.runs
        listing: Listing[Any, HistoryPlan] = Listing(
            call, lambda response: plans_page(response, runs.project), plan_key, runs.window
        )
        return AsyncLister(self._session, listing)


@explain_methods
class AsyncHistories(Displayed):
    """Histories of many runs: a lazy iterable, and methods for tables of all rows.

    Every loop starts at the first run. A loop keeps at most `window` histories in memory, and not
    much more than the settings' `history_window_bytes`. The table methods keep all of them.

    Requests: None until iterated; then one per page of runs, one per exported file (with keys two or
    more for a large one), one per page of live rows.
    """

    def __init__(
        self,
        session: AsyncSession,
        runs: ListedRuns,
        query: HistoryQuery,
        *,
        window: int,
        failures: Failures,
    ) -> None:
        self._reader = AsyncHistoriesReader(session, runs)
        self._query = query
        self._window = window
        self._on_failure: Failures = failures
        self._failures: dict[str, RunQLError] = {}
        self._cursor = runs.window.after
        self._unknown = UnknownKeys(query.keys)

    @property
    def failures(self) -> Mapping[str, RunQLError]:
        """Errors of the runs that the latest loop could not read, by run ID."""
        return dict(self._failures)

    @property
    def cursor(self) -> str | None:
        """Cursor after the last run of the latest loop, for `after=`."""
        return self._cursor

    async def __aiter__(self) -> AsyncGenerator[RunHistory]:
        async with aclosing(self._read(as_columns=False)) as histories:
            async for history in histories:
                yield history

    async def _read(self, *, as_columns: bool) -> AsyncGenerator[RunHistory]:
        self._failures, self._cursor = failures, cursor = {}, self._reader.runs.window.after
        self._unknown, seen = UnknownKeys(self._query.keys), 0
        try:
            reading = self._reader.read(self._query_for, self._window, as_columns=as_columns)
            async with aclosing(reading) as histories:
                with Progress.of_reading(None, "histories") as bar:
                    async for history in histories:
                        self._cursor = cursor = history.cursor
                        seen += 1
                        bar.expect(self._reader.total)
                        bar.add(1)
                        if isinstance(history, FailedHistory):
                            failures[history.path.run] = history.error
                        else:
                            yield history
        except RunQLError as error:
            note_continuation(error, after_cursor(cursor))
            raise
        self._unknown.warn(f"No run of {self._reader.runs.project}")
        if failures and self._on_failure == "raise":
            raise failed_histories(failures, seen - len(failures))

    async def batches(
        self, *, schema: pa.Schema | None = None, rows: int = _BATCH_ROWS
    ) -> AsyncIterator[pa.RecordBatch]:
        """Iterate over Arrow record batches of one run each, with a column `run_id`.

        Without a schema, each batch has the columns of its run. With a schema, all batches have
        exactly its columns: missing columns are null, other columns are left out, and a run whose
        values do not match the schema counts as failed.

        Args:
            schema: Schema of every batch; None for the columns of each run.
            rows: Maximum number of rows per batch.

        Raises:
            MissingDependencyError: If pyarrow is not installed; nothing was sent.
            BatchError: If some runs could not be read; raised after the last batch.

        Requests: The same as iterating.
        """
        require_format("arrow")
        async with aclosing(self._read(as_columns=True)) as histories:
            async for history in histories:
                try:
                    batches = history.batches(rows, schema)
                except UsageError as error:
                    # The inner loop raises all errors at its end.
                    self._failures[history.run_id] = error
                    continue
                for batch in batches:
                    yield batch

    async def to_pandas(self) -> pd.DataFrame:
        """Return one frame of all histories: `run_id`, `_step`, then the keys.

        Column types that differ between runs are unified: integers and floats to floats, others to
        strings. `attrs["runql"]` describes the frame.

        Raises:
            MissingDependencyError: If pandas is not installed; nothing was sent.
            BatchError: If some runs could not be read; with `failures="collect"` the frame does not
                include them instead.

        Requests: The same as iterating.
        """
        require_format("pandas")
        return (await self._gather()).to_pandas()

    async def to_polars(self) -> pl.DataFrame:
        """Return the frame of `to_pandas` as a polars frame.

        Raises:
            MissingDependencyError: If polars is not installed; nothing was sent.
            BatchError: If some runs could not be read.

        Requests: The same as iterating.
        """
        require_format("polars")
        return (await self._gather()).to_polars()

    async def to_arrow(self) -> pa.Table:
        """Return the frame of `to_pandas` as an Arrow table.

        Raises:
            MissingDependencyError: If pyarrow is not installed; nothing was sent.
            BatchError: If some runs could not be read.

        Requests: The same as iterating.
        """
        require_format("arrow")
        return (await self._gather()).to_arrow()

    async def _gather(self) -> GatheredHistories:
        gathered = GatheredHistories(self._query)
        async with aclosing(self._read(as_columns=True)) as histories:
            async for history in histories:
                gathered.histories.append(history)
        gathered.failures = self._failures
        return gathered

    def _query_for(self, plan: HistoryPlan) -> HistoryQuery:
        if plan.extent.last_step >= 0:
            self._unknown.see(plan.extent.keys)
        return self._query

    def _card(self) -> Card:
        keys = self._query.keys
        facts: dict[str, object] = {
            "keys": "all" if keys is None else keys,
            "rows": "not loaded; loop over it, or to_pandas(), reads them",
        }
        return Card(kind_of(self), str(self._reader.runs.project), facts=facts)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._reader.runs.project}>"


def plan_key(plan: HistoryPlan) -> str:
    """Return the deduplication key of a run."""
    return plan.storage_id
