"""What is in a folder, as one text to compare."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["digest_of"]


def digest_of(folder: Path) -> str:
    """Return how many files a folder holds, their bytes, and a digest of all names and contents."""
    digest, size = hashlib.blake2b(digest_size=16), 0
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in paths:
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "blake2b").digest()
            size += file.tell()
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + content)
    return f"{len(paths)} files, {size} bytes, {digest.hexdigest()}"
