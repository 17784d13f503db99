"""Tables and media of a run: list, read and download."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, overload

from runql._paging.pages import LARGEST_PAGE
from runql.errors import NotFoundError, UnsupportedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from runql._async._client.session import AsyncSession
    from runql._async.files import AsyncFile, AsyncFiles
    from runql._async.media.logged import AsyncLoggedMedia
    from runql._frames.flatten import Row
    from runql._models.history.plan import HistoryQuery
    from runql._models.media.custom_charts import CustomChart
    from runql._models.media.logged import MediaT
    from runql._models.media.table_source import TableSource
    from runql._models.media.tables import Table
    from runql._models.media.values import LoggedTable, Media, MediaFile
    from runql._models.runs.fields import Part
    from runql._paths.runs import RunPath
    from runql._wire.json_types import JsonValue

__all__ = ["AsyncRunMedia"]


class AsyncRunMedia:
    """Methods of a run that read logged tables and media."""

    _session: AsyncSession
    _path: RunPath

    if TYPE_CHECKING:

        def _named_files(self, names: Sequence[str], per_page: int | None = None) -> AsyncFiles:
            """List the files with these names."""
            ...

        async def file(self, name: str) -> AsyncFile:
            """Fetch the attributes of one file."""
            ...

        async def load(self, *parts: Part) -> object:
            """Fetch parts of the run that are not loaded."""

        @property
        def summary_metrics(self) -> dict[str, JsonValue]:
            """The summary in the server's format."""
            ...

        @property
        def history_keys(self) -> dict[str, JsonValue]:
            """Keys of the history."""
            ...

        @property
        def raw_config(self) -> dict[str, JsonValue]:
            """The config with the SDK's internal keys."""
            ...

    @property
    def summary_media(self) -> dict[str, AsyncLoggedMedia[Media]]:
        """The last logged media by summary key; nested keys have dotted names.

        Requests: None if the summary is loaded, which is the default; otherwise one for the whole page.
        """
        from runql._models.media.in_rows import media_in

        found = media_in(self.summary_metrics)
        return {key: self._logged(key, None, value) for key, value in found.items()}

    @property
    def custom_charts(self) -> dict[str, CustomChart]:
        """The charts that `wandb.plot` created, by key; `table(key)` reads their data.

        Requests: None if the config is loaded, which is the default; otherwise one for the whole page.
        """
        from runql._models.media.custom_charts import custom_charts

        return custom_charts(self.raw_config)

    @overload
    async def media(
        self,
        *keys: str,
        min_step: int | None = None,
        max_step: int | None = None,
    ) -> list[AsyncLoggedMedia[Media]]: ...
    @overload
    async def media(
        self,
        *keys: str,
        kind: type[MediaT],
        min_step: int | None = None,
        max_step: int | None = None,
    ) -> list[AsyncLoggedMedia[MediaT]]: ...
    async def media(
        self,
        *keys: str,
        kind: type[MediaT] | None = None,
        min_step: int | None = None,
        max_step: int | None = None,
    ) -> list[AsyncLoggedMedia[MediaT]] | list[AsyncLoggedMedia[Media]]:
        """Return the logged media in the order of steps, without their content.

        Args:
            keys: Keys of the media; empty for every key that has media.
            kind: `Image`, `Histogram`, … to return only media of this type; None for all.
            min_step: First step to read.
            max_step: End of the steps to read, exclusive.

        Raises:
            UsageError: If `min_step` and `max_step` are out of order; nothing was sent.
            NotFoundError: If the run has been deleted.

        Requests: One, one per exported file (or a few for the columns of a large one), one per page of
        live rows; one more without keys.

        Examples:
            >>> from runql.media import Image
            >>> run = await api.run("sandbox/vision/evaluate")
            >>> images = await run.media("sample", kind=Image)
            >>> [(image.step, image.value.width) for image in images]
            [(0, 32), (1, 32), (2, 32)]
        """
        from runql._models.history.plan import HistoryQuery
        from runql._models.history.rows import step_of
        from runql._models.media.in_rows import media_in, media_keys, warn_other_values

        query = HistoryQuery(None, min_step, max_step, page_size=10_000)
        asked = keys
        if not keys:
            await self.load("history_keys")
            keys = media_keys(self.history_keys)
            if not keys:
                return []
        rows = await self._media_rows(keys, query, keys)
        found = [(step_of(row), media_in(row)) for row in rows]
        having = {key for _, logged in found for key in logged}
        warn_other_values(asked, rows, having, str(self._path))
        return [
            self._logged(key, step, value)
            for step, logged in found
            for key, value in logged.items()
            if key in keys and (kind is None or isinstance(value, kind))
        ]

    async def table(
        self, key: str, *, step: int | None = None, source: TableSource | None = None
    ) -> Table:
        """Return a logged table: the last table of a key, or the table of a step.

        Rows come from the artifact that was logged with the table, which has up to 200,000 rows with
        types and media. The run's file of the table has up to 10,000 rows, and file names instead of
        media. It is read if the artifact has been deleted, and for incremental tables. `artifact` of
        the table is the artifact that was read, and `complete` is whether all rows were read. For a
        key of `wandb.plot`, the result has the data of the chart.

        Args:
            key: Key that the table was logged under.
            step: Step that the table was logged at; None for the last table.
            source: `artifact` or `file` to read only this copy; None reads the artifact first.

        Raises:
            UsageError: If the value is not a table.
            IntegrityError: If the received content does not match its checksum.
            NotFoundError: If the table does not exist; suggests similar keys.

        Requests: Five, or seven with arrays; two for the run's file, and more for an incremental
        table. With a step, one or more before that.

        Examples:
            >>> run = await api.run("sandbox/vision/evaluate")
            >>> table = await run.table("predictions")
            >>> table.to_pandas()
              name  score  correct
            0  cat    0.9     True
            1  dog    0.4    False
            2  cat    0.7     True
        """
        from runql._models.history.plan import HistoryQuery
        from runql._models.media.contents import missing_media, table_at
        from runql._models.media.in_rows import media_in
        from runql._models.media.table_source import check_source

        check_source(source)
        if step is None:
            await self.load("summary")
            found = media_in(self.summary_metrics)
        else:
            query = HistoryQuery(None, step, step + 1)
            rows = await self._media_rows((key, f"{key}_table"), query)
            found = {k: value for row in rows for k, value in media_in(row).items()}
        # wandb.plot logs the data of a chart under a separate key.
        name = key if key in found or f"{key}_table" not in found else f"{key}_table"
        if name not in found:
            raise missing_media(self._path, key, found, step)
        return await self._read_table(name, table_at(key, found[name]), step, source)

    async def download_media(
        self,
        *keys: str,
        kind: type[Media] | None = None,
        root: str | Path = ".",
        workers: int = 8,
        replace: bool = False,
        progress: bool | None = None,
    ) -> list[Path]:
        """Download the files of logged media to their names below a folder.

        Files are downloaded concurrently and verified. Local files with the same content are not
        downloaded again.

        Args:
            keys: Keys of the media; empty for every key that has media.
            kind: `Image`, `Audio`, … to download only media of this type; None for all.
            root: Folder; created if needed.
            workers: Concurrent transfers.
            replace: Whether to overwrite local files that have other content.
            progress: Whether to show one bar for all; None shows it on a terminal and in notebooks, when tqdm is
                installed.

        Raises:
            TargetExistsError: If a local file has other content; nothing was fetched.
            BatchError: If some files failed; `failures` lists them, and the other files are complete.
            IntegrityError: If the received content does not match its checksum.
            NotFoundError: If a file has been deleted, or is not uploaded yet.

        Requests: Those of `media`, one per 1,000 files, and one for each missing file.
        """
        found = await (self.media(*keys) if kind is None else self.media(*keys, kind=kind))
        files = [file for each in found for file in each.files]
        return await self._download(files, root, workers, replace, progress)

    async def _media_rows(
        self, keys: tuple[str, ...], query: HistoryQuery, wanted: tuple[str, ...] = ()
    ) -> list[Row]:
        from runql._models.history.plan import HistoryQuery
        from runql._models.media.in_rows import came_apart, requested_keys

        narrow = HistoryQuery(
            requested_keys(keys), query.min_step, query.max_step, page_size=query.page_size
        )
        rows = await self._rows(narrow, wanted)
        if any(came_apart(row, keys) for row in rows):
            # The parts are separate columns, whose names are known only from the values.
            return await self._rows(query)
        return rows

    async def _rows(self, query: HistoryQuery, wanted: tuple[str, ...] = ()) -> list[Row]:
        from runql._async.history.reader import AsyncHistoryReader
        from runql._models.history.parquet import table_rows

        reader = AsyncHistoryReader(self._session, self._path)
        extent = await reader.extent()
        extent.warn_unknown(wanted, str(self._path))
        parts = await reader.parts(query, extent)
        return [*(row for table in parts.tables for row in table_rows(table)), *parts.rows]

    async def _read_table(
        self, key: str, table: LoggedTable, step: int | None, source: TableSource | None
    ) -> Table:
        from runql._models.media.table_source import artifact_of

        address = artifact_of(key, table, source)
        if address is None:
            return await self._read_own_copy(key, table, step)
        from runql._async.media.tables import AsyncTableArtifact

        try:
            found = await AsyncTableArtifact.read(self._session, address)
        except (NotFoundError, UnsupportedError):
            if source is not None or table.file is None:
                raise
            return await self._read_own_copy(key, table, step)
        return found if table.nrows is None else replace(found, nrows=table.nrows)

    async def _read_own_copy(self, key: str, table: LoggedTable, step: int | None) -> Table:
        from runql._models.media.contents import by_path, check_media, file_at, increments_of
        from runql._models.media.table_artifacts import TableDocument
        from runql._models.media.tables import join_tables, read_table
        from runql._models.media.values import LoggedTable

        parts = [table]
        if table.increment:
            stop = None if step is None else step + 1
            logged = await self.media(key, kind=LoggedTable, max_step=stop)
            parts = increments_of((each.value for each in logged), table)
        wanted = [file_at(key, part, 0) for part in parts]
        files = await self._listed(by_path(wanted))
        tables = []
        for file in wanted:
            content = check_media(file, await files[file.path].read())
            tables.append(read_table(TableDocument(file.path, content)))
        return join_tables(key, tables, table.nrows)

    async def _listed(self, wanted: dict[str, MediaFile]) -> dict[str, AsyncFile]:
        from runql._models.files.base import missing_file

        names, found = list(wanted), dict[str, "AsyncFile"]()
        for start in range(0, len(names), LARGEST_PAGE):
            batch = names[start : start + LARGEST_PAGE]
            listed = await self._named_files(batch, LARGEST_PAGE).all()
            found.update({file.name: file for file in listed})
        for name in names:
            if name not in found:
                raise missing_file(self._path, name, found)
        return found

    async def _download(
        self,
        files: Iterable[MediaFile],
        root: str | Path,
        workers: int,
        replace: bool,
        progress: bool | None,
    ) -> list[Path]:
        from runql._models.files.local_paths import local_paths
        from runql._models.media.contents import by_path, check_downloaded
        from runql._transfer._engine.batch import DownloadPlan, download_all

        wanted = by_path(files)
        targets = local_paths(root, list(wanted))
        found = await self._listed(wanted)
        sources = tuple((found[name]._source(), targets[name]) for name in wanted)
        plan = DownloadPlan(sources, workers, replace, progress)
        paths = await self._session.transfer(lambda to, cancel: download_all(to, plan, cancel))
        downloaded = {targets[name]: file for name, file in wanted.items()}
        await self._session.transfer(lambda _to, _cancel: check_downloaded(downloaded))
        return paths

    def _logged(self, key: str, step: int | None, value: MediaT) -> AsyncLoggedMedia[MediaT]:
        from runql._async.media.logged import AsyncLoggedMedia

        return AsyncLoggedMedia(self, key, step, value, self._path)
