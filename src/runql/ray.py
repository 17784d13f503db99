"""Run histories as a Ray dataset, split by run and exported file for many machines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from runql._frames.arrow import cast_to_schema
from runql._frames.convert import to_frame
from runql._models.exports.columns import cast_table, normal
from runql._models.history.exported import decoded
from runql._models.history.key_kinds import mixed_keys
from runql._models.history.known_keys import UnknownKeys
from runql._models.history.many_runs import RUN_ID, ListedRuns, check_histories
from runql._models.history.plan import HistoryQuery
from runql._models.history.rows import check_keys, renamed
from runql._models.history.step_order import in_order
from runql._sync._client.session import Session
from runql._sync.history.many_runs import HistoriesReader
from runql._sync.history.reader import HistoryReader
from runql._sync.runs.listing import Runs
from runql._transfer.exports.parts import named
from runql.errors import MissingDependencyError

try:
    from ray.data import Datasource, ReadTask
    from ray.data.block import BlockMetadata
except ModuleNotFoundError as _error:
    raise MissingDependencyError(
        f"runql.ray requires the {_error.name} package.",
        hint="Install it with: pip install 'runql[ray]'",
    ) from _error

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    import pyarrow as pa

    from runql._models.exports.columns import Columns
    from runql._models.history.many_runs import HistoryPlan
    from runql._models.history.rows import How
    from runql.settings import Settings

__all__ = ["HistoriesDatasource"]


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a run's history for one worker: exported files or live rows.

    Exported files with overlapping steps are in one part.

    Attributes:
        plan: The run, and the extent of its history.
        files: Indices of the files; empty for live rows.
        rows: Estimated number of rows.
    """

    plan: HistoryPlan
    files: tuple[int, ...]
    rows: int


class HistoriesDatasource(Datasource):
    """The histories of all runs of a list, for `ray.data.read_datasource`.

    The driver lists the runs. Workers fetch exported files and live rows directly from the server. Rows
    equal those of `runs.histories()`, with a column `run_id`. The API key is not sent to workers: a worker reads
    it from its own `WANDB_API_KEY` or netrc file, unless the settings have `pickle_api_key=True`.

    Example:
        ```
        source = HistoriesDatasource(api.runs("entity/project"), keys=["loss"])
        losses = ray.data.read_datasource(source)
        ```
    """

    def __init__(
        self,
        runs: Runs[Any, Any],
        keys: Sequence[str] | None = None,
        *,
        min_step: int | None = None,
        max_step: int | None = None,
        how: How = "any",
        schema: pa.Schema | None = None,
    ) -> None:
        """Select the data to read. The client lists the runs when Ray plans its tasks.

        Args:
            runs: List of runs.
            keys: Keys to read; None for all.
            min_step: First step.
            max_step: Step after the last step.
            how: `any` includes rows with at least one of the keys, `all` includes rows with all keys.
            schema: Schema of every block. Without a schema, blocks have the columns of their run, which Ray
                unites. Keys with several kinds of values are then strings in all blocks.

        Raises:
            UsageError: If an argument is out of bounds. Nothing was sent.
        """
        super().__init__()  # type: ignore[no-untyped-call]
        check_histories(1, "raise")
        self._query = HistoryQuery(check_keys(keys), min_step, max_step, how, page_size=10_000)
        self._schema = schema
        listing = runs._listing
        self._settings = runs._session.settings
        self._kinds = listing.call.replace(
            with_config=False, with_summary=False, with_history_keys=True
        )
        self._listing = listing
        self._listed = ListedRuns.of(listing.call, listing.window)
        self._shares: list[Share] | None = None
        self._mixed: frozenset[str] = frozenset()

    def estimate_inmemory_data_size(self) -> int | None:
        """Return an estimate of the size of all rows in bytes.

        Ray calls this method before planning.

        Requests: Two per page of runs, once; one with a schema; one per file of runs with several exported files.
        """
        width = 8 * (3 + len(self._query.keys or range(10)))
        return width * sum(share.rows for share in self._all())

    def get_read_tasks(self, parallelism: int, *_more: object, **_named: object) -> list[ReadTask]:
        """Return the read tasks, about as many as Ray requests.

        Requests: Two per page of runs, once; one with a schema; one per file of runs with several exported files.
        """
        tasks: list[ReadTask] = []
        for shares in spread(self._all(), max(parallelism, 1)):
            rows = sum(share.rows for share in shares)
            read = Reading(self._settings, self._query, tuple(shares), self._schema, self._mixed)
            tasks.append(ReadTask(read, BlockMetadata(rows, None, None, None)))
        return tasks

    def _all(self) -> list[Share]:
        if self._shares is None:
            with Session(self._settings) as session:
                plans = list(HistoriesReader(session, self._listed).plans())
                unknown = UnknownKeys(self._query.keys)
                shares: list[Share] = []
                for plan in plans:
                    if plan.extent.last_step >= 0:
                        unknown.see(plan.extent.keys)
                    groups = HistoryReader(session, plan.path).groups(plan.extent)
                    shares += split(plan, groups)
                unknown.warn(f"No run of {self._listed.project}")
                if self._schema is None:
                    listing = replace(self._listing, call=self._kinds)
                    self._mixed = mixed_keys(run.history_keys for run in Runs(session, listing))
            self._shares = shares
        return self._shares


@dataclass(frozen=True, slots=True)
class Reading:
    """One task of a worker: reads its shares in order.

    Attributes:
        settings: Settings of the client. The API key is read where the task runs.
        query: Query for each history.
        shares: Shares to read.
        schema: Schema of every block; None for the columns of each run.
        mixed: Keys that are strings in all blocks.
    """

    settings: Settings
    query: HistoryQuery
    shares: tuple[Share, ...]
    schema: pa.Schema | None
    mixed: frozenset[str]

    def __call__(self) -> Iterator[pa.Table]:
        """Read the shares as Arrow tables.

        Requests: One per exported file, or a few for columns of a large file; one per page of live rows.
        """
        with Session(self.settings) as session:
            for share in self.shares:
                for table in self._tables(HistoryReader(session, share.plan.path), share):
                    shown = zip(
                        table.column_names, renamed(table.column_names, RUN_ID), strict=True
                    )
                    as_strings = {name for key, name in shown if key in self.mixed}
                    ready, columns = normal(named(table, share.plan.path.run))
                    if self.schema is not None:
                        yield cast_to_schema(ready, self.schema, str(share.plan.path))
                    else:
                        yield _united(ready, columns, as_strings)

    def _tables(self, reader: HistoryReader, share: Share) -> Iterator[pa.Table]:
        extent = share.plan.extent
        if share.files:
            found = [reader.table(self.query, extent, file) for file in share.files]
            for table in in_order(found):
                yield decoded(table, self.query.keys)
            return
        for rows in reader.pages(self.query, extent):
            if rows:
                columns = sorted({key for row in rows for key in row})
                yield to_frame(rows, columns, "arrow")


def _united(table: pa.Table, columns: Columns, as_strings: Collection[str]) -> pa.Table:
    """Return a table whose types match those of other blocks.

    Args:
        table: The table.
        columns: Its columns.
        as_strings: Columns that have strings in all blocks.
    """
    # A column without values has no type that matches the types of other blocks.
    united: Columns = {}
    for name, kind in columns.items():
        if kind != "null":
            united[name] = "text" if name in as_strings else kind
    return cast_table(table, columns, united)


def split(plan: HistoryPlan, groups: Sequence[Sequence[int]]) -> Iterable[Share]:
    """Return the shares of a run: its exported files and its live rows.

    Args:
        plan: The run.
        groups: Indices of its files. Files with overlapping steps are in one group.
    """
    live = plan.extent.live_from is not None and plan.extent.last_step >= 0
    rows = plan.extent.lines // max(sum(map(len, groups)) + live, 1)
    for group in groups:
        yield Share(plan, tuple(group), rows * len(group))
    if live:
        yield Share(plan, (), rows)


def spread(shares: Sequence[Share], count: int) -> list[list[Share]]:
    """Divide shares in order among at most `count` tasks of similar size."""
    total = sum(max(share.rows, 1) for share in shares)
    tasks: list[list[Share]] = []
    begun = 0
    for share in shares:
        if not tasks or begun * count >= len(tasks) * total:
            tasks.append([])
        tasks[-1].append(share)
        begun += max(share.rows, 1)
    return tasks
