"""Files of runs and versions: preview and download.

Files are served as downloads. Images of four formats are displayed, because browsers execute nothing in them. SVG is
not one of these formats.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from runql_sandbox.pages.addresses import file_address
from runql_sandbox.pages.visits import Content, PageError

if TYPE_CHECKING:
    from runql_sandbox.pages.visits import Visit

__all__ = ["file_page", "first_bytes"]

_PICTURES: Final = {
    "gif": ("image/gif", (b"GIF87a", b"GIF89a")),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "webp": ("image/webp", (b"RIFF",)),
}
"""Displayed images by file extension: MIME type and first bytes."""
_SHOWN: Final = 256 * 2**10
_TABLE_ROWS: Final = 200


def file_page(
    visit: Visit, found: list[dict[str, Any]], name: str, at: tuple[str, ...]
) -> dict[str, Any] | Content:
    """Return the values of a file's page, or the file itself if the URL requests it.

    Args:
        visit: The request.
        found: The file in the API's response; empty if it does not exist.
        name: Path of the file.
        at: Path parts of the file list.

    Raises:
        PageError: If the file does not exist.
    """
    if not found:
        raise PageError(
            404, f"File not found: {name!r}.", {"All files": file_address(*at, name="")}
        )
    file = found[0]
    picture = _picture_type(visit, file)
    if visit.text("show") == "1" and picture is not None:
        return Content(file["storagePath"], name, picture)
    if visit.text("download") == "1":
        if file["storagePath"] is None:
            raise PageError(404, f"{name!r} is a reference, and its bytes are stored elsewhere.")
        return Content(file["storagePath"], name)
    text, cut = _text(visit, file)
    return {
        "file": file,
        "name": name,
        "download": file_address(*at, name=name, query={"download": "1"}),
        "picture": file_address(*at, name=name, query={"show": "1"}) if picture else None,
        "text": text,
        "cut": cut,
        "table": _table(text, name) if not cut else None,
        "list": file_address(*at, name="").rstrip("/"),
    }


def first_bytes(visit: Visit, file: dict[str, Any], most: int) -> bytes:
    """Return the first bytes of a file; empty if they are not stored here."""
    if file["storagePath"] is None:
        return b""
    path = visit.context.store.blobs.path(file["storagePath"])
    if not path.is_file():
        return b""
    with path.open("rb") as opened:
        return opened.read(most)


def _picture_type(visit: Visit, file: dict[str, Any]) -> str | None:
    """Return the MIME type of an image whose bytes match its extension."""
    kind = _PICTURES.get(file["name"].rpartition(".")[2].lower())
    if kind is None or not first_bytes(visit, file, 16).startswith(kind[1]):
        return None
    return kind[0]


def _text(visit: Visit, file: dict[str, Any]) -> tuple[str | None, bool]:
    """Return the beginning of a file as text, and whether the file is longer; None if it is not text."""
    content = first_bytes(visit, file, _SHOWN + 1)
    cut = len(content) > _SHOWN
    if b"\0" in content:
        return None, cut
    try:
        # The cut may be inside a character.
        return content[:_SHOWN].decode("utf-8", "ignore" if cut else "strict"), cut
    except UnicodeDecodeError:
        return None, cut


def _table(text: str | None, name: str) -> dict[str, Any] | None:
    """Return the table in a file of the SDK."""
    if text is None or not name.endswith(".table.json"):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    columns, rows = (found.get("columns"), found.get("data")) if isinstance(found, dict) else (0, 0)
    if not isinstance(columns, list) or not isinstance(rows, list):
        return None
    kept = [row for row in rows[:_TABLE_ROWS] if isinstance(row, list)]
    return {"columns": columns, "rows": kept, "total": len(rows)}
