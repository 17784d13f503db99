"""Responses with stored files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from starlette.responses import FileResponse

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["StoredFile"]

_HEADERS: Final = {
    # Users upload any content, so pages of theirs must not run scripts in a
    # browser.
    "content-disposition": "attachment",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
}


class StoredFile(FileResponse):
    """A file from the storage, or ranges of it, in pieces that are large enough to need few thread switches."""

    chunk_size = 2**20

    def __init__(self, path: Path, **options: Any) -> None:  # noqa: ANN401 - starlette's
        super().__init__(path, headers=_HEADERS, **options)
