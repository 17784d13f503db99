# Generated from src/runql/_async/exports/api.py by `make generate`. Do not edit.

"""Exports of whole projects, and proofs of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from runql_graphql.ops.runs import base as ops

from runql._paging.order import order_to_wire
from runql._paging.pages import Listing, PageWindow
from runql._paths.projects import ProjectPath, parse_project_path
from runql._sync._client.api_base import ApiBase
from runql._sync._client.concurrency import in_thread
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from runql._models.exports.manifest import Mark
    from runql._models.exports.report import ExportReport, ExportVerification
    from runql._models.exports.settings import CsvFormulas, ExportFormat, ExportSettings, Gone
    from runql._paging.order import Order
    from runql._sync.exports.exporter import Exporter
    from runql._sync.runs.listing import Runs
    from runql._transfer.exports.folder import ExportFolder
    from runql._transfer.exports.remote import RemoteExport
    from runql.filters import Filter

__all__ = ["ExportsApi"]

_PAGE = 100
_PAGE_WITHOUT_DOCUMENTS = 1000


class ExportsApi(ApiBase):
    """`Api` methods for exports."""

    def export(
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
        """Write a project to disk: runs, histories, system metrics; files, artifacts, tables, consoles if wanted.

        The same call again fetches what has changed since, and continues where a killed one
        stopped. A run has changed when the server lists it with another state, heartbeat, time of
        change or number of rows. Each file gets its final name when it is whole and on disk.

        Args:
            path: `entity/project`, `project`, or the project's URL; None takes the settings'
                project.
            to: Folder, made if needed; for `duckdb` a file, which has a folder `FILE.export` next
                to it. Or a URL that fsspec knows, such as `s3://bucket/folder`.
            filters: Which runs, as in `runs`.
            order: Order of the table of runs, as in `runs`.
            keys: Keys of the histories; None for all.
            format: `parquet`: a table of runs, and a folder with a file a run for histories and
                system metrics. `csv`, `jsonl`: a file a table. `duckdb`: one file with all tables.
            files: A glob of files of the runs to fetch too, as in `run.files`; None for none.
            system_metrics: Whether to fetch system metrics.
            workers: Runs to fetch concurrently.
            deleted: What becomes of exported runs that the server lists no more, or that match the
                filter no more: `keep` marks them in the table of runs, `drop` removes them.
            progress: Whether to show a bar; None shows one on a terminal and in notebooks, when tqdm is installed.
            verify: Read everything back afterwards, as `verify_export` does.
            csv_formulas: `escape` writes an apostrophe before strings in CSV that a spreadsheet
                would run as formulas; `keep` writes them as they were logged.
            artifacts: Whether to fetch the artifact versions that the runs logged and used, with their files.
                References to other places stay references.
            tables: Whether to fetch the tables that the runs logged, and to write the last of each key as Parquet.
            console_logs: Whether to fetch the lines of consoles.
            dry_run: Only return what would be fetched; nothing is written.
            storage_options: Options of the file system of a URL, as fsspec takes them.

        Returns:
            What was done. A run that could not be fetched is in `failures`, and does not stop
            others.

        Raises:
            UsageError: If an argument is out of bounds; nothing was sent.
            MissingDependencyError: If a library is not installed; nothing was sent.
            TargetExistsError: If the place holds something else, or an export made with other
                arguments; nothing was sent.
            NotFoundError: If the project does not exist.
            LocalFileError: If the disk is full, or may not be written to.
            ExportCorruptedError: With `verify`: what was read back is not what was written.

        Requests: One per page of 100 runs. For each page with changed runs one more, and for each
            such run one per exported history file and page of live rows, one for system metrics,
            one per page of files, one per file. With `console_logs` one per 1,000 lines; with `artifacts` and
            `tables` two for the versions, those of `media` and one per table; for a version that is not there two
            for its manifest, two per 1,000 files and one per file, and one for each collection of the others.

        Examples:
            >>> report = api.export("sandbox/mnist", "backup", "state = 'failed'", keys=["loss"])
            >>> len(report.exported), report.rows, report.failures
            (3, 150, {})
        """
        from runql._models.exports import settings as of_exports
        from runql._transfer.exports.places import checked_place
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
            report = self._store(
                place,
                settings,
                workers,
                storage_options or {},
                drop=drop,
                progress=progress,
                dry_run=dry_run,
            )
        elif dry_run:
            report = self._planned(place, settings)
        else:
            report = self._write(place, settings, workers, drop=drop, progress=progress)
        if verify and not dry_run:
            self.verify_export(to, storage_options=storage_options)
        return report

    def _store(
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
        """Bring an export at a URL up to date."""
        from runql._transfer.exports.remote import RemoteExport

        remote = in_thread(lambda _cancel: RemoteExport(url, options, kind=settings.format))
        stage = in_thread(lambda _cancel: remote.stage())
        target = remote.local_target(stage)
        if dry_run:
            report = self._planned(target, settings, remote)
            in_thread(lambda _cancel: remote.forget_unused(stage))
        else:
            report = self._write(
                target, settings, workers, drop=drop, progress=progress, remote=remote
            )
            in_thread(lambda _cancel: remote.store(stage))
        return replace(report, to=url, paths={})

    def _planned(
        self, target: Path, settings: ExportSettings, remote: RemoteExport | None = None
    ) -> ExportReport:
        from runql._models.exports.settings import export_root
        from runql._sync.exports.dry_run import planned_export
        from runql._transfer.exports.folder import ExportFolder

        folder = ExportFolder(export_root(target, settings.format), settings, remote=remote)
        in_thread(lambda _cancel: folder.peek())
        return planned_export(
            target,
            folder,
            lambda after: self._listed(settings, after, _PAGE_WITHOUT_DOCUMENTS, documents=False),
        )

    def _write(
        self,
        target: Path,
        settings: ExportSettings,
        workers: int,
        *,
        drop: bool,
        progress: bool | None,
        remote: RemoteExport | None = None,
    ) -> ExportReport:
        from runql._models.exports.settings import export_root
        from runql._sync.exports.exporter import Exporter
        from runql._transfer._engine.progress import Progress
        from runql._transfer.exports.folder import ExportFolder

        kind = settings.format
        parts = "" if kind in ("parquet", "duckdb") else ".parts"
        root = export_root(target, kind)
        with ExportFolder(root, settings, parts=parts, remote=remote) as folder:
            exporter = Exporter(
                self._session,
                parse_project_path(settings.project),
                lambda after: self._listed(settings, after, _PAGE, documents=True),
                folder,
            )
            with Progress(progress, None, "export", "run") as bar:
                exporter.run(workers, bar, drop=drop, target=target)
            return _report(target, folder, exporter)

    def verify_export(
        self,
        to: str | Path,
        *,
        server: bool = False,
        storage_options: Mapping[str, object] | None = None,
    ) -> ExportVerification:
        """Read an export back, and compare it with its manifest: sizes, SHA-256, rows.

        Args:
            to: The folder, the DuckDB file, or the URL of one; what is at a URL comes to this machine for it.
            server: Compare the rows of each run with what the server counts, too.
            storage_options: Options of the file system of a URL, as in `export`.

        Returns:
            What was compared; with `server` also which runs have changed since.

        Raises:
            ExportCorruptedError: If something is off; `problems` of the error names all of it.
            UsageError: If there is no finished export, or it is of another server.

        Requests: None; with `server` one per page of 1000 runs.
        """
        from runql._models.exports.manifest import Mark
        from runql._models.exports.settings import check_target
        from runql._transfer.exports.places import verified_files
        from runql._transfer.exports.verification import check_server, raise_for

        check_target(to)
        manifest, found = in_thread(lambda _cancel: verified_files(to, storage_options))
        if not server:
            return raise_for(found)
        if manifest.settings.server != self._server:
            raise UsageError(
                f"{to} was exported from {manifest.settings.server}, and this client is for "
                f"{self._server}.",
                hint="Compare it with a client of that server.",
            )
        marks: dict[str, Mark] = {}
        cursor: str | None = None
        while True:
            runs = self._listed(manifest.settings, cursor, _PAGE_WITHOUT_DOCUMENTS, documents=False)
            for page in runs.pages():
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
    ) -> Runs[Any, Any]:
        """Return a list of one page of an export's runs."""
        from runql._models.runs.context import RunContext
        from runql._models.runs.listed.rows import LIST_RUNS_AS_ROWS
        from runql._sync.runs.listing import RunBuilder, Runs, run_key

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
        return Runs(self._session, listing)


def _report(to: Path, folder: ExportFolder, exporter: Exporter) -> ExportReport:
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
