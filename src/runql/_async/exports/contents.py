"""Export of a run's contents other than its history: system metrics, console lines, files, tables."""

from __future__ import annotations

import hashlib
import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from runql_graphql.ops import media as ops

from runql._async._client.concurrency import in_thread
from runql._models.exports.mixed_values import table_of
from runql._models.exports.parts import ExportedFile
from runql._models.exports.snapshots import file_fields
from runql._models.exports.versions import ExportedTable
from runql._models.files.local_paths import local_paths, safe_name
from runql._models.media.table_artifacts import table_address
from runql._models.media.values import LoggedTable
from runql._transfer._engine.batch import DownloadPlan, download_all
from runql._transfer.exports.folder import part_of, stem_of
from runql._transfer.exports.parts import PartWriter, add_named
from runql._transfer.exports.tables import CONSOLE, METRICS, TABLE, part_path
from runql.errors import NotFoundError, ProtocolError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from runql._async._client.session import AsyncSession
    from runql._async.media.logged import AsyncLoggedMedia
    from runql._async.runs.resource import AsyncRun
    from runql._models.console_logs import LogLine
    from runql._models.exports.columns import Columns
    from runql._models.exports.parts import Part
    from runql._models.media.logged import LoggedMediaBase
    from runql._models.media.tables import Table
    from runql._transfer._engine.cancel import CancelToken
    from runql._transfer.exports.folder import ExportFolder

__all__ = ["AsyncRunContents"]

_PAGE: Final = 1000
_PLAIN: Final = re.compile(r"[a-z0-9_][a-z0-9_. -]{0,99}")


class AsyncRunContents:
    """Exports the contents of a run other than its history.

    Attributes:
        written: Files under temporary names, by their final paths.
        missing: Sentences about data that the run refers to and the server does not have.
    """

    def __init__(
        self,
        session: AsyncSession,
        folder: ExportFolder,
        run: AsyncRun[Any, Any],
        workers: int,
        cancel: CancelToken,
    ) -> None:
        self.written: dict[str, Path] = {}
        self.missing: list[str] = []
        self._session = session
        self._folder = folder
        self._settings = folder.manifest.settings
        self._run = run
        self._workers = workers
        self._cancel = cancel

    async def metrics(self) -> tuple[Part, bool]:
        """Write the system metrics, and return whether the server returned only a sample.

        Requests: One.
        """
        run = self._run
        found = await run.system_metrics_history(format="records")
        name, writer = self._writer("system_metrics", METRICS)

        def write() -> Part:
            """Write the rows."""
            try:
                if found:
                    table, mixed = table_of(found)
                    add_named(writer, table, run.id, mixed)
                return part_of(writer.target, name, writer.finish())
            finally:
                writer.discard()

        part = await in_thread(lambda _cancel: write())
        self.written[name] = writer.target
        return part, found.sampled

    async def console(self) -> Part:
        """Write the console lines.

        Requests: One per 1,000 lines.
        """
        run, columns = self._run, list(CONSOLE)
        name, writer = self._writer("console_logs", CONSOLE)

        def write(rows: list[dict[str, object]], _cancel: CancelToken) -> None:
            """Write a page."""
            writer.add_rows(rows, columns)

        try:
            async for page in run.console_logs(per_page=_PAGE).pages():
                rows: list[dict[str, object]] = [
                    dict(zip(columns, (run.id, *_line(each)), strict=True)) for each in page.items
                ]
                if rows:
                    await in_thread(partial(write, rows))
            part = await in_thread(lambda _cancel: part_of(writer.target, name, writer.finish()))
        finally:
            writer.discard()
        self.written[name] = writer.target
        return part

    async def logged_tables(self) -> list[AsyncLoggedMedia[LoggedTable]]:
        """Return all tables that the run logged.

        Requests: The same as `run.media`.
        """
        found = await self._run.media(kind=LoggedTable)
        last = [
            cast("AsyncLoggedMedia[LoggedTable]", each)
            for each in self._run.summary_media.values()
            if _is_table(each)
        ]
        return [*found, *last]

    async def client_ids(self, logged: Sequence[AsyncLoggedMedia[LoggedTable]]) -> dict[str, str]:
        """Return the server IDs of the versions that tables refer to by client IDs.

        Requests: One per version.
        """
        names: dict[str, None] = {}
        for each in logged:
            if each.value.artifact_path is not None:
                try:
                    address = table_address(each.value.artifact_path)
                except ProtocolError as error:
                    self.missing.append(f"{self._run.id}: {each.key!r}: {error.message}")
                    continue
                if address.by_client:
                    names[address.id] = None
        found: dict[str, str] = {}
        for name in names:
            mapped = await self._session.send(ops.get_client_id_mapping(client_id=name))
            if mapped.client_id_mapping is not None:
                found[name] = mapped.client_id_mapping.server_id
        return found

    async def files(
        self, logged: Sequence[AsyncLoggedMedia[LoggedTable]]
    ) -> tuple[tuple[ExportedFile, ...], tuple[Part, ...]]:
        """Download the requested files, including the files of tables.

        Requests: One per 1,000 files, and one per file.
        """
        run, glob = self._run, self._settings.files
        listed = await run.files(glob, per_page=_PAGE).all() if glob is not None else []
        if self._settings.tables:
            there = {file.name for file in listed}
            wanted = sorted({file.path for each in logged for file in each.files} - there)
            for start in range(0, len(wanted), _PAGE):
                names = wanted[start : start + _PAGE]
                listed += await run._named_files(names, _PAGE).all()
        root, top = self._folder.root / "files" / stem_of(run.id), self._folder.root
        targets = local_paths(root, [file.name for file in listed])
        sources = tuple((file._source(), targets[file.name]) for file in listed)
        plan = DownloadPlan(sources, self._workers, replace=True, progress=False)
        await self._session.transfer(
            lambda to, cancel: download_all(to, plan, cancel), self._cancel
        )
        paths = {name: path.relative_to(top).as_posix() for name, path in targets.items()}
        known = tuple(
            ExportedFile(file.name, paths[file.name], file_fields(file)) for file in listed
        )

        def describe() -> tuple[Part, ...]:
            """Compute the digests."""
            return tuple(part_of(path, path.relative_to(top).as_posix(), 0) for _, path in sources)

        return known, await in_thread(lambda _cancel: describe())

    async def tables(self) -> tuple[ExportedTable, ...]:
        """Write the tables of the summary.

        Requests: For each table those of `run.table`.
        """
        found: list[ExportedTable] = []
        keys = [key for key, each in self._run.summary_media.items() if _is_table(each)]
        for key in sorted(keys):
            try:
                table = await self._run.table(key)
            except NotFoundError as error:
                self.missing.append(f"{self._run.id}: {error.message}")
                continue
            found.append(await self._write_table(key, table))
        return tuple(found)

    async def _write_table(self, key: str, table: Table) -> ExportedTable:
        folder = self._folder
        path = f"tables/{stem_of(self._run.id)}/{_file_name(key)}.parquet"
        columns: Columns = dict.fromkeys(table.columns, "null")
        writer = PartWriter(folder.scratch(path.replace("/", "-")), columns, {TABLE: key.encode()})

        def write() -> Part:
            """Write the table."""
            try:
                writer.add(table.to_arrow())
                return part_of(writer.target, path, writer.finish())
            finally:
                writer.discard()

        part = await in_thread(lambda _cancel: write())
        self.written[path] = writer.target
        return ExportedTable(key, part)

    def _writer(self, table: str, first: Columns) -> tuple[str, PartWriter]:
        name = part_path(self._folder, table, self._run.id)
        return name, PartWriter(self._folder.scratch(name.replace("/", "-")), first)


def _line(line: LogLine) -> tuple[object, ...]:
    return line.number, line.time, line.level, line.label, line.raw


def _is_table(logged: LoggedMediaBase[Any]) -> bool:
    return isinstance(logged.value, LoggedTable)


def _file_name(key: str) -> str:
    """Return a file name that is valid on every operating system and unique to the key."""
    if _PLAIN.fullmatch(key):
        return safe_name(key)
    mark = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return safe_name(f"{re.sub(r'[^A-Za-z0-9_-]+', '_', key)[:80]}~{mark}")
