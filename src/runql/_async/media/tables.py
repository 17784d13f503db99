"""Reader of tables from the artifact that was logged with them: all rows, with types and media."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops import media as ops

from runql._models.artifacts.base import source_location
from runql._models.artifacts.files import FileUrlsQuery
from runql._models.artifacts.manifest import parse_manifest
from runql._models.files.digests import check_content
from runql._models.media.joined_tables import JoinedTable, joined_parts
from runql._models.media.table_artifacts import TableAddress, TableDocument, table_address
from runql._models.media.tables import join_tables, read_table
from runql.errors import NotFoundError, ProtocolError

if TYPE_CHECKING:
    from runql._async._client.session import AsyncSession
    from runql._models.artifacts.manifest import EntryInfo, Manifest
    from runql._models.media.tables import Table

__all__ = ["AsyncTableArtifact"]

_MOST_HOPS = 8


class AsyncTableArtifact:
    """An artifact version that contains a table."""

    def __init__(self, session: AsyncSession, query: FileUrlsQuery, manifest: Manifest) -> None:
        self._session = session
        self._query = query
        self._manifest = manifest

    @classmethod
    async def read(cls, session: AsyncSession, address: str) -> Table:
        """Read the table that an artifact URL refers to.

        Raises:
            NotFoundError: If the artifact has been deleted, or was never stored.
            IntegrityError: If the received content does not match its checksum.

        Requests: Five for an artifact with a client ID, otherwise four; two more for parts and two
        more for arrays.
        """
        found, entry = await cls._follow(session, address)
        return await found._read(entry)

    @classmethod
    async def read_joined(cls, session: AsyncSession, address: str) -> JoinedTable:
        """Read the two tables of the joined table that an artifact URL refers to.

        Raises:
            NotFoundError: If the artifact has been deleted, or was never stored.
            IntegrityError: If the received content does not match its checksum.

        Requests: The same as `read`, for each of the two tables.
        """
        found, entry = await cls._follow(session, address)
        return await found._read_joined(entry)

    @classmethod
    async def _follow(
        cls, session: AsyncSession, address: str
    ) -> tuple[AsyncTableArtifact, EntryInfo]:
        for _ in range(_MOST_HOPS):
            location = table_address(address)
            found = await cls._find(session, location)
            entry = found._manifest.entry(location.path, str(found._query.path))
            if entry.ref is None:
                return found, entry
            address = entry.ref
        raise NotFoundError(
            f"Table not found: {address} is part of a cycle or chain of more than {_MOST_HOPS} references.",
            operation="table",
        )

    @classmethod
    async def _find(cls, session: AsyncSession, location: TableAddress) -> AsyncTableArtifact:
        id_ = location.id
        if location.by_client:
            mapped = await session.send(ops.get_client_id_mapping(client_id=location.id))
            if mapped.client_id_mapping is None:
                raise _gone(location)
            id_ = mapped.client_id_mapping.server_id
        found = (await session.send(ops.get_table_artifact(id=id_))).artifact
        if found is None or found.current_manifest is None:
            raise _gone(location)
        path, file = source_location(found).path, found.current_manifest.file
        content = await session.fetch(file.direct_url, operation=f"manifest of {path}")
        return cls(session, FileUrlsQuery(path), parse_manifest(content, found.digest, str(path)))

    async def _read_joined(self, entry: EntryInfo) -> JoinedTable:
        document = TableDocument(entry.path, (await self._fetch([entry]))[0])
        parts = joined_parts(document)
        if parts is None:
            raise ProtocolError(f"{entry.path} does not describe joined tables.", operation="table")
        one, two, key = parts
        entries = [self._manifest.entry(path, self._name) for path in (one, two)]
        return JoinedTable(await self._read(entries[0]), await self._read(entries[1]), key)

    async def _read(self, entry: EntryInfo) -> Table:
        if entry.ref is not None:
            return await self.read(self._session, entry.ref)
        document = TableDocument(entry.path, (await self._fetch([entry]))[0])
        names = document.parts(self._manifest.entries)
        if names is None:
            return await self._table(document)
        parts = [self._manifest[name] for name in names]
        own = [part for part in parts if part.ref is None]
        contents = dict(zip([part.path for part in own], await self._fetch(own), strict=True))
        tables = [
            await self._table(TableDocument(part.path, contents[part.path]))
            if part.ref is None
            else await self.read(self._session, part.ref)
            for part in parts
        ]
        return join_tables(entry.path, tables)

    async def _table(self, document: TableDocument) -> Table:
        locations = document.arrays
        entries = [self._manifest.entry(each.path, self._name) for each in locations]
        contents = await self._fetch(entries)
        arrays = {
            location.column: (location, content)
            for location, content in zip(locations, contents, strict=True)
        }
        return read_table(document, arrays=arrays, artifact=self._name)

    async def _fetch(self, entries: list[EntryInfo]) -> list[bytes]:
        urls: dict[str, str] = {}
        requested: FileUrlsQuery | None = self._query.only([entry.path for entry in entries])
        while entries and requested is not None:
            some, requested = requested.read(await self._session.send(requested.call()))
            urls.update(some)
        contents = []
        for entry in entries:
            if entry.path not in urls:
                raise NotFoundError(
                    f"File not found: {self._name} has no URL for {entry.path!r}.",
                    operation="table",
                )
            operation = f"read {entry.path}"
            content = await self._session.fetch(urls[entry.path], operation=operation)
            algorithm, expected = entry.digest_algorithm, entry.digest_hex
            contents.append(check_content(entry.path, content, entry.size, expected, algorithm))
        return contents

    @property
    def _name(self) -> str:
        return str(self._query.path)


def _gone(location: TableAddress) -> NotFoundError:
    return NotFoundError(
        f"Artifact not found: the artifact with the table {location.path!r} has been deleted or was never stored.",
        operation="table",
    )
