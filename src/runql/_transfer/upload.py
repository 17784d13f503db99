"""Uploads: bytes and files to signed addresses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from runql._transfer.batch import each, many_failed
from runql._transfer.connections import Stopped
from runql._transfer.landing import local_errors
from runql._transfer.progress import Progress

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator, Sequence

    from runql._models.uploads import Content, UploadPlaces
    from runql._transfer.connections import Connections

__all__ = ["upload_all"]


def upload_all(
    connections: Connections,
    contents: Sequence[Content],
    places: UploadPlaces,
    *,
    workers: int,
    progress: bool | None,
    stop: threading.Event,
) -> None:
    """Send every content to the address of its name.

    Raises:
        ManyFailedError: Some could not be sent; the others are there.
        ApiError: The only one was refused.
        LocalFileError: The only one could not be read.
    """
    total = sum(content.size for content in contents)
    with Progress(progress, total, f"{len(contents)} files") as bar:

        def send(content: Content) -> None:
            operation = f"upload {content.name}"

            def once() -> None:
                length = {"Content-Length": str(content.size)}
                body = _stoppable(content, stop) if content.size else b""
                connections.open(
                    "PUT",
                    places.urls[content.name],
                    operation=operation,
                    headers={**places.headers, **length},
                    body=body,
                ).drain_conn()

            with local_errors(Path(content.name)):
                connections.persist(operation, once, stop)
            bar.add(content.size)

        failures = each(contents, send, workers, stop)
    if failures:
        if len(contents) == 1:
            raise next(iter(failures.values()))
        named = {content.name: error for content, error in failures.items()}
        raise many_failed("uploaded", named, len(contents) - len(named))


def _stoppable(content: Content, stop: threading.Event) -> Iterator[bytes]:
    for chunk in content.chunks():
        if stop.is_set():
            raise Stopped(content.name)
        yield chunk
