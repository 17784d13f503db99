"""Files of runs, by keys that no one chose."""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path
    from typing import BinaryIO

__all__ = ["Arrived", "Blobs", "DigestError", "Stored"]

_IN_MEMORY: Final = 2**18
"""Bytes of a body that wait in memory; longer ones go to a file as they come."""
_FLAGS: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


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


@dataclass(slots=True)
class Arrived:
    """A body that came whole, and has no key yet.

    Attributes:
        stored: What there is.
        content: The bytes of a short one.
        path: The file that a long one, or a prepared one, is in.
    """

    stored: Stored
    content: bytes
    path: Path | None


class Blobs:
    """A folder of files, each written whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, key: str) -> Path:
        """Return where a key's file is, whether it exists or not."""
        return self._folder / key

    async def take(
        self, chunks: AsyncIterator[bytes], limit: int, md5: str | None = None
    ) -> Arrived:
        """Take a body that arrives in pieces.

        Raises:
            DigestError: If it is not what `md5` says.
            ValueError: If it is longer than the limit.
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
        """Write a body to the disk, so that `keep` has only to name it."""
        if arrived.path is None:
            arrived.path = self._temporary("incoming")
            with _opened(arrived.path) as file:
                file.write(arrived.content)

    def keep(self, arrived: Arrived, key: str) -> None:
        """Let a key have a body."""
        self.prepare(arrived)
        assert arrived.path is not None
        path = self.path(key)
        try:
            arrived.path.replace(path)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            arrived.path.replace(path)

    def drop(self, arrived: Arrived) -> None:
        """Forget a body, if no key has it."""
        if arrived.path is not None:
            arrived.path.unlink(missing_ok=True)

    @contextmanager
    def replacing(self, key: str) -> Iterator[Path]:
        """Return a temporary path to write to; it becomes the key's file if nothing goes wrong."""
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
        """Forget a key."""
        self.path(key).unlink(missing_ok=True)

    def _temporary(self, folder: str) -> Path:
        return self._folder / folder / f".part-{secrets.token_hex(8)}"


def _opened(path: Path) -> BinaryIO:
    try:
        return os.fdopen(os.open(path, _FLAGS, 0o600), "wb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.fdopen(os.open(path, _FLAGS, 0o600), "wb")
