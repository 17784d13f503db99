# Generated from src/runql/_async/exports/exporter.py by `make generate`. Do not edit.

"""One export on its way: which runs have changed, and what they hold."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

from runql._models.exports.manifest import VERSION, ExportedFile, Mark, RunRecord
from runql._models.exports.mixed_values import decoded_table, table_of
from runql._models.exports.rows import export_row
from runql._models.exports.snapshots import file_fields, snapshot_row
from runql._models.files.local_paths import local_paths
from runql._models.history.known_keys import UnknownKeys
from runql._models.history.many_runs import FATAL, ListedRuns
from runql._models.history.plan import HistoryQuery
from runql._models.runs.responses import missing_run
from runql._paging.pages import PageWindow
from runql._paths.runs import RunPath
from runql._sync._client.concurrency import in_order, in_thread
from runql._sync.history.many_runs import HistoriesReader
from runql._sync.history.reader import MOVED, HistoryReader
from runql._transfer._engine.batch import DownloadPlan, download_all
from runql._transfer._engine.cancel import CancelToken
from runql._transfer.exports.folder import part_of, stem_of
from runql._transfer.exports.formats import build_tables
from runql._transfer.exports.parts import LOGGED_KEYS, PartWriter, named
from runql._transfer.exports.tables import HISTORY, METRICS, RunsTable, part_path, unify
from runql.errors import LocalFileError, RunQLError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from pathlib import Path

    import pyarrow as pa

    from runql._models.exports.manifest import Part
    from runql._models.exports.mixed_values import Mixed
    from runql._models.history.plan import HistoryExtent
    from runql._paths.projects import ProjectPath
    from runql._sync._client.session import Session
    from runql._sync.runs.listing import Runs
    from runql._sync.runs.resource import Run
    from runql._transfer._engine.progress import Progress
    from runql._transfer.exports.folder import ExportFolder

__all__ = ["Exporter"]

_FILES_AT_ONCE = 2
_PAGE = 1000


class Exporter:
    """Brings the folder of an export up to date.

    Attributes:
        exported: Ids of the runs that were fetched.
        unchanged: Ids of the runs that had not changed.
        failures: Why a run could not be fetched, by id.
        deleted: Ids of runs in the export that the server lists no more.
    """

    def __init__(
        self,
        session: Session,
        project: ProjectPath,
        listing: Callable[[str | None], Runs[Any, Any]],
        folder: ExportFolder,
    ) -> None:
        """Prepare to export.

        Args:
            session: What to ask through.
            project: Project of the runs.
            listing: Gives a page of runs behind a cursor.
            folder: Where to.
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

    def run(self, workers: int, bar: Progress, *, drop: bool, target: Path) -> None:
        """Fetch what has changed, several runs at once, and build the tables.

        Requests: One per page of runs; for those that have changed one per page, and for each of them
            one per exported file and page of live rows, one for system metrics, and those of files.
        """
        table = RunsTable(self._folder)

        def attempt(item: tuple[Run[Any, Any], HistoryExtent | None]) -> None:
            """Fetch one run."""
            run, extent = item
            try:
                self._fetch(run, extent, workers)
            except (*FATAL, LocalFileError) as error:
                error.add_note("The export continues where it stopped when you run it again.")
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
            in_thread(lambda _cancel: self._finish(table, drop=drop, target=target))
            if not self.unchanged:
                self._unknown.warn(f"No run of {self._project}")
        finally:
            table.discard()

    def _changed(
        self, table: RunsTable, bar: Progress
    ) -> Generator[tuple[Run[Any, Any], HistoryExtent | None]]:
        """Return the runs that differ from what the folder holds, and how far they go."""
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
        if is_same and record is not None and record.layout == VERSION:
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
        written: dict[str, Path] = {}
        kept = before is not None and before.mark.same_rows(mark) and before.layout == VERSION
        if kept and before is not None and before.last_step == extent.last_step:
            history, metrics, sampled = before.history, before.system_metrics, before.sampled
            merged = before.merged
        else:
            history, merged = self._history(path, extent, written)
            metrics, sampled = None, False
            if self._settings.system_metrics:
                metrics, sampled = self._metrics(run, written)
        listed: tuple[ExportedFile, ...] = ()
        files: tuple[Part, ...] = ()
        if self._settings.files is not None:
            listed, files = self._files(run, workers)
        record = RunRecord(
            run.id,
            mark,
            extent.last_step,
            history,
            metrics,
            files,
            sampled=sampled,
            merged=merged,
            listed=listed,
        )
        in_thread(lambda _cancel: self._folder.record(record, written))

    def _history(
        self, path: RunPath, extent: HistoryExtent, written: dict[str, Path]
    ) -> tuple[Part, int]:
        reader = self._reader(path)
        name = part_path(self._folder, "history", path.run)
        target = self._folder.scratch(name.replace("/", "-"))
        try:
            count = self._write_history(reader, extent, target)
        except MOVED:
            # Addresses expire, and files are written again. Once more, by a new plan.
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

    def _metrics(self, run: Run[Any, Any], written: dict[str, Path]) -> tuple[Part, bool]:
        found = run.system_metrics_history(format="records")
        name = part_path(self._folder, "system_metrics", run.id)
        writer = PartWriter(self._folder.scratch(name.replace("/", "-")), METRICS)

        def write() -> Part:
            """Write them."""
            try:
                if found:
                    table, mixed = table_of(found)
                    writer.add(named(table, run.id), mixed)
                return part_of(writer.target, name, writer.finish())
            finally:
                writer.discard()

        part = in_thread(lambda _cancel: write())
        written[name] = writer.target
        return part, found.sampled

    def _files(
        self, run: Run[Any, Any], workers: int
    ) -> tuple[tuple[ExportedFile, ...], tuple[Part, ...]]:
        listed = run.files(self._settings.files, per_page=_PAGE).all()
        root = self._folder.root / "files" / stem_of(run.id)
        targets = local_paths(root, [file.name for file in listed])
        sources = tuple((file._source(), targets[file.name]) for file in listed)
        plan = DownloadPlan(sources, workers, replace=True, progress=False)
        self._session.transfer(lambda to, cancel: download_all(to, plan, cancel), self._cancel)

        top = self._folder.root
        paths = {name: path.relative_to(top).as_posix() for name, path in targets.items()}
        known = tuple(
            ExportedFile(file.name, paths[file.name], file_fields(file)) for file in listed
        )

        def describe() -> tuple[Part, ...]:
            """Take the digests."""
            return tuple(part_of(path, path.relative_to(top).as_posix(), 0) for _, path in sources)

        return known, in_thread(lambda _cancel: describe())

    def _finish(self, table: RunsTable, *, drop: bool, target: Path) -> None:
        folder = self._folder
        self.deleted = [run for run in folder.manifest.runs if run not in self._seen]
        if not drop:
            table.keep(set(self.deleted))
        folder.mark_deleted(self.deleted, drop=drop)
        table.finish()
        if folder.is_finished:
            return
        if folder.changed:
            unify(folder)
            if self._settings.format != "parquet":
                build_tables(folder, target)
        folder.finish()


def _put(writer: PartWriter, run: str, table: pa.Table, mixed: Mixed) -> None:
    in_thread(lambda _cancel: writer.add(named(table, run), mixed))
