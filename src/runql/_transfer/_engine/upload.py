"""Uploads of bytes and files to signed URLs."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from typing import TYPE_CHECKING

from runql._display.counts import counted
from runql._models.files.uploads import Sent
from runql._transfer._engine.atomic_files import local_errors
from runql._transfer._engine.cancel import TransferCancelled, note_progress
from runql._transfer._engine.connections import EXPIRED
from runql._transfer._engine.progress import Progress
from runql._transfer._engine.threads import batch_error, check_workers, each
from runql.errors import LocalFileError

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator, Sequence

    from runql._models.files.uploads import Content, UploadTargets
    from runql._transfer._engine.connections import Connections

__all__ = ["upload_all"]


def upload_all(
    connections: Connections,
    contents: Sequence[Content],
    targets: UploadTargets,
    *,
    workers: int,
    progress: bool | None,
    cancel: threading.Event,
    renew: Callable[[str], UploadTargets] | None = None,
) -> dict[str, Sent]:
    """Send each content to the upload URL of its name, and return the names that were sent.

    Args:
        connections: Connections for the requests.
        contents: The contents to send.
        targets: The upload URLs by name.
        workers: Concurrent transfers.
        progress: Whether to show a progress bar; None shows it on a terminal.
        cancel: Cancels the uploads.
        renew: Returns a new upload URL for a name when its URL has expired.

    Raises:
        UsageError: If the number of workers is out of bounds.
        BatchError: If some uploads failed; the others are complete.
        ApiError: If the only upload was refused.
        LocalFileError: If the only file could not be read.
    """
    check_workers(workers)
    total = sum(_size(content) for content in contents)
    sent: dict[str, Sent] = {}
    with Progress(progress, total, counted(len(contents), "file")) as bar:

        def send(content: Content) -> None:
            operation = f"upload {content.name}"

            current = targets

            def send_once() -> None:
                body = _Body(content, cancel)
                connections.open(
                    "PUT",
                    current.urls[content.name],
                    operation=operation,
                    headers={**current.headers, "Content-Length": str(body.size)},
                    body=body.pieces if body.size else b"",
                ).drain_conn()
                sent[content.name] = Sent(body.size, body.md5)

            def once() -> None:
                nonlocal current
                try:
                    send_once()
                except EXPIRED:
                    if renew is None:
                        raise
                    # The URL may have expired while other files were sent, or during retries.
                    current = renew(content.name)
                    send_once()

            with local_errors(content.path):
                connections.persist(operation, once, cancel)
            bar.add(content.size)

        failures = each(contents, send, workers, cancel)
    if failures:
        if len(contents) == 1:
            raise next(iter(failures.values()))
        named = {content.name: error for content, error in failures.items()}
        raise batch_error("uploaded", named, len(contents) - len(named))
    return sent


def _size(content: Content) -> int:
    with local_errors(content.path):
        return content.size


class _Body:
    """A content during its upload, with the digest of the bytes that were sent.

    Attributes:
        size: Number of bytes that the request announces.
    """

    def __init__(self, content: Content, cancel: threading.Event) -> None:
        self.size: int = content.size
        self._content = content
        self._cancel = cancel
        self._digest = hashlib.md5(usedforsecurity=False)

    @property
    def md5(self) -> str:
        """MD5 of the sent bytes, in base64."""
        return b64encode(self._digest.digest()).decode()

    def pieces(self) -> Iterator[bytes]:
        """Yield exactly the announced number of bytes, even if the file changes in the meantime."""
        self._digest = hashlib.md5(usedforsecurity=False)
        left = self.size
        for chunk in self._content.chunks():
            if self._cancel.is_set():
                raise TransferCancelled(self._content.name)
            piece = chunk[:left]
            self._digest.update(piece)
            left -= len(piece)
            yield piece
            note_progress(len(piece))
            if not left:
                return
        raise LocalFileError(
            f"{self._content.name} became shorter during the upload.",
            hint="Upload the file when no process writes to it.",
        )
