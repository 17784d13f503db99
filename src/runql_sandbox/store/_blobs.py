"""Files of runs, by keys that no one chose."""

from __future__ import annotations

import base64
import hashlib
import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

__all__ = ["Blobs", "DigestError", "Stored"]


class DigestError(ValueError):
    """The bytes are not those that the sender meant."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What has been kept.

    Attributes:
        size: Bytes.
        md5: Digest, base64 as the protocol has it.
    """

    size: int
    md5: str


class Blobs:
    """A folder of files, each written whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, key: str) -> Path:
        """Return where a key's file is, whether it exists or not."""
        return self._folder / key

    async def receive(
        self, key: str, chunks: AsyncIterator[bytes], limit: int, md5: str | None = None
    ) -> Stored:
        """Keep a body that arrives in pieces.

        Raises:
            DigestError: If it is not what `md5` says.
            ValueError: If it is longer than the limit.
        """
        digest, size = hashlib.md5(usedforsecurity=False), 0
        with self.replacing(key) as target, target.open("wb") as file:
            async for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise ValueError(f"The body is longer than {limit} bytes.")
                digest.update(chunk)
                file.write(chunk)
            found = base64.b64encode(digest.digest()).decode()
            if md5 is not None and md5 != found:
                raise DigestError(f"The body's MD5 is {found}, not {md5}.")
        return Stored(size, found)

    @contextmanager
    def replacing(self, key: str) -> Iterator[Path]:
        """Return a temporary path to write to; it becomes the key's file if nothing goes wrong."""
        path = self.path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
        os.close(handle)
        temporary = Path(name)
        try:
            yield temporary
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)

    def move(self, key: str, to: str) -> None:
        """Change the key of a file."""
        self.path(to).parent.mkdir(parents=True, exist_ok=True)
        self.path(key).replace(self.path(to))

    def delete(self, key: str) -> None:
        """Forget a key."""
        self.path(key).unlink(missing_ok=True)
