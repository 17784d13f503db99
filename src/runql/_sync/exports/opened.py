# Generated from src/runql/_async/exports/opened.py by `make generate`. Do not edit.

"""A session whose server is the folder of an export."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from runql._sync._client.concurrency import in_thread
from runql._sync._client.session import Session
from runql._transfer.exports.opened import OpenedExport
from runql._transfer.exports.responses import ExportResponses
from runql._wire.protocol import ServerResponse, decode
from runql.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from runql_graphql.calls import Call

    from runql._transfer._engine.cancel import CancelToken
    from runql._transfer._engine.connections import Connections
    from runql._wire.retry import CallBudget

__all__ = ["ExportSession"]

R = TypeVar("R")
T = TypeVar("T")


class ExportSession(Session):
    """A session that sends nothing: an opened export responds to its calls."""

    def __init__(self, path: Path, *, deleted: bool) -> None:
        """Open an export.

        Args:
            path: The folder, or the DuckDB file.
            deleted: Whether runs count that the server listed no more.
        """
        export = OpenedExport(path, deleted=deleted)
        exported = export.manifest.settings
        entity, _, project = exported.project.rpartition("/")
        super().__init__(Settings(base_url=exported.server, entity=entity or None, project=project))
        self._path = path
        self._deleted = deleted
        self._responses = ExportResponses(export)

    def send(
        self,
        call: Call[R],
        *,
        idempotent: bool = False,
        divisible: bool = False,
        budget: CallBudget | None = None,
        skip_unfit_rows: bool = False,
    ) -> R:
        """Return what the export says to a call.

        Raises:
            ReadOnlyError: If the call would change something.
            NotExportedError: If the export does not hold what the call requests.
        """
        self._refuse_closed()
        body = in_thread(lambda _cancel: self._responses.body(call))
        return decode(call, ServerResponse(200, {}, body))

    def request_in_thread(self, call: Call[R], above: CancelToken | None = None) -> R:
        """Return what the export says to a call, as `send` does."""
        return self.send(call)

    def fetch(
        self,
        url: str,
        *,
        operation: str,
        start: int | None = None,
        stop: int | None = None,
        size: int = 0,
    ) -> bytes:
        """Return the content of a file of the export, or a part of it."""
        from runql._transfer.exports.local_files import local_content

        self._refuse_closed()
        content = in_thread(lambda _cancel: local_content(url, operation))
        return content[start:stop]

    def transfer(
        self, work: Callable[[Connections, CancelToken], T], above: CancelToken | None = None
    ) -> T:
        """Run a transfer from the files of the export on threads."""
        from runql._transfer._engine.atomic_files import guarded
        from runql._transfer.exports.local_files import LocalConnections

        self._refuse_closed()
        connections = LocalConnections(self.settings, self._responses.body)
        return in_thread(guarded(lambda cancel: work(connections, cancel)), above)

    def __reduce__(self) -> tuple[object, ...]:
        return (_reopened, (self._path, self._deleted))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._path}>"


def _reopened(path: Path, deleted: bool) -> ExportSession:
    return ExportSession(path, deleted=deleted)
