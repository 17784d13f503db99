"""Files by opaque keys."""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

__all__ = ["Arrived", "Blobs", "DigestError", "Stored"]

_IN_MEMORY: Final = 2**18
"""Maximum bytes of a body in memory. Longer bodies are written to a file as they arrive."""
_FLAGS: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class DigestError(ValueError):
    """The bytes do not match the digest that the sender announced."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Size and digest of a stored body.

    Attributes:
        size: Bytes.
        md5: MD5 digest in base64, as in the protocol.
    """

    size: int
    md5: str


@dataclass(slots=True)
class Arrived:
    """A complete body without a key.

    Attributes:
        stored: Size and digest.
        content: Bytes of a short body.
        path: File of a long or prepared body.
    """

    stored: Stored
    content: bytes
    path: Path | None


class Blobs:
    """A folder of files that are written atomically."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, key: str) -> Path:
        """Return the path of a key's file, whether it exists or not."""
        return self._folder / key

    async def take(
        self, chunks: AsyncIterator[bytes], limit: int, md5: str | None = None
    ) -> Arrived:
        """Receive a body that arrives in pieces.

        Raises:
            DigestError: If the body does not match `md5`.
            ValueError: If the body exceeds the limit.
        """
        digest, size, short = hashlib.md5(usedforsecurity=False), 0, bytearray()
        path: Path | None = None
        file: BinaryIO | None = None
        try:
            async for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise ValueError(f"The body is longer than {limit} bytes.")
                digest.update(chunk)
                if file is None and size > _IN_MEMORY:
                    path = self._temporary("incoming")
                    file = _opened(path)
                    file.write(short)
                    short.clear()
                if file is None:
                    short += chunk
                else:
                    file.write(chunk)
            found = base64.b64encode(digest.digest()).decode()
            if md5 is not None and md5 != found:
                raise DigestError(f"The body's MD5 is {found}, not {md5}.")
        except BaseException:
            if path is not None:
                path.unlink(missing_ok=True)
            raise
        finally:
            if file is not None:
                file.close()
        return Arrived(Stored(size, found), bytes(short), path)

    def prepare(self, arrived: Arrived) -> None:
        """Write a body to disk, so that `keep` only has to rename it."""
        if arrived.path is None:
            arrived.path = self._temporary("incoming")
            with _opened(arrived.path) as file:
                file.write(arrived.content)

    def keep(self, arrived: Arrived, key: str) -> None:
        """Store a body under a key."""
        self.prepare(arrived)
        assert arrived.path is not None
        path = self.path(key)
        try:
            arrived.path.replace(path)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            arrived.path.replace(path)

    def drop(self, arrived: Arrived) -> None:
        """Delete a body that has no key."""
        if arrived.path is not None:
            arrived.path.unlink(missing_ok=True)

    @contextmanager
    def replacing(self, key: str) -> Iterator[Path]:
        """Yield a temporary path to write to. If no error occurs, it becomes the key's file."""
        path = self.path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._temporary(key.rpartition("/")[0])
        temporary.touch(0o600, exist_ok=False)
        try:
            yield temporary
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)

    def delete(self, key: str) -> None:
        """Delete the file of a key."""
        self.path(key).unlink(missing_ok=True)

    def delete_all(self, keys: Iterable[str]) -> None:
        """Delete the files of keys."""
        for key in keys:
            self.delete(key)

    def _temporary(self, folder: str) -> Path:
        return self._folder / folder / f".part-{secrets.token_hex(8)}"


def _opened(path: Path) -> BinaryIO:
    try:
        return os.fdopen(os.open(path, _FLAGS, 0o600), "wb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.fdopen(os.open(path, _FLAGS, 0o600), "wb")
