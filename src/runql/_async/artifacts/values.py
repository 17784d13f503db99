"""Tables and media that were added to an artifact version as values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._wandb_names.attributes import warn_of_name
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql._async._client.session import AsyncSession
    from runql._async.artifacts.entry import AsyncArtifactEntry
    from runql._models.artifacts.files import FileUrlsQuery
    from runql._models.artifacts.manifest import EntryInfo, Manifest
    from runql._models.media.joined_tables import JoinedTable
    from runql._models.media.tables import Table
    from runql._models.media.values import Media
    from runql._paths.artifacts import ArtifactPath

__all__ = ["AsyncArtifactValues"]


class AsyncArtifactValues:
    """Methods of an artifact version that read tables and media as typed values."""

    _session: AsyncSession

    if TYPE_CHECKING:

        @property
        def path(self) -> ArtifactPath:
            """Path that the version was found at."""
            ...

        @property
        async def manifest(self) -> Manifest:
            """Files of the version."""
            ...

        async def get_entry(self, path: str) -> AsyncArtifactEntry:
            """Return one file."""
            ...

        def _file_urls_query(self) -> FileUrlsQuery: ...

    async def get(self, name: str) -> Table | JoinedTable | Media:
        """Return a table or media value by the name that it was added under.

        The content of media is in files of the version: `get_entry(media.path)` returns the file. A
        partitioned table has the rows of all its parts. A table that joins two others is a
        `JoinedTable`. A value of an unknown type is an `UnknownMedia`, whose `raw` has the
        complete JSON.

        Args:
            name: Name as in `artifact.add(value, name)`, or the path of the value's JSON file.

        Raises:
            NotFoundError: If the version has no value of that name; suggests similar names.
            UsageError: If the name is that of a plain file; use `get_entry`.

        Requests: Two for the manifest, once; two for a value, and two more for arrays or parts of a
        table. A table of another artifact requires two more for that artifact.

        Examples:
            >>> data = await api.artifact("sandbox/vision/samples:latest")
            >>> scores = await data.get("scores")
            >>> scores.to_pandas()
              name  score
            0  cat    0.9
            1  dog    0.4
        """
        from runql._models.artifacts.values import (
            is_joined_table,
            is_table,
            read_value,
            value_entry,
        )

        entry = value_entry(await self.manifest, name, str(self.path))
        if is_joined_table(entry):
            return await self._read_joined(entry)
        if is_table(entry):
            return await self._read_table(entry)
        content = await (await self.get_entry(entry.path)).read()
        return read_value(entry, content)

    if not TYPE_CHECKING:
        # Without this, Python would iterate over any object with `__getitem__`.
        __iter__ = None

        def __getitem__(self, name: str) -> object:
            warn_of_name(self, "__getitem__")
            return self.get(name)

    async def table(self, name: str) -> Table:
        """Return a table by the name that it was added under.

        Raises:
            NotFoundError: If the version has no value of that name; suggests similar names.
            UsageError: If the value is not a table, or the name is that of a plain file.

        Requests: The same as `get`.
        """
        from runql._models.artifacts.values import is_table, value_entry

        entry = value_entry(await self.manifest, name, str(self.path))
        if not is_table(entry):
            raise UsageError(
                f"{entry.path} is not a table.",
                hint="Call get(name) to read values of other types.",
            )
        return await self._read_table(entry)

    async def _read_joined(self, entry: EntryInfo) -> JoinedTable:
        from runql._async.media.tables import AsyncTableArtifact

        if entry.ref is not None:
            return await AsyncTableArtifact.read_joined(self._session, entry.ref)
        holder = AsyncTableArtifact(self._session, self._file_urls_query(), await self.manifest)
        return await holder._read_joined(entry)

    async def _read_table(self, entry: EntryInfo) -> Table:
        from runql._async.media.tables import AsyncTableArtifact

        if entry.ref is not None:
            return await AsyncTableArtifact.read(self._session, entry.ref)
        holder = AsyncTableArtifact(self._session, self._file_urls_query(), await self.manifest)
        return await holder._read(entry)
