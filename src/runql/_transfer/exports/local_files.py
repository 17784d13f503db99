"""Files of an opened export, read in place of a server's."""

from __future__ import annotations

import io
import re
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
    """Connections that lead to local files, for the code that downloads."""

    def __init__(self, settings: Settings, answers: Callable[[Call[Any]], bytes]) -> None:
        """Take what responds to calls.

        Args:
            settings: Settings of the client.
            answers: Returns the body of the response to a call.
        """
        super().__init__(settings)
        self._answers = answers

    def answer(self, call: Call[Any]) -> bytes:
        """Return what the export says to a call."""
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
        """Return the content of a local file as a storage would.

        Raises:
            NotExportedError: If the address is that of a server.
            NotFoundError: If the file has been deleted.
        """
        from urllib3.response import HTTPResponse

        given = _RANGE.fullmatch((headers or {}).get("Range", ""))
        content = local_content(url, operation)
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


def local_content(url: str, operation: str) -> bytes:
    """Return the content of a file of an export.

    Raises:
        NotExportedError: If the address is that of a server.
        NotFoundError: If the file has been deleted.
    """
    from pathlib import Path

    parts = urlsplit(url)
    if parts.scheme != "file":
        raise NotExportedError(
            f"{operation}: the export does not hold it.",
            hint="Connect to the server with runql.Api() to read it.",
        )
    path = Path(url2pathname(parts.path))
    with local_errors(path):
        try:
            return path.read_bytes()
        except FileNotFoundError:
            raise NotFoundError(
                f"{path} was exported and is no longer there.",
                hint="Run the export again.",
                operation=operation,
            ) from None


def _bounds(given: re.Match[str], size: int) -> tuple[int, int]:
    first, last = given.groups()
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(int(last) + 1 if last else size, size)
