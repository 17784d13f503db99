"""Uploads: bytes and files to signed addresses."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

from runql._models.files.uploads import Sent
from runql._transfer._engine.atomic_files import local_errors
from runql._transfer._engine.batch import check_workers, each, many_failed
from runql._transfer._engine.connections import EXPIRED, Stopped
from runql._transfer._engine.progress import Progress
from runql.errors import LocalFileError

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator, Sequence

    from runql._models.files.uploads import Content, UploadPlaces
    from runql._transfer._engine.connections import Connections

__all__ = ["upload_all"]


def upload_all(
    connections: Connections,
    contents: Sequence[Content],
    places: UploadPlaces,
    *,
    workers: int,
    progress: bool | None,
    stop: threading.Event,
    renew: Callable[[str], UploadPlaces] | None = None,
) -> dict[str, Sent]:
    """Send every content to the address of its name, and return what was sent.

    Args:
        connections: What to send them through.
        contents: What to send.
        places: Where to.
        workers: Transfers at once.
        progress: Whether to show a bar; None shows it on a terminal.
        stop: Calls it off.
        renew: Gives the place of a name anew, when its address has expired.

    Raises:
        UsageError: The number of workers is out of bounds.
        ManyFailedError: Some could not be sent; the others are there.
        ApiError: The only one was refused.
        LocalFileError: The only one could not be read.
    """
    check_workers(workers)
    total = sum(content.size for content in contents)
    sent: dict[str, Sent] = {}
    with Progress(progress, total, f"{len(contents)} files") as bar:

        def send(content: Content) -> None:
            operation = f"upload {content.name}"

            place = places

            def send_once() -> None:
                size, digest = content.size, hashlib.md5(usedforsecurity=False)
                length = {"Content-Length": str(size)}
                body = _pieces(content, size, digest, stop) if size else b""
                connections.open(
                    "PUT",
                    place.urls[content.name],
                    operation=operation,
                    headers={**place.headers, **length},
                    body=body,
                ).drain_conn()
                sent[content.name] = Sent(size, b64encode(digest.digest()).decode())

            def once() -> None:
                nonlocal place
                try:
                    send_once()
                except EXPIRED:
                    if renew is None:
                        raise
                    # Many others were sent first, or this one was tried for long.
                    place = renew(content.name)
                    send_once()

            with local_errors(Path(content.name)):
                connections.persist(operation, once, stop)
            bar.add(content.size)

        failures = each(contents, send, workers, stop)
    if failures:
        if len(contents) == 1:
            raise next(iter(failures.values()))
        named = {content.name: error for content, error in failures.items()}
        raise many_failed("uploaded", named, len(contents) - len(named))
    return sent


def _pieces(
    content: Content, size: int, digest: hashlib._Hash, stop: threading.Event
) -> Iterator[bytes]:
    """Give as many bytes as were announced, whatever becomes of the file meanwhile."""
    left = size
    for chunk in content.chunks():
        if stop.is_set():
            raise Stopped(content.name)
        piece = chunk[:left]
        digest.update(piece)
        left -= len(piece)
        yield piece
        if not left:
            return
    raise LocalFileError(
        f"{content.name} became shorter while it was sent.",
        remedy="Upload it when nobody writes to it.",
    )
