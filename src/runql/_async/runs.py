"""Lists of runs, and how to get at runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from runql_graphql.ops.runs import base as ops

from runql._async.base import AsyncApiBase
from runql._async.histories import AsyncHistories
from runql._async.run import AsyncRun
from runql._async.run_summary import ConfigT, SummaryT
from runql._async.runs_edits import AsyncRunsEdits
from runql._models.histories import ListedRuns, check_histories
from runql._models.history import check_keys
from runql._models.history_plan import HistoryQuestion
from runql._models.run import RunContext
from runql._models.run_answers import created_run, found_run, listed_page, own_path, refuse_existing
from runql._models.run_changes import new_run_input
from runql._models.run_fields import RunFields
from runql._models.run_table import run_row, table_columns
from runql._models.siblings import Siblings
from runql._order import Order, order_to_wire
from runql._pages import Listing, Page
from runql._paths import ProjectPath, RunPath, app_url, parse_project_path, parse_run_path
from runql._tables import require_format, to_frame
from runql.filters import Filter, filters_to_wire

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd
    import polars as pl
    import pyarrow as pa
    from runql_graphql.list_runs import ListRuns

    from runql._async.session import AsyncSession
    from runql._json import JsonValue
    from runql._models.histories import Failures
    from runql._models.history import How

__all__ = ["AsyncRuns", "AsyncRunsApi"]


class AsyncRuns(AsyncRunsEdits[ConfigT, SummaryT], Generic[ConfigT, SummaryT]):
    """Runs of a project: a lazy list, tables of it, and edits of all of them.

    Requests: One per page as far as the runs asked for reach.
    """

    async def to_pandas(self) -> pd.DataFrame:
        """Return a table with a row per run and a column per attribute, config and summary key.

        Columns of the documents are named `config.<key>` and `summary.<key>`, nested keys with dots;
        `duration` is in seconds, times are aware.

        Raises:
            MissingDependencyError: pandas is not installed; nothing was sent.

        Requests: One per page that has not been read.
        """
        require_format("pandas")
        rows = await self._rows()
        return to_frame(rows, table_columns(rows), "pandas")

    async def to_polars(self) -> pl.DataFrame:
        """Return the table of `to_pandas` as a polars frame.

        Raises:
            MissingDependencyError: polars is not installed; nothing was sent.

        Requests: One per page that has not been read.
        """
        require_format("polars")
        rows = await self._rows()
        return to_frame(rows, table_columns(rows), "polars")

    async def to_arrow(self) -> pa.Table:
        """Return the table of `to_pandas` as an Arrow table.

        Raises:
            MissingDependencyError: pyarrow is not installed; nothing was sent.

        Requests: One per page that has not been read.
        """
        require_format("arrow")
        rows = await self._rows()
        return to_frame(rows, table_columns(rows), "arrow")

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
    ) -> AsyncHistories:
        """Return the histories of all runs of the list, complete, some read at once.

        Iterate over it for one history after the other, in order of the list, or over its
        `batches()`; `to_pandas()`, `to_polars()` and `to_arrow()` give one frame with a column
        `run_id`. Rows are as in `run.history()`.

        Args:
            keys: Keys to give; None for all.
            min_step: First step.
            max_step: Step to end before.
            how: `any` keeps rows that have one of the keys, `all` those that have every one.
            window: Runs whose histories are read, and held, at once; fewer when their rows would take
                more memory than the settings' `history_window_bytes`.
            page_size: Live rows to ask for at once.
            after: The `cursor` of a history given earlier, to go on behind its run.
            failures: What becomes of runs that could not be read: `raise` an error when all others
                have been given, or `collect` them in `failures` without one.

        Raises:
            UsageError: An argument is out of bounds; nothing was sent.

        Requests: None until iterated; then one per page of runs, one per exported file, one per page
            of live rows.
        """
        check_histories(window, failures, keys)
        question = HistoryQuestion(check_keys(keys), min_step, max_step, how, page_size)
        listing = self._listing
        runs = ListedRuns.of(listing.call, listing.per_page, listing.limit, after or listing.after)
        return AsyncHistories(self._session, runs, question, window=window, failures=failures)

    async def _rows(self) -> list[dict[str, object]]:
        return [run_row(run) async for run in self]


@dataclass(frozen=True, slots=True)
class RunBuilder:
    """Makes runs of answers.

    Attributes:
        session: What the runs send their own requests through.
        path: The project asked for.
        context: What the runs have in common.
    """

    session: AsyncSession
    path: ProjectPath
    context: RunContext

    def read(self, answer: ListRuns) -> Page[AsyncRun[Any, Any]]:
        """Take a page of runs out of an answer."""
        found = listed_page(answer, self.path)
        siblings: Siblings[AsyncRun[Any, Any]] = Siblings()
        runs = tuple(
            AsyncRun[Any, Any](
                self.session, snapshot, own_path(snapshot, self.path), self.context, siblings
            )
            for snapshot in found.runs
        )
        return Page(runs, found.cursor, found.total)


class AsyncRunsApi(AsyncApiBase):
    """Runs, from the front door."""

    def runs(
        self,
        path: str | ProjectPath | None = None,
        filters: Filter | Mapping[str, object] | str | None = None,
        order: str | Order | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
        fields: Iterable[str] | None = None,
        config: type[ConfigT] | None = None,
        summary: type[SummaryT] | None = None,
    ) -> AsyncRuns[ConfigT, SummaryT]:
        """List the runs of a project that match a filter.

        Args:
            path: `entity/project`, `project`, or the project's URL; None takes the settings' project.
            filters: `F.config["lr"] >= 1e-3`, a Mongo-style dict, or text; None for all runs.
            order: `-created_at`, `+summary_metrics.loss`, `F.summary["loss"].desc()`, …;
                oldest first when left out.
            per_page: Runs to ask for at once; None begins with 50, and asks for more each time.
            limit: Runs after which the list ends; None for all.
            after: The `cursor` of an earlier list, to go on behind it.
            fields: Documents to ask for: `config`, `summary`, `config.lr`, `summary.loss`,
                `system_metrics`, `history_keys`. None means config and summary; other documents are
                fetched when they are touched, a page at a time.
            config: What to read `run.config` as: a pydantic model, a dataclass, a TypedDict.
            summary: What to read `run.summary` as.

        Returns:
            A lazy list.

        Raises:
            PathError: The path names no project.
            FilterError: The filter has an unknown field or operator.
            OrderError: The order names an unknown field.
            UsageError: `per_page`, `limit` or `fields` is out of bounds.
            NotFoundError: There is no such project; raised by the first page.

        Requests: None until iterated; then one per page.
        """
        project = parse_project_path(path, entity=self._entity, project=self._project)
        asked = RunFields.parse(fields).arguments()
        call = ops.list_runs(
            entity=project.entity,
            project=project.project,
            filters=filters_to_wire(filters),
            order=order_to_wire(order),
            config_keys=asked.config_keys,
            summary_keys=asked.summary_keys,
            with_config=asked.with_config,
            with_summary=asked.with_summary,
            with_system_metrics=asked.with_system_metrics,
            with_history_keys=asked.with_history_keys,
        )
        builder = RunBuilder(self._session, project, self._context(config, summary))
        return AsyncRuns(
            self._session,
            Listing(call, builder.read, run_key, per_page=per_page, limit=limit, after=after),
        )

    async def run(
        self,
        path: str | RunPath,
        *,
        fields: Iterable[str] | None = None,
        config: type[ConfigT] | None = None,
        summary: type[SummaryT] | None = None,
    ) -> AsyncRun[ConfigT, SummaryT]:
        """Fetch one run.

        Args:
            path: `entity/project/run_id`, `project/run_id`, `run_id`, or the run's URL.
            fields: Documents to ask for, as in `runs`.
            config: What to read `run.config` as.
            summary: What to read `run.summary` as.

        Raises:
            PathError: The path names no run; nothing was sent.
            NotFoundError: There is no such run, or the API key may not see it.

        Requests: One.
        """
        place = parse_run_path(path, entity=self._entity, project=self._project)
        asked = RunFields.parse(fields).arguments()
        call = ops.get_run(
            entity=place.entity,
            project=place.project,
            run=place.run,
            config_keys=asked.config_keys,
            summary_keys=asked.summary_keys,
            with_config=asked.with_config,
            with_summary=asked.with_summary,
            with_system_metrics=asked.with_system_metrics,
            with_history_keys=asked.with_history_keys,
        )
        found = found_run(await self._session.send(call), place)
        home = own_path(found, ProjectPath(place.entity, place.project))
        return AsyncRun(self._session, found, home, self._context(config, summary))

    async def create_run(
        self,
        path: str | ProjectPath | None = None,
        *,
        run_id: str | None = None,
        name: str | None = None,
        config: Mapping[str, JsonValue] | None = None,
        tags: Iterable[str] = (),
        group: str | None = None,
        job_type: str | None = None,
        notes: str | None = None,
        state: str | None = None,
    ) -> AsyncRun:
        """Create a run that no process reports for; its project is made if need be.

        Args:
            path: `entity/project` or `project`; None takes the settings' project.
            run_id: Last part of the run's path; eight letters and digits are drawn when left out.
            name: Label; the server makes one up when left out.
            config: What the run is configured with.
            tags: Tags.
            group: Name of a group.
            job_type: Kind of job.
            notes: Notes in Markdown.
            state: `running` or `pending`; the server's choice when left out.

        Raises:
            ConflictError: The project has a run of that id; nothing in it was changed.
            PermissionDeniedError: The viewer may not write to the project.

        Requests: One; two when `run_id` is given, as a run that exists must not be changed.
        """
        project = parse_project_path(path, entity=self._entity, project=self._project)
        if run_id is not None:
            await self._refuse_existing(RunPath(project.entity, project.project, run_id))
        new = new_run_input(
            project,
            run_id=run_id,
            display_name=name,
            config=config,
            tags=list(tags),
            group_name=group,
            job_type=job_type,
            notes=notes,
            state=state,
        )
        found = created_run(await self._session.send(ops.upsert_run(input=new)), project)
        return AsyncRun(self._session, found, own_path(found, project), self._context(None, None))

    async def _refuse_existing(self, path: RunPath) -> None:
        call = ops.get_run_state(entity=path.entity, project=path.project, run=path.run)
        answer = await self._session.send(call)
        refuse_existing(answer, path)

    def _context(self, config: type[Any] | None, summary: type[Any] | None) -> RunContext:
        settings = self._session.settings
        return RunContext(app_url(settings.base_url, settings.app_url), config, summary)


def run_key(run: AsyncRun[Any, Any]) -> str:
    """Return what makes a run itself, wherever it is listed."""
    return run.storage_id
