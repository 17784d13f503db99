"""Histories of many runs: query plans, results and failures of each run."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from runql._choices import checked_choice
from runql._deprecated import warn_renamed
from runql._frames.arrow import arrow_union, cast_to_schema, pandas_of_arrow, polars_of_arrow
from runql._frames.convert import to_frame
from runql._models.history.parquet import can_read_parquet
from runql._models.history.plan import HistoryExtent
from runql._models.history.rows import renamed
from runql._models.runs.aggregates import AggregatesProbe
from runql._paging.pages import WHOLE_LIST, Page, PageWindow
from runql._paths.projects import ProjectPath, missing_project
from runql._paths.runs import RunPath
from runql._wandb_names.binding import explain_methods
from runql.errors import (
    BatchError,
    ConnectError,
    RateLimitError,
    RequestLimitError,
    UsageError,
)

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa
    from runql_graphql.calls import Call
    from runql_graphql.list_run_history_extents import ListRunHistoryExtents
    from runql_graphql.list_run_history_plans import ListRunHistoryPlans
    from runql_graphql.list_runs import ListRuns

    from runql._models.history.frame import HistoryParts
    from runql._models.history.plan import HistoryQuery
    from runql._models.history.rows import HistoryInfo, HistoryRecords
    from runql.errors import RunQLError

__all__ = [
    "FATAL",
    "RUN_ID",
    "FailedHistory",
    "Failures",
    "GatheredHistories",
    "HistoriesInfo",
    "HistoryPlan",
    "ListedRuns",
    "RunHistory",
    "check_histories",
    "failed_histories",
    "plans_page",
    "with_run_id",
]

RUN_ID: Final = "run_id"
"""The column with the run ID, named as in the official client."""

FATAL: Final = (ConnectError, RateLimitError, RequestLimitError)
"""Errors that affect every further run as well, so that reading stops."""

Failures: TypeAlias = Literal["raise", "collect"]
"""Treatment of runs that could not be read, after all other runs were read."""

_MOST_AT_ONCE: Final = 64


@dataclass(frozen=True, slots=True)
class ListedRuns:
    """A selection of runs, in an order.

    Attributes:
        project: Project of the runs.
        filters: Filter, as the API spells it.
        order: Order, as the API spells it.
        window: The part of the list to read; its pages are pages of plans.
        probe: Search for runs to which the filter or the order does not apply; None for no search.
        listing: The list's query, as the user wrote it; None for runs that are named one by one.
    """

    project: ProjectPath
    filters: str | None = None
    order: str | None = None
    window: PageWindow = WHOLE_LIST
    probe: AggregatesProbe | None = None
    listing: Call[ListRuns] | None = None

    @classmethod
    def of(cls, call: Call[ListRuns], window: PageWindow) -> ListedRuns:
        """Return the selection of a list's query.

        Raises:
            UsageError: If the list does not come from `api.runs()`, such as the runs of an agent.
        """
        if call.operation.name != "ListRuns":
            raise UsageError(
                f"Histories of many runs require a list of api.runs() or sweep.runs(), got a list of {call.operation.name}.",
                hint='List the runs again: api.runs("entity/project", {"name": {"$in": [run.id for run in runs]}}).',
            )
        requested = call.variables
        entity, filters, order = (
            requested.get("entity"),
            requested.get("filters"),
            requested.get("order"),
        )
        return cls(
            ProjectPath(None if entity is None else str(entity), str(requested["project"])),
            None if filters is None else str(filters),
            None if order is None else str(order),
            window,
            AggregatesProbe.of(call, with_order=True),
            call,
        )


@dataclass(frozen=True, slots=True)
class HistoryPlan:
    """A run whose history can be read, with the extent of its history.

    Attributes:
        path: The run.
        storage_id: The run's opaque ID, which is unique among all runs.
        name: The run's display name.
        extent: Extent of the history, and the location of its rows.
        cursor: Cursor after which the listing continues.
    """

    path: RunPath
    storage_id: str
    name: str
    extent: HistoryExtent
    cursor: str


@explain_methods
@dataclass(frozen=True, slots=True)
class RunHistory:
    """The history of one of several runs.

    Attributes:
        path: The run.
        name: The run's display name.
        cursor: Cursor of the run: pass it as `after=`, with the same order, to continue after the run.
        parts: The data that was read.
    """

    path: RunPath
    name: str
    cursor: str
    parts: HistoryParts = field(repr=False)

    @property
    def run_id(self) -> str:
        """The last part of the run's path."""
        return self.path.run

    @property
    def info(self) -> HistoryInfo:
        """Completeness of the history, and the location of its rows."""
        return self.parts.info

    @property
    def facts(self) -> HistoryInfo:
        """Deprecated name of `info`."""
        warn_renamed("history.facts", "history.info")
        return self.info

    @property
    def complete(self) -> bool:
        """Whether all requested rows are present and no rows will follow."""
        return self.parts.info.complete

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas data frame, like `run.history()`."""
        return self.parts.to_pandas()

    def to_polars(self) -> pl.DataFrame:
        """Return a polars data frame, like `run.history(format="polars")`."""
        return self.parts.to_polars()

    def to_arrow(self) -> pa.Table:
        """Return an Arrow table, like `run.history(format="arrow")`."""
        return self.parts.to_arrow()

    def to_records(self) -> HistoryRecords:
        """Return the rows as dicts, like `run.history(format="records")`."""
        return self.parts.to_records()

    def table(self) -> pa.Table:
        """Return an Arrow table with the run ID in its first column.

        Returns:
            The table. A key named `run_id` becomes the column `history.run_id`.
        """
        return with_run_id(self.parts.to_arrow(), self.run_id)

    def batches(self, rows: int, schema: pa.Schema | None = None) -> list[pa.RecordBatch]:
        """Return the table as record batches.

        Args:
            rows: Maximum number of rows per batch.
            schema: Exact columns of the batches; None for the columns of the table.

        Returns:
            The batches.

        Raises:
            UsageError: If a column does not match the schema.
        """
        table = self.table()
        if schema is not None:
            table = cast_to_schema(table, schema, str(self.path))
        return table.combine_chunks().to_batches(max_chunksize=rows)


@dataclass(frozen=True, slots=True)
class FailedHistory:
    """A run whose history could not be read.

    Attributes:
        path: The run.
        cursor: Cursor after which the listing continues.
        error: The error.
    """

    path: RunPath
    cursor: str
    error: RunQLError


@dataclass(frozen=True, slots=True)
class HistoriesInfo:
    """Information about a frame of histories.

    Data frames have it in `attrs["runql"]`, Arrow tables in their metadata.

    Attributes:
        runs: Number of runs whose histories were read.
        complete: Whether all of them are complete, and no run failed.
        rows: Number of rows.
        live_rows: Number of rows from the server's live store.
        unfinished: IDs of runs that may still get more rows.
        failures: Error messages of runs that could not be read, by ID.
    """

    runs: int = 0
    complete: bool = False
    rows: int = 0
    live_rows: int = 0
    unfinished: tuple[str, ...] = ()
    failures: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(slots=True)
class GatheredHistories:
    """Histories to join in one frame.

    Attributes:
        query: The query for each history.
        histories: The histories that were read.
        failures: Errors of the runs that could not be read, by ID.
    """

    query: HistoryQuery
    histories: list[RunHistory] = field(default_factory=list[RunHistory])
    failures: dict[str, RunQLError] = field(default_factory=dict[str, "RunQLError"])

    def info(self) -> HistoriesInfo:
        """Return information about the histories."""
        each = [history.info for history in self.histories]
        parts = [history.parts for history in self.histories]
        return HistoriesInfo(
            runs=len(self.histories),
            complete=not self.failures and all(info.complete for info in each),
            rows=sum(part.row_count for part in parts),
            live_rows=sum(info.live_rows for info in each),
            unfinished=tuple(history.run_id for history in self.histories if not history.complete),
            failures={run: error.message for run, error in self.failures.items()},
        )

    def to_arrow(self) -> pa.Table:
        """Return all histories as one Arrow table."""
        return self._table().replace_schema_metadata({"runql": json.dumps(asdict(self.info()))})

    def to_pandas(self) -> pd.DataFrame:
        """Return all histories as one pandas data frame; `attrs` has the information."""
        if can_read_parquet():
            frame = pandas_of_arrow(self._table())
        else:
            frame = to_frame(*self._rows(), "pandas")
        frame.attrs["runql"] = asdict(self.info())
        return frame

    def to_polars(self) -> pl.DataFrame:
        """Return all histories as one polars data frame."""
        if can_read_parquet():
            return polars_of_arrow(self._table())
        return to_frame(*self._rows(), "polars")

    @property
    def _keys(self) -> list[str] | None:
        """The columns of the requested keys."""
        return None if self.query.keys is None else renamed(self.query.keys, RUN_ID)

    def _table(self) -> pa.Table:
        import pyarrow as pa

        from runql._models.history.rows import column_order

        tables = [history.table() for history in self.histories]
        names = {name for table in tables for name in table.column_names} - {RUN_ID}
        columns = [RUN_ID, *column_order(names, self._keys)]
        if not tables:
            kinds = {RUN_ID: pa.string(), "_step": pa.int64()}
            return pa.table({name: pa.array([], kinds.get(name, pa.null())) for name in columns})
        return arrow_union(tables, columns)

    def _rows(self) -> tuple[list[dict[str, object]], list[str]]:
        """Return rows and columns, for installations without pyarrow."""
        from runql._models.history.rows import column_order

        rows: list[dict[str, object]] = []
        for history in self.histories:
            for row in history.to_records():
                own = dict(zip(renamed(list(row), RUN_ID), row.values(), strict=True))
                rows.append({RUN_ID: history.run_id, **own})
        names = {name for row in rows for name in row} - {RUN_ID}
        return rows, [RUN_ID, *column_order(names, self._keys)]


def plans_page(
    response: ListRunHistoryPlans | ListRunHistoryExtents, project: ProjectPath
) -> Page[HistoryPlan]:
    """Return the page of plans in a response.

    Raises:
        NotFoundError: If the project does not exist, or the viewer has no access to it.
    """
    connection = response.project.runs if response.project is not None else None
    if connection is None:
        raise missing_project(project, "ListRunHistoryPlans")
    readable = can_read_parquet()
    plans: list[HistoryPlan] = []
    for edge in connection.edges:
        run, extent = edge.node, HistoryExtent.of(edge.node)
        plans.append(
            HistoryPlan(
                RunPath(project.entity, project.project, run.name),
                run.id,
                run.display_name or run.name,
                extent if readable else extent.without_exports(),
                edge.cursor,
            )
        )
    info = connection.page_info
    cursor = plans[-1].cursor if plans else info.end_cursor
    return Page(tuple(plans), cursor if info.has_next_page else None, end=cursor)


def with_run_id(table: pa.Table, run: str) -> pa.Table:
    """Return a table with the run ID first.

    A key named `run_id` becomes `history.run_id`.
    """
    import pyarrow as pa

    names = renamed(table.column_names, RUN_ID)
    ids = pa.repeat(pa.scalar(run), table.num_rows)
    return table.rename_columns(names).add_column(0, RUN_ID, ids)


def check_histories(window: int, failures: str) -> None:
    """Check the arguments for reading histories.

    Raises:
        UsageError: If an argument is invalid.
    """
    if not 1 <= window <= _MOST_AT_ONCE:
        raise UsageError(f"window must be between 1 and {_MOST_AT_ONCE} runs, got {window}.")
    checked_choice("failures", failures, get_args(Failures))


def failed_histories(failures: dict[str, RunQLError], done: int) -> BatchError:
    """Return the error for runs that could not be read."""
    shown = [f"{run}: {error.message}" for run, error in list(failures.items())[:3]]
    return BatchError(
        f"{len(failures)} of {len(failures) + done} histories could not be read: {' '.join(shown)}",
        hint="The error's attribute `failures` has the reason for each run. Pass "
        'failures="collect" to get the other histories without this error.',
        failures=failures,
        done=done,
    )
