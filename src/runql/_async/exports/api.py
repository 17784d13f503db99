"""`Api` methods that export projects and verify exports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from runql_graphql.ops.runs import base as ops

from runql._async._client.api_base import AsyncApiBase
from runql._async._client.concurrency import in_thread
from runql._paging.order import order_to_wire
from runql._paging.pages import Listing, PageWindow
from runql._paths.projects import ProjectPath, parse_project_path
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from runql._async.exports.exporter import AsyncExporter
    from runql._async.runs.listing import AsyncRuns
    from runql._models.exports.manifest import Mark
    from runql._models.exports.report import ExportReport, ExportVerification
    from runql._models.exports.settings import CsvFormulas, ExportFormat, ExportSettings, Gone
    from runql._paging.order import Order
    from runql._transfer.exports.folder import ExportFolder
    from runql._transfer.exports.remote import RemoteExport
    from runql.filters import Filter

__all__ = ["AsyncExportsApi"]

_PAGE = 100
_PAGE_WITHOUT_DOCUMENTS = 1000


class AsyncExportsApi(AsyncApiBase):
    """`AsyncApi` methods for exports."""

    async def export(
        self,
        path: str | ProjectPath | None,
        to: str | Path,
        filters: Filter | Mapping[str, object] | str | None = None,
        order: str | Order | None = None,
        *,
        keys: Sequence[str] | None = None,
        format: ExportFormat = "parquet",
        files: str | None = None,
        system_metrics: bool = True,
        workers: int = 4,
        deleted: Gone = "keep",
        progress: bool | None = None,
        verify: bool = False,
        csv_formulas: CsvFormulas = "keep",
        artifacts: bool = False,
        tables: bool = False,
        console_logs: bool = False,
        dry_run: bool = False,
        storage_options: Mapping[str, object] | None = None,
    ) -> ExportReport:
        """Export a project's runs, histories and system metrics to files.

        Run files, artifacts, tables and console logs are exported on request.

        A second call fetches only runs that have changed, and continues an interrupted export. A
        run has changed if its state, heartbeat, modification time or number of rows differs. Each
        file gets its final name when it is complete and on disk.

        Args:
            path: `entity/project`, `project`, or the project's URL; None means the settings'
                project.
            to: Folder, created if needed; for `duckdb` a file, with a folder `FILE.export` next to
                it. Or a URL that fsspec supports, such as `s3://bucket/folder`.
            filters: Filter of the runs, as in `runs`.
            order: Order of the table of runs, as in `runs`.
            keys: History keys to export; None for all.
            format: `parquet`: a table of runs, and folders with one file per run for histories and
                system metrics. `csv`, `jsonl`: one file per table. `duckdb`: one file with all tables.
            files: Glob of the run files to export too, as in `run.files`; None for no files.
            system_metrics: Whether to export system metrics.
            workers: Number of runs that are fetched concurrently.
            deleted: Treatment of exported runs that the server no longer lists, or that no longer
                match the filter: `keep` marks them in the table of runs, `drop` removes them.
            progress: Whether to show a bar; None shows one on a terminal and in notebooks, when tqdm is installed.
            verify: Whether to read the export back afterwards, as `verify_export` does.
            csv_formulas: `escape` writes an apostrophe before CSV strings that a spreadsheet would
                execute as formulas; `keep` writes them unchanged.
            artifacts: Whether to export the artifact versions that the runs logged and used, with their files.
                References to external storage stay references.
            tables: Whether to export the tables that the runs logged; the last table of each key is written as Parquet.
            console_logs: Whether to export console lines.
            dry_run: Whether to only return what would be fetched, without writing.
            storage_options: Options for the file system of a URL, passed to fsspec.

        Returns:
            A report of the export. Runs that could not be fetched are in `failures`; the other runs
            are exported.

        Raises:
            UsageError: If an argument is out of bounds; nothing was sent.
            MissingDependencyError: If a library is not installed; nothing was sent.
            TargetExistsError: If `to` has other contents, or an export with other arguments;
                nothing was sent.
            NotFoundError: If the project does not exist.
            LocalFileError: If the disk is full or not writable.
            ExportCorruptedError: If `verify` is set, and the data read back differs from the data
                written.

        Requests: One per page of 100 runs, and one more for each page with changed runs. For each
        changed run one per exported history file and page of live rows, one for system metrics,
        one per page of files, and one per file. With `console_logs` one per 1,000 lines. With `artifacts` and
        `tables` two for the versions, those of `media`, and one per table; for each missing version two for its
        manifest, two per 1,000 files and one per file; and one for each collection of the other versions.

        Examples:
            >>> report = await api.export("sandbox/mnist", "backup", "state = 'failed'", keys=["loss"])
            >>> len(report.exported), report.rows, report.failures
            (3, 150, {})
        """
        from runql._models.exports import settings as of_exports
        from runql._transfer.exports.locations import checked_place
        from runql.filters import filters_to_wire

        of_exports.check_target(to)
        wanted = of_exports.check_export(format, keys, files, workers, deleted)
        settings = of_exports.ExportSettings(
            self._server,
            str(self._export_project(path)),
            format,
            filters_to_wire(filters),
            order_to_wire(order),
            wanted,
            system_metrics,
            files,
            of_exports.checked_formulas(csv_formulas, format),
            artifacts=artifacts,
            tables=tables,
            console_logs=console_logs,
        )
        place, drop = checked_place(to, storage_options), deleted == "drop"
        if isinstance(place, str):
            report = await self._store(
                place,
                settings,
                workers,
                storage_options or {},
                drop=drop,
                progress=progress,
                dry_run=dry_run,
            )
        elif dry_run:
            report = await self._planned(place, settings)
        else:
            report = await self._write(place, settings, workers, drop=drop, progress=progress)
        if verify and not dry_run:
            await self.verify_export(to, storage_options=storage_options)
        return report

    async def _store(
        self,
        url: str,
        settings: ExportSettings,
        workers: int,
        options: Mapping[str, object],
        *,
        drop: bool,
        progress: bool | None,
        dry_run: bool,
    ) -> ExportReport:
        """Update an export at a URL."""
        from runql._transfer.exports.remote import RemoteExport

        remote = await in_thread(lambda _cancel: RemoteExport(url, options, kind=settings.format))
        stage = await in_thread(lambda _cancel: remote.stage())
        target = remote.local_target(stage)
        if dry_run:
            report = await self._planned(target, settings, remote)
            await in_thread(lambda _cancel: remote.forget_unused(stage))
        else:
            report = await self._write(
                target, settings, workers, drop=drop, progress=progress, remote=remote
            )
            await in_thread(lambda _cancel: remote.store(stage))
        return replace(report, to=url, paths={})

    async def _planned(
        self, target: Path, settings: ExportSettings, remote: RemoteExport | None = None
    ) -> ExportReport:
        from runql._async.exports.dry_run import planned_export
        from runql._models.exports.settings import export_root
        from runql._transfer.exports.folder import ExportFolder

        folder = ExportFolder(export_root(target, settings.format), settings, remote=remote)
        await in_thread(lambda _cancel: folder.peek())
        return await planned_export(
            target,
            folder,
            lambda after: self._listed(settings, after, _PAGE_WITHOUT_DOCUMENTS, documents=False),
        )

    async def _write(
        self,
        target: Path,
        settings: ExportSettings,
        workers: int,
        *,
        drop: bool,
        progress: bool | None,
        remote: RemoteExport | None = None,
    ) -> ExportReport:
        from runql._async.exports.exporter import AsyncExporter
        from runql._models.exports.settings import export_root
        from runql._transfer._engine.progress import Progress
        from runql._transfer.exports.folder import ExportFolder

        kind = settings.format
        parts = "" if kind in ("parquet", "duckdb") else ".parts"
        root = export_root(target, kind)
        with ExportFolder(root, settings, parts=parts, remote=remote) as folder:
            exporter = AsyncExporter(
                self._session,
                parse_project_path(settings.project),
                lambda after: self._listed(settings, after, _PAGE, documents=True),
                folder,
            )
            with Progress(progress, None, "export", "run") as bar:
                await exporter.run(workers, bar, drop=drop, target=target)
            return _report(target, folder, exporter)

    async def verify_export(
        self,
        to: str | Path,
        *,
        server: bool = False,
        storage_options: Mapping[str, object] | None = None,
    ) -> ExportVerification:
        """Read an export back, and compare its sizes, SHA-256 and rows with the manifest.

        Args:
            to: The folder or DuckDB file, or its URL; files at a URL are downloaded for the comparison.
            server: Whether to compare the rows of each run with the server's row count too.
            storage_options: Options for the file system of a URL, as in `export`.

        Returns:
            The compared files and rows; with `server` also the runs that have changed since.

        Raises:
            ExportCorruptedError: If anything differs; `problems` of the error lists all differences.
            UsageError: If the path contains no finished export, or the export is from another server.

        Requests: None; with `server` one per page of 1000 runs.
        """
        from runql._models.exports.manifest import Mark
        from runql._models.exports.settings import check_target
        from runql._transfer.exports.locations import verified_files
        from runql._transfer.exports.verification import check_server, raise_for

        check_target(to)
        manifest, found = await in_thread(lambda _cancel: verified_files(to, storage_options))
        if not server:
            return raise_for(found)
        if manifest.settings.server != self._server:
            raise UsageError(
                f"{to} was exported from {manifest.settings.server}, but this client uses "
                f"{self._server}.",
                hint=f'Use a client of that server: Api(base_url="{manifest.settings.server}").',
            )
        marks: dict[str, Mark] = {}
        cursor: str | None = None
        while True:
            runs = self._listed(manifest.settings, cursor, _PAGE_WITHOUT_DOCUMENTS, documents=False)
            async for page in runs.pages():
                marks.update((run.id, Mark.of(run)) for run in page.items)
                cursor = page.cursor
            if cursor is None:
                return raise_for(check_server(found, manifest, marks))

    @property
    def _server(self) -> str:
        """URL of the server."""
        return self._session.settings.base_url

    def _export_project(self, path: str | ProjectPath | None) -> ProjectPath:
        return parse_project_path(path, entity=self._entity, project=self._project)

    def _listed(
        self, settings: ExportSettings, after: str | None, per_page: int, *, documents: bool
    ) -> AsyncRuns[Any, Any]:
        """Return a list of one page of an export's runs."""
        from runql._async.runs.listing import AsyncRuns, RunBuilder, run_key
        from runql._models.runs.listed.context import RunContext
        from runql._models.runs.listed.rows import LIST_RUNS_AS_ROWS

        project = parse_project_path(settings.project)
        call = ops.list_runs(
            entity=project.entity,
            project=project.project,
            filters=settings.filters,
            order=settings.order,
            with_config=documents,
            with_summary=documents,
        )
        builder = RunBuilder(self._session, project, RunContext(self._session.app_url))
        window = PageWindow(per_page, per_page, after)
        listing = Listing(call, builder.read, run_key, window, rows=LIST_RUNS_AS_ROWS)
        return AsyncRuns(self._session, listing)


def _report(to: Path, folder: ExportFolder, exporter: AsyncExporter) -> ExportReport:
    from runql._models.exports.report import ExportReport

    manifest = folder.manifest
    records = manifest.runs.values()
    metrics = [each.system_metrics for each in records if each.system_metrics is not None]
    consoles = [each.console_logs for each in records if each.console_logs is not None]
    return ExportReport(
        to,
        exported=tuple(exporter.exported),
        unchanged=tuple(exporter.unchanged),
        failures=exporter.failures,
        deleted=tuple(exporter.deleted),
        sampled=tuple(each.run for each in records if each.sampled),
        rows=sum(each.history.rows for each in records),
        system_rows=sum(part.rows for part in metrics),
        bytes=sum(part.bytes for part in manifest.parts),
        paths=_paths(to, folder),
        artifacts=len(manifest.versions),
        tables=sum(len(each.tables) for each in records),
        console_lines=sum(part.rows for part in consoles),
        missing=tuple(sentence for each in records for sentence in each.missing),
    )


def _paths(to: Path, folder: ExportFolder) -> dict[str, Path]:
    kind = folder.manifest.settings.format
    names = ["runs", "history", "system_metrics"]
    if folder.manifest.settings.console_logs:
        names.append("console_logs")
    contents = {name: folder.root / name for name in ("files", "artifacts", "tables")}
    contents = {name: path for name, path in contents.items() if path.exists()}
    if kind == "duckdb":
        return dict.fromkeys(names, to) | contents
    if kind == "parquet":
        paths = {name: folder.root / name for name in names}
        paths["runs"] = folder.root / "runs.parquet"
    else:
        paths = {name: folder.root / f"{name}.{kind}" for name in names}
    return {name: path for name, path in paths.items() if path.exists()} | contents
