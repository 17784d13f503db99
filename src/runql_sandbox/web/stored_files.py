"""Stored files as responses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from starlette.responses import FileResponse

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["StoredFile"]

_HEADERS: Final = {
    # Users upload what they like: a browser that opens a page of theirs here is to run nothing of
    # it.
    "content-disposition": "attachment",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
}


class StoredFile(FileResponse):
    """A file from the storage, or ranges of it, in pieces that cost few switches of threads."""

    chunk_size = 2**20

    def __init__(self, path: Path, **options: Any) -> None:  # noqa: ANN401 - starlette's
        super().__init__(path, headers=_HEADERS, **options)
