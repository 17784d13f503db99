"""Lines of a run's streams, sent in the format of the official SDK."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from runql._wire.auth import require_key
from runql._wire.protocol import CONTENT_TYPE

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator, Mapping, Sequence

    from runql._paths.runs import RunPath
    from runql._transfer._engine.connections import Connections

__all__ = ["end_stream", "send_lines"]

_MOST_LINES: Final = 5000
_MOST_BYTES: Final = 4 * 2**20
_OPERATION: Final = "file_stream"


def send_lines(
    connections: Connections,
    path: RunPath,
    stream: str,
    lines: Sequence[str],
    first: int,
    cancel: threading.Event,
) -> None:
    """Write lines of a stream from a given line number on, and replace the lines after it.

    Args:
        connections: Connections for the requests.
        path: The run.
        stream: Name of the stream, such as `wandb-history.jsonl`.
        lines: The lines.
        first: Line number of the first line.
        cancel: Cancels the requests.

    Raises:
        ApiError: If the server refused.
        TransportError: If no usable response arrived.
    """
    for start, chunk in _chunks(lines):
        content = {stream: {"offset": first + start, "content": chunk}}
        # Sending the same lines to the same position again changes nothing.
        _post(connections, path, {"files": content}, cancel)
    if not lines:
        _post(connections, path, {"files": {stream: {"offset": first, "content": []}}}, cancel)


def end_stream(
    connections: Connections, path: RunPath, exit_code: int, cancel: threading.Event
) -> None:
    """Finish a run: state finished for exit code 0, failed for other codes.

    Raises:
        ApiError: If the server refused.
        TransportError: If no usable response arrived.
    """
    _post(connections, path, {"complete": True, "exitcode": exit_code}, cancel)


def _post(
    connections: Connections, path: RunPath, document: Mapping[str, object], cancel: threading.Event
) -> None:
    require_key(connections.settings)
    parts = "/".join(quote(part, safe="") for part in (path.entity or "", path.project, path.run))
    url = f"{connections.settings.base_url}/files/{parts}/file_stream"
    body = json.dumps(document).encode()

    def once() -> None:
        headers = {"Content-Type": CONTENT_TYPE}
        with connections.open(
            "POST", url, operation=_OPERATION, headers=headers, body=body
        ) as response:
            response.read()

    connections.persist(_OPERATION, once, cancel, bounded=True)


def _chunks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    start, chunk, size = 0, list[str](), 0
    for at, line in enumerate(lines):
        length = len(line.encode("utf-8", "surrogatepass"))
        if chunk and (len(chunk) >= _MOST_LINES or size + length > _MOST_BYTES):
            yield start, chunk
            start, chunk, size = at, [], 0
        chunk.append(line)
        size += length
    if chunk:
        yield start, chunk
