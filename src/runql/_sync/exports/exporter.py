# Generated from src/runql/_async/exports/exporter.py by `make generate`. Do not edit.

"""Execution of one export: find changed runs and fetch their contents."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

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
from runql._sync._client.concurrency import in_order, in_thread
from runql._sync.exports.contents import RunContents
from runql._sync.exports.versions import VersionExporter
from runql._sync.history.many_runs import HistoriesReader
from runql._sync.history.reader import MOVED, HistoryReader
from runql._transfer._engine.cancel import CancelToken
from runql._transfer.exports.folder import part_of
from runql._transfer.exports.formats import build_tables
from runql._transfer.exports.parts import LOGGED_KEYS, PartWriter, add_named
from runql._transfer.exports.tables import HISTORY, RunsTable, part_path, unify
from runql.errors import LocalFileError, RunQLError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from pathlib import Path

    import pyarrow as pa

    from runql._models.exports.mixed_values import Mixed
    from runql._models.exports.parts import Part
    from runql._models.history.plan import HistoryExtent
    from runql._paths.projects import ProjectPath
    from runql._sync._client.session import Session
    from runql._sync.artifacts.resource import Artifact
    from runql._sync.runs.listing import Runs
    from runql._sync.runs.resource import Run
    from runql._transfer._engine.progress import Progress
    from runql._transfer.exports.folder import ExportFolder

__all__ = ["Exporter"]

_FILES_AT_ONCE = 2
_PAGE = 1000
_TABLES = "run_table"
"""Type of the artifact versions that the SDK creates for tables."""


_AGAIN: Final = "Run the export again to continue from here."


class Exporter:
    """Updates the folder of an export.

    Attributes:
        exported: IDs of the runs that were fetched.
        unchanged: IDs of the runs that had not changed.
        failures: Errors of the runs that could not be fetched, by run ID.
        deleted: IDs of runs in the export that the server no longer lists.
    """

    def __init__(
        self,
        session: Session,
        project: ProjectPath,
        listing: Callable[[str | None], Runs[Any, Any]],
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
        self._versions = VersionExporter(session, folder, self._cancel)

    def run(self, workers: int, bar: Progress, *, drop: bool, target: Path) -> None:
        """Fetch changed runs concurrently, and build the tables.

        Requests: One per page of runs, and one more per page with changed runs; for each changed run
        one per exported file and page of live rows, one for system metrics, and those of files.
        """
        table = RunsTable(self._folder)

        def attempt(item: tuple[Run[Any, Any], HistoryExtent | None]) -> None:
            """Fetch one run."""
            run, extent = item
            try:
                self._fetch(run, extent, workers)
            except (*FATAL, LocalFileError):
                raise
            except RunQLError as error:
                self.failures[run.id] = error
            else:
                self.exported.append(run.id)
            bar.add(1)

        try:
            todo = self._changed(table, bar)
            with closing(in_order(attempt, todo, workers, self._cancel)) as done:
                for _ in done:
                    pass
            self._bring_versions(workers, drop=drop)
            in_thread(lambda _cancel: self._finish(table, drop=drop, target=target))
            if not self.unchanged:
                self._unknown.warn(f"No run of {self._project}")
        except RunQLError as error:
            # Before the first page, such as for an invalid filter, nothing can be continued.
            note_continuation(error, _AGAIN if self._seen else None)
            raise
        finally:
            table.discard()

    def _bring_versions(self, workers: int, *, drop: bool) -> None:
        if not self._settings.artifacts and not self._settings.tables:
            return
        records = self._folder.manifest.runs.values()
        kept = [each for each in records if not drop or each.run in self._seen]
        self._versions.run({id_ for each in kept for id_ in each.versions}, workers)
        self.failures.update(self._versions.failures)

    def _changed(
        self, table: RunsTable, bar: Progress
    ) -> Generator[tuple[Run[Any, Any], HistoryExtent | None]]:
        """Return the runs that differ from the folder, with the extent of their histories."""
        cursor: str | None = None
        while True:
            for page in self._listing(cursor).pages():
                new = [run for run in page.items if run.id not in self._seen]
                self._seen.update(run.id for run in new)
                bar.expect(page.total)
                table.add([export_row(run) for run in new], [snapshot_row(run) for run in new])
                changed = [run for run in new if self._has_changed(run)]
                extents = self._extents(changed) if changed else {}
                for run in changed:
                    extent = extents.get(run.id)
                    if extent is not None and extent.last_step >= 0:
                        self._unknown.see(extent.keys)
                    yield run, extent
                bar.add(len(new) - len(changed))
                cursor = page.cursor
            if cursor is None:
                return

    def _has_changed(self, run: Run[Any, Any]) -> bool:
        record = self._folder.manifest.runs.get(run.id)
        is_same = record is not None and record.mark == Mark.of(run) and not record.deleted
        if is_same and record is not None and record.layout == LAYOUT:
            self.unchanged.append(run.id)
            return False
        return True

    def _extents(self, runs: Sequence[Run[Any, Any]]) -> dict[str, HistoryExtent]:
        names = json.dumps({"name": {"$in": [run.id for run in runs]}})
        listed = ListedRuns(self._project, names, window=PageWindow(per_page=len(runs)))
        reader = HistoriesReader(self._session, listed)
        return {plan.path.run: plan.extent for plan in reader.plans()}

    def _fetch(self, run: Run[Any, Any], extent: HistoryExtent | None, workers: int) -> None:
        path = RunPath(run.entity, run.project, run.id)
        if extent is None:
            raise missing_run(path, "ListRunHistoryPlans", project_exists=True)
        before, mark = self._folder.manifest.runs.get(run.id), Mark.of(run)
        contents = RunContents(self._session, self._folder, run, workers, self._cancel)
        kept = before is not None and before.mark.same_rows(mark) and before.layout == LAYOUT
        if kept and before is not None and before.last_step == extent.last_step:
            record = replace(before, mark=mark, deleted=False)
        else:
            history, merged = self._history(path, extent, contents.written)
            record = RunRecord(run.id, mark, extent.last_step, history, merged=merged)
            if self._settings.system_metrics:
                metrics, sampled = contents.metrics()
                record = replace(record, system_metrics=metrics, sampled=sampled)
        record = self._with_contents(record, run, contents)
        in_thread(lambda _cancel: self._folder.record(record, contents.written))

    def _with_contents(
        self, record: RunRecord, run: Run[Any, Any], contents: RunContents
    ) -> RunRecord:
        """Fetch contents that can change without a change of the history."""
        settings = self._settings
        found: dict[str, Any] = {}
        tables = contents.logged_tables() if settings.tables or settings.artifacts else []
        if settings.console_logs:
            found["console_logs"] = contents.console()
        if settings.files is not None or settings.tables:
            found["listed"], found["files"] = contents.files(tables)
        if settings.tables or settings.artifacts:
            found["client_ids"] = contents.client_ids(tables)
            logged = run.logged_artifacts(per_page=_PAGE).all()
            used: list[Artifact[Any]] = []
            if settings.artifacts:
                used = run.used_artifacts(per_page=_PAGE).all()
                found["used"] = tuple(each.id for each in used)
                found["logged"] = tuple(each.id for each in logged)
            else:
                logged = [each for each in logged if each.type == _TABLES]
                found["table_versions"] = tuple(each.id for each in logged)
            self._versions.see((*logged, *used))
        if settings.tables:
            found["tables"] = contents.tables()
        return replace(record, **found, missing=tuple(contents.missing))

    def _history(
        self, path: RunPath, extent: HistoryExtent, written: dict[str, Path]
    ) -> tuple[Part, int]:
        reader = self._reader(path)
        name = part_path(self._folder, "history", path.run)
        target = self._folder.scratch(name.replace("/", "-"))
        try:
            count = self._write_history(reader, extent, target)
        except MOVED:
            # URLs expire, and the server rewrites files. Retry once with a new plan.
            reader = self._reader(path)
            count = self._write_history(reader, reader.extent(), target)
        written[name] = target
        return in_thread(lambda _cancel: part_of(target, name, count)), reader.merged

    def _reader(self, path: RunPath) -> HistoryReader:
        return HistoryReader(self._session, path, width=_FILES_AT_ONCE, cancel=self._cancel)

    def _write_history(self, reader: HistoryReader, extent: HistoryExtent, target: Path) -> int:
        notes = {LOGGED_KEYS: json.dumps(extent.logged).encode()}
        run, writer = reader.path.run, PartWriter(target, HISTORY, notes)
        try:
            with closing(reader.tables(self._query, extent)) as tables:
                for table in tables:
                    _put(writer, run, *decoded_table(table, self._settings.keys))
            with closing(reader.pages(self._query, extent)) as pages:
                for rows in pages:
                    if rows:
                        _put(writer, run, *table_of(rows))
            return in_thread(lambda _cancel: writer.finish())
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


def _put(writer: PartWriter, run: str, table: pa.Table, mixed: Mixed) -> None:
    in_thread(lambda _cancel: add_named(writer, table, run, mixed))
