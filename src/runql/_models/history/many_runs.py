"""Histories of many runs: what is known before reading, and what was read of each."""

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
"""The column that names the run, as the official client calls it."""

FATAL: Final = (ConnectError, RateLimitError, RequestLimitError)
"""Errors that every further run would meet as well: reading ends with them."""

Failures: TypeAlias = Literal["raise", "collect"]
"""What becomes of runs that could not be read, when all others have been."""

_MOST_AT_ONCE: Final = 64


@dataclass(frozen=True, slots=True)
class ListedRuns:
    """Which runs, in which order.

    Attributes:
        project: Project of the runs.
        filters: Filter, as the wire has it.
        order: Order, as the wire has it.
        window: Which part of the list to read; pages are of plans.
        probe: How to find runs for which the filter or the order means nothing; None when there are none.
        listing: The request of the list, as a user wrote it; None for runs that are named one by one.
    """

    project: ProjectPath
    filters: str | None = None
    order: str | None = None
    window: PageWindow = WHOLE_LIST
    probe: AggregatesProbe | None = None
    listing: Call[ListRuns] | None = None

    @classmethod
    def of(cls, call: Call[ListRuns], window: PageWindow) -> ListedRuns:
        """Take the runs of a listing."""
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
    """A run whose history can be read, and how far it goes.

    Attributes:
        path: The run.
        storage_id: The run's opaque id, which no other run ever has.
        name: The run's label.
        extent: How far the history goes, and where it is.
        cursor: Where the listing continues after the run.
    """

    path: RunPath
    storage_id: str
    name: str
    extent: HistoryExtent
    cursor: str


@explain_methods
@dataclass(frozen=True, slots=True)
class RunHistory:
    """The history of one of many runs.

    Attributes:
        path: The run.
        name: The run's label.
        cursor: Give it as `after=` to continue after this run, in the same order.
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
        """Whether the history is complete, and where it came from."""
        return self.parts.info

    @property
    def facts(self) -> HistoryInfo:
        """Deprecated name of `info`."""
        warn_renamed("history.facts", "history.info")
        return self.info

    @property
    def complete(self) -> bool:
        """Whether every row that was requested is there, and none will come."""
        return self.parts.info.complete

    def to_pandas(self) -> pd.DataFrame:
        """Return a frame, as `run.history()` gives it."""
        return self.parts.to_pandas()

    def to_polars(self) -> pl.DataFrame:
        """Return a frame, as `run.history(format="polars")` gives it."""
        return self.parts.to_polars()

    def to_arrow(self) -> pa.Table:
        """Return a table, as `run.history(format="arrow")` gives it."""
        return self.parts.to_arrow()

    def to_records(self) -> HistoryRecords:
        """Return rows as dicts, as `run.history(format="records")` gives them."""
        return self.parts.to_records()

    def table(self) -> pa.Table:
        """Return a table with the run's id in its first column; a key of that name is `history.run_id`."""
        return with_run_id(self.parts.to_arrow(), self.run_id)

    def batches(self, rows: int, schema: pa.Schema | None = None) -> list[pa.RecordBatch]:
        """Return the table in pieces of so many rows, with exactly the columns of a schema if given.

        Raises:
            UsageError: If a column does not fit the schema.
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
        cursor: Where the listing continues after the run.
        error: Why.
    """

    path: RunPath
    cursor: str
    error: RunQLError


@dataclass(frozen=True, slots=True)
class HistoriesInfo:
    """What a frame of many histories is: it has this in `attrs["runql"]`, a table in its metadata.

    Attributes:
        runs: Runs whose histories were read.
        complete: Whether all of them are complete, and no run failed.
        rows: Rows read.
        live_rows: How many of them came from the server's live store.
        unfinished: Ids of runs to which rows may still be added.
        failures: Why a run could not be read, by id.
    """

    runs: int = 0
    complete: bool = False
    rows: int = 0
    live_rows: int = 0
    unfinished: tuple[str, ...] = ()
    failures: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(slots=True)
class GatheredHistories:
    """Histories to be one frame.

    Attributes:
        query: What was asked of each.
        histories: What was read.
        failures: Errors of the runs that could not be read, by id.
    """

    query: HistoryQuery
    histories: list[RunHistory] = field(default_factory=list[RunHistory])
    failures: dict[str, RunQLError] = field(default_factory=dict[str, "RunQLError"])

    def info(self) -> HistoriesInfo:
        """Return what the histories are."""
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
        """Return one table."""
        return self._table().replace_schema_metadata({"runql": json.dumps(asdict(self.info()))})

    def to_pandas(self) -> pd.DataFrame:
        """Return one frame, whose `attrs` tell what it is."""
        if can_read_parquet():
            frame = pandas_of_arrow(self._table())
        else:
            frame = to_frame(*self._rows(), "pandas")
        frame.attrs["runql"] = asdict(self.info())
        return frame

    def to_polars(self) -> pl.DataFrame:
        """Return one frame."""
        if can_read_parquet():
            return polars_of_arrow(self._table())
        return to_frame(*self._rows(), "polars")

    @property
    def _keys(self) -> list[str] | None:
        """The columns of the keys requested."""
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
        """Return rows and columns, where there is no pyarrow and so nothing but rows."""
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
    """Return the page of plans that a response holds.

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
    return Page(tuple(plans), cursor if info.has_next_page else None)


def with_run_id(table: pa.Table, run: str) -> pa.Table:
    """Return a table with a run's id in its first column; a key of that name is `history.run_id`."""
    import pyarrow as pa

    names = renamed(table.column_names, RUN_ID)
    ids = pa.repeat(pa.scalar(run), table.num_rows)
    return table.rename_columns(names).add_column(0, RUN_ID, ids)


def check_histories(window: int, failures: str) -> None:
    """Make sure that histories can be read so.

    Raises:
        UsageError: If they cannot.
    """
    if not 1 <= window <= _MOST_AT_ONCE:
        raise UsageError(f"window must be from 1 to {_MOST_AT_ONCE} runs, got {window}.")
    checked_choice("failures", failures, get_args(Failures))


def failed_histories(failures: dict[str, RunQLError], done: int) -> BatchError:
    """Return the error for runs that could not be read: how many, and the first few by id."""
    shown = [f"{run}: {error.message}" for run, error in list(failures.items())[:3]]
    return BatchError(
        f"{len(failures)} of {len(failures) + done} histories could not be read: {' '.join(shown)}",
        hint='`failures` of the error has the reason of each; with failures="collect" the others '
        "are given without this error.",
        failures=failures,
        done=done,
    )
