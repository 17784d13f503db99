"""Execution of one export: find changed runs and fetch their contents."""

from __future__ import annotations

import json
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from runql._async._client.concurrency import in_order, in_thread
from runql._async.exports.contents import AsyncRunContents
from runql._async.exports.versions import AsyncVersionExporter
from runql._async.history.many_runs import AsyncHistoriesReader
from runql._async.history.reader import MOVED, AsyncHistoryReader
from runql._models.exports.manifest import LAYOUT, Mark, RunRecord
from runql._models.exports.mixed_values import decoded_table, table_of
from runql._models.exports.rows import export_row
from runql._models.exports.snapshots import snapshot_row
from runql._models.history.known_keys import UnknownKeys
from runql._models.history.many_runs import FATAL, ListedRuns
from runql._models.history.plan import HistoryQuery
from runql._models.runs.responses import missing_run
from runql._paging.continuation import note_continuation
from runql._paging.pages import PageWindow
from runql._paths.runs import RunPath
from runql._transfer._engine.cancel import CancelToken
from runql._transfer.exports.folder import part_of
from runql._transfer.exports.formats import build_tables
from runql._transfer.exports.parts import LOGGED_KEYS, PartWriter, add_named
from runql._transfer.exports.tables import HISTORY, RunsTable, part_path, unify
from runql.errors import LocalFileError, RunQLError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Sequence
    from pathlib import Path

    import pyarrow as pa

    from runql._async._client.session import AsyncSession
    from runql._async.artifacts.resource import AsyncArtifact
    from runql._async.runs.listing import AsyncRuns
    from runql._async.runs.resource import AsyncRun
    from runql._models.exports.mixed_values import Mixed
    from runql._models.exports.parts import Part
    from runql._models.history.plan import HistoryExtent
    from runql._paths.projects import ProjectPath
    from runql._transfer._engine.progress import Progress
    from runql._transfer.exports.folder import ExportFolder

__all__ = ["AsyncExporter"]

_FILES_AT_ONCE = 2
_PAGE = 1000
_TABLES = "run_table"
"""Type of the artifact versions that the SDK creates for tables."""


_AGAIN: Final = "Run the export again to continue from here."


class AsyncExporter:
    """Updates the folder of an export.

    Attributes:
        exported: IDs of the runs that were fetched.
        unchanged: IDs of the runs that had not changed.
        failures: Errors of the runs that could not be fetched, by run ID.
        deleted: IDs of runs in the export that the server no longer lists.
    """

    def __init__(
        self,
        session: AsyncSession,
        project: ProjectPath,
        listing: Callable[[str | None], AsyncRuns[Any, Any]],
        folder: ExportFolder,
    ) -> None:
        """Prepare the export.

        Args:
            session: Session that sends the requests.
            project: Project of the runs.
            listing: Returns a page of runs after a cursor.
            folder: Folder to write to.
        """
        self.exported: list[str] = []
        self.unchanged: list[str] = []
        self.failures: dict[str, RunQLError] = {}
        self.deleted: list[str] = []
        self._session = session
        self._project = project
        self._listing = listing
        self._folder = folder
        self._settings = folder.manifest.settings
        self._query = HistoryQuery(self._settings.keys, page_size=10_000)
        self._seen: set[str] = set()
        self._unknown = UnknownKeys(self._query.keys)
        self._cancel = CancelToken()
        self._versions = AsyncVersionExporter(session, folder, self._cancel)

    async def run(self, workers: int, bar: Progress, *, drop: bool, target: Path) -> None:
        """Fetch changed runs concurrently, and build the tables.

        Requests: One per page of runs, and one more per page with changed runs; for each changed run
        one per exported file and page of live rows, one for system metrics, and those of files.
        """
        table = RunsTable(self._folder)

        async def attempt(item: tuple[AsyncRun[Any, Any], HistoryExtent | None]) -> None:
            """Fetch one run."""
            run, extent = item
            try:
                await self._fetch(run, extent, workers)
            except (*FATAL, LocalFileError):
                raise
            except RunQLError as error:
                self.failures[run.id] = error
            else:
                self.exported.append(run.id)
            bar.add(1)

        try:
            todo = self._changed(table, bar)
            async with aclosing(in_order(attempt, todo, workers, self._cancel)) as done:
                async for _ in done:
                    pass
            await self._bring_versions(workers, drop=drop)
            await in_thread(lambda _cancel: self._finish(table, drop=drop, target=target))
            if not self.unchanged:
                self._unknown.warn(f"No run of {self._project}")
        except RunQLError as error:
            # Before the first page, such as for an invalid filter, nothing can be continued.
            note_continuation(error, _AGAIN if self._seen else None)
            raise
        finally:
            table.discard()

    async def _bring_versions(self, workers: int, *, drop: bool) -> None:
        if not self._settings.artifacts and not self._settings.tables:
            return
        records = self._folder.manifest.runs.values()
        kept = [each for each in records if not drop or each.run in self._seen]
        await self._versions.run({id_ for each in kept for id_ in each.versions}, workers)
        self.failures.update(self._versions.failures)

    async def _changed(
        self, table: RunsTable, bar: Progress
    ) -> AsyncGenerator[tuple[AsyncRun[Any, Any], HistoryExtent | None]]:
        """Return the runs that differ from the folder, with the extent of their histories."""
        cursor: str | None = None
        while True:
            async for page in self._listing(cursor).pages():
                new = [run for run in page.items if run.id not in self._seen]
                self._seen.update(run.id for run in new)
                bar.expect(page.total)
                table.add([export_row(run) for run in new], [snapshot_row(run) for run in new])
                changed = [run for run in new if self._has_changed(run)]
                extents = await self._extents(changed) if changed else {}
                for run in changed:
                    extent = extents.get(run.id)
                    if extent is not None and extent.last_step >= 0:
                        self._unknown.see(extent.keys)
                    yield run, extent
                bar.add(len(new) - len(changed))
                cursor = page.cursor
            if cursor is None:
                return

    def _has_changed(self, run: AsyncRun[Any, Any]) -> bool:
        record = self._folder.manifest.runs.get(run.id)
        is_same = record is not None and record.mark == Mark.of(run) and not record.deleted
        if is_same and record is not None and record.layout == LAYOUT:
            self.unchanged.append(run.id)
            return False
        return True

    async def _extents(self, runs: Sequence[AsyncRun[Any, Any]]) -> dict[str, HistoryExtent]:
        names = json.dumps({"name": {"$in": [run.id for run in runs]}})
        listed = ListedRuns(self._project, names, window=PageWindow(per_page=len(runs)))
        reader = AsyncHistoriesReader(self._session, listed)
        return {plan.path.run: plan.extent async for plan in reader.plans()}

    async def _fetch(
        self, run: AsyncRun[Any, Any], extent: HistoryExtent | None, workers: int
    ) -> None:
        path = RunPath(run.entity, run.project, run.id)
        if extent is None:
            raise missing_run(path, "ListRunHistoryPlans", project_exists=True)
        before, mark = self._folder.manifest.runs.get(run.id), Mark.of(run)
        contents = AsyncRunContents(self._session, self._folder, run, workers, self._cancel)
        kept = before is not None and before.mark.same_rows(mark) and before.layout == LAYOUT
        if kept and before is not None and before.last_step == extent.last_step:
            record = replace(before, mark=mark, deleted=False)
        else:
            history, merged = await self._history(path, extent, contents.written)
            record = RunRecord(run.id, mark, extent.last_step, history, merged=merged)
            if self._settings.system_metrics:
                metrics, sampled = await contents.metrics()
                record = replace(record, system_metrics=metrics, sampled=sampled)
        record = await self._with_contents(record, run, contents)
        await in_thread(lambda _cancel: self._folder.record(record, contents.written))

    async def _with_contents(
        self, record: RunRecord, run: AsyncRun[Any, Any], contents: AsyncRunContents
    ) -> RunRecord:
        """Fetch contents that can change without a change of the history."""
        settings = self._settings
        found: dict[str, Any] = {}
        tables = await contents.logged_tables() if settings.tables or settings.artifacts else []
        if settings.console_logs:
            found["console_logs"] = await contents.console()
        if settings.files is not None or settings.tables:
            found["listed"], found["files"] = await contents.files(tables)
        if settings.tables or settings.artifacts:
            found["client_ids"] = await contents.client_ids(tables)
            logged = await run.logged_artifacts(per_page=_PAGE).all()
            used: list[AsyncArtifact[Any]] = []
            if settings.artifacts:
                used = await run.used_artifacts(per_page=_PAGE).all()
                found["used"] = tuple(each.id for each in used)
                found["logged"] = tuple(each.id for each in logged)
            else:
                logged = [each for each in logged if each.type == _TABLES]
                found["table_versions"] = tuple(each.id for each in logged)
            self._versions.see((*logged, *used))
        if settings.tables:
            found["tables"] = await contents.tables()
        return replace(record, **found, missing=tuple(contents.missing))

    async def _history(
        self, path: RunPath, extent: HistoryExtent, written: dict[str, Path]
    ) -> tuple[Part, int]:
        reader = self._reader(path)
        name = part_path(self._folder, "history", path.run)
        target = self._folder.scratch(name.replace("/", "-"))
        try:
            count = await self._write_history(reader, extent, target)
        except MOVED:
            # URLs expire, and the server rewrites files. Retry once with a new plan.
            reader = self._reader(path)
            count = await self._write_history(reader, await reader.extent(), target)
        written[name] = target
        return await in_thread(lambda _cancel: part_of(target, name, count)), reader.merged

    def _reader(self, path: RunPath) -> AsyncHistoryReader:
        return AsyncHistoryReader(self._session, path, width=_FILES_AT_ONCE, cancel=self._cancel)

    async def _write_history(
        self, reader: AsyncHistoryReader, extent: HistoryExtent, target: Path
    ) -> int:
        notes = {LOGGED_KEYS: json.dumps(extent.logged).encode()}
        run, writer = reader.path.run, PartWriter(target, HISTORY, notes)
        try:
            async with aclosing(reader.tables(self._query, extent)) as tables:
                async for table in tables:
                    await _put(writer, run, *decoded_table(table, self._settings.keys))
            async with aclosing(reader.pages(self._query, extent)) as pages:
                async for rows in pages:
                    if rows:
                        await _put(writer, run, *table_of(rows))
            return await in_thread(lambda _cancel: writer.finish())
        finally:
            writer.discard()

    def _finish(self, table: RunsTable, *, drop: bool, target: Path) -> None:
        folder = self._folder
        self.deleted = [run for run in folder.manifest.runs if run not in self._seen]
        folder.fetch_tables(parts=False)
        if not drop:
            table.keep(set(self.deleted))
        folder.mark_deleted(self.deleted, drop=drop)
        table.finish()
        if folder.is_finished:
            return
        if folder.changed:
            folder.fetch_tables(parts=True)
            unify(folder)
            if self._settings.format != "parquet":
                build_tables(folder, target)
        folder.finish()


async def _put(writer: PartWriter, run: str, table: pa.Table, mixed: Mixed) -> None:
    await in_thread(lambda _cancel: add_named(writer, table, run, mixed))
