"""Files of an opened export, read in place of files on a server."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit
from urllib.request import url2pathname

from runql._transfer._engine.atomic_files import local_errors
from runql._transfer._engine.connections import Connections
from runql.errors import NotExportedError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from runql_graphql.calls import Call
    from urllib3.response import BaseHTTPResponse

    from runql.settings import Settings

__all__ = ["LocalConnections", "local_content"]

_RANGE: Final = re.compile(r"bytes=(\d*)-(\d*)")


class LocalConnections(Connections):
    """Connections that read local files, for the download code."""

    def __init__(
        self,
        settings: Settings,
        answers: Callable[[Call[Any]], bytes],
        ensure_local: Callable[[Path], None],
    ) -> None:
        """Set the sources of responses and files.

        Args:
            settings: Settings of the client.
            answers: Returns the body of the response to a call.
            ensure_local: Makes a file of the export available on this machine.
        """
        super().__init__(settings)
        self._answers = answers
        self._ensure_local = ensure_local

    def answer(self, call: Call[Any]) -> bytes:
        """Return the export's response to a call."""
        return self._answers(call)

    def open(
        self,
        method: str,
        url: str,
        *,
        operation: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | Callable[[], Iterable[bytes]] | None = None,
        checked: bool = True,
    ) -> BaseHTTPResponse:
        """Return the content of a local file as a storage response.

        Raises:
            NotExportedError: If the URL is on a server.
            NotFoundError: If the file has been deleted.
        """
        from urllib3.response import HTTPResponse

        given = _RANGE.fullmatch((headers or {}).get("Range", ""))
        content = local_content(url, operation, self._ensure_local)
        if given is None:
            told = {"content-length": str(len(content))}
            return HTTPResponse(
                io.BytesIO(content), headers=told, status=200, preload_content=False
            )
        start, stop = _bounds(given, len(content))
        told = {
            "content-length": str(stop - start),
            "content-range": f"bytes {start}-{stop - 1}/{len(content)}",
        }
        part = io.BytesIO(content[start:stop])
        return HTTPResponse(part, headers=told, status=206, preload_content=False)


def local_content(url: str, operation: str, ensure_local: Callable[[Path], None]) -> bytes:
    """Return the content of a file of an export.

    Args:
        url: URL of the file.
        operation: Name of the operation in errors.
        ensure_local: Makes the file available on this machine.

    Raises:
        NotExportedError: If the URL is on a server.
        NotFoundError: If the file has been deleted.
    """
    parts = urlsplit(url)
    if parts.scheme != "file":
        raise NotExportedError(
            f"{operation}: the export does not hold this file.",
            hint="Connect to the server with runql.Api() to read it.",
        )
    path = Path(url2pathname(parts.path))
    ensure_local(path)
    with local_errors(path):
        try:
            return path.read_bytes()
        except FileNotFoundError:
            raise NotFoundError(
                f"Exported file not found: {path}.",
                hint="Run the export again; it fetches missing files.",
                operation=operation,
            ) from None


def _bounds(given: re.Match[str], size: int) -> tuple[int, int]:
    first, last = given.groups()
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(int(last) + 1 if last else size, size)
