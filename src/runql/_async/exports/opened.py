"""Session that reads from an opened export instead of a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from runql._async._client.concurrency import in_thread
from runql._async._client.session import AsyncSession
from runql._transfer.exports.locations import opened_export
from runql._transfer.exports.responses import ExportResponses
from runql._wire.protocol import ServerResponse, decode
from runql.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from runql_graphql.calls import Call

    from runql._transfer._engine.cancel import CancelToken
    from runql._transfer._engine.connections import Connections
    from runql._wire.retry import CallBudget

__all__ = ["AsyncExportSession"]

R = TypeVar("R")
T = TypeVar("T")


class AsyncExportSession(AsyncSession):
    """Session that answers calls from an opened export and sends no request."""

    is_export = True

    def __init__(
        self, path: str | Path, *, deleted: bool, options: Mapping[str, object] | None = None
    ) -> None:
        """Open an export.

        Args:
            path: The folder or DuckDB file, or its URL.
            deleted: Whether to include runs that the server no longer listed.
            options: Options for the file system of a URL.
        """
        export = opened_export(path, options, deleted=deleted)
        exported = export.manifest.settings
        entity, _, project = exported.project.rpartition("/")
        super().__init__(Settings(base_url=exported.server, entity=entity or None, project=project))
        self._path = path
        self._deleted = deleted
        self._options = dict(options or {})
        self._ensure_local = export.ensure_local
        self._responses = ExportResponses(export)

    async def send(
        self,
        call: Call[R],
        *,
        idempotent: bool = False,
        divisible: bool = False,
        budget: CallBudget | None = None,
        skip_unfit_rows: bool = False,
    ) -> R:
        """Return the export's response to a call.

        Raises:
            ReadOnlyError: If the call is a mutation.
            NotExportedError: If the requested data was not exported.
        """
        self._refuse_closed()
        body = await in_thread(lambda _cancel: self._responses.body(call))
        return decode(call, ServerResponse(200, {}, body))

    async def request_in_thread(self, call: Call[R], above: CancelToken | None = None) -> R:
        """Return the export's response to a call, as `send` does."""
        return await self.send(call)

    async def fetch(
        self,
        url: str,
        *,
        operation: str,
        start: int | None = None,
        stop: int | None = None,
        size: int = 0,
    ) -> bytes:
        """Return the content of a file of the export, or a range of its bytes."""
        from runql._transfer.exports.local_files import local_content

        self._refuse_closed()
        content = await in_thread(lambda _cancel: local_content(url, operation, self._ensure_local))
        return content[start:stop]

    async def transfer(
        self, work: Callable[[Connections, CancelToken], T], above: CancelToken | None = None
    ) -> T:
        """Run a transfer of the export's files on threads."""
        from runql._transfer._engine.atomic_files import guarded
        from runql._transfer.exports.local_files import LocalConnections

        self._refuse_closed()
        connections = LocalConnections(self.settings, self._responses.body, self._ensure_local)
        return await in_thread(guarded(lambda cancel: work(connections, cancel)), above)

    def __reduce__(self) -> tuple[object, ...]:
        return (_reopened, (self._path, self._deleted, self._options))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._path}>"


def _reopened(path: str | Path, deleted: bool, options: Mapping[str, object]) -> AsyncExportSession:
    return AsyncExportSession(path, deleted=deleted, options=options)
