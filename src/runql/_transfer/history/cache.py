"""Exported files of histories, kept on disk when requested: the right file, whole, or none.

A file is kept under a digest of the server, of the run's own id, and of its place in the storage.
It begins
with a line that says what it is: the storage's ETag, and a digest of the content. It is given only
if the content has that digest, and the storage says that it still has that ETag.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from runql._transfer._engine.atomic_files import commit_file, drop_part, private_part

if TYPE_CHECKING:
    from runql.settings import Settings

__all__ = ["Cached", "HistoryCache", "Kept"]

logger = logging.getLogger("runql.history_cache")

_SUFFIX: Final = ".history"
_FORMAT: Final = 1
_LEFT_SECONDS: Final = 3600.0
_LONGEST_HEADER: Final = 2**16


@dataclass(frozen=True, slots=True)
class Kept:
    """What a kept file is.

    Attributes:
        server: Address of the server.
        run: The run's opaque id, which no other run ever has.
        location: Where the file is in its storage: its address without the signature.
    """

    server: str
    run: str
    location: str

    @classmethod
    def of(cls, server: str, run: str, url: str) -> Kept:
        """Describe the file at an address."""
        parts = urlsplit(url)
        return cls(server, run, f"{parts.netloc}{parts.path}")

    @property
    def name(self) -> str:
        """Name of the file in the cache."""
        text = json.dumps([_FORMAT, self.server, self.run, self.location])
        return hashlib.sha256(text.encode()).hexdigest()[:40] + _SUFFIX


@dataclass(frozen=True, slots=True)
class Cached:
    """A file out of the cache, whole and as it was.

    Attributes:
        content: The file.
        etag: What the storage called this content.
    """

    content: memoryview
    etag: str


class HistoryCache:
    """A folder of exported files; processes may share it, and it may be deleted at any time.

    Attributes:
        folder: Where it is.
        max_bytes: What it may hold; the files used longest ago go first.
    """

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self.folder = folder
        self.max_bytes = max_bytes

    @classmethod
    def of(cls, settings: Settings) -> HistoryCache | None:
        """Return the cache that settings request."""
        if settings.history_cache is None:
            return None
        return cls(Path(settings.history_cache).expanduser(), settings.history_cache_bytes)

    def find(self, kept: Kept) -> Cached | None:
        """Return a file if it is there and undamaged; a damaged one is deleted."""
        path = self.folder / kept.name
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            logger.warning("%s cannot be read, and is not used: %s", path, error)
            return None
        found = _opened(data, kept)
        if found is None:
            logger.warning("%s is damaged, and was deleted", path)
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        with contextlib.suppress(OSError):  # only the order of going
            os.utime(path)
        return found

    def keep(self, kept: Kept, etag: str, content: bytes | bytearray) -> None:
        """Keep a file whose content has been read and found good.

        What cannot be written is not kept, and a warning is logged: the reader has the content anyway.
        """
        if len(content) > self.max_bytes:
            return
        header = {
            "format": _FORMAT,
            **asdict(kept),
            "etag": etag,
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        target = self.folder / kept.name
        part = private_part(target)
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with part.open("xb") as file:
                file.write(json.dumps(header).encode() + b"\n")
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            commit_file(part, target)
            self._shrink()
        except OSError as error:
            logger.warning("a history export was not kept in %s: %s", self.folder, error)
        finally:
            with contextlib.suppress(OSError):
                drop_part(part)

    def _shrink(self) -> None:
        """Delete what was used longest ago, and what killed processes left."""
        found: list[tuple[float, int, Path]] = []
        for path in self.folder.iterdir():
            with contextlib.suppress(OSError):  # another process was faster
                stat = path.stat()
                if path.suffix == _SUFFIX:
                    found.append((stat.st_mtime, stat.st_size, path))
                elif path.suffix == ".part" and time.time() - stat.st_mtime > _LEFT_SECONDS:
                    path.unlink()
        total = sum(size for _, size, _ in found)
        for _, size, path in sorted(found):
            if total <= self.max_bytes:
                return
            with contextlib.suppress(OSError):
                path.unlink()
            total -= size


def _opened(data: bytes, kept: Kept) -> Cached | None:
    """Return what a file holds, if that is what it says, and what is requested."""
    end = data.find(b"\n", 0, _LONGEST_HEADER)
    if end < 0:
        return None
    try:
        header = json.loads(data[:end])
    except ValueError:
        return None
    content = memoryview(data)[end + 1 :]
    expected = {**asdict(kept), "format": _FORMAT, "size": len(content)}
    if not isinstance(header, dict) or not expected.items() <= header.items():
        return None
    if hashlib.sha256(content).hexdigest() != header.get("sha256"):
        return None
    return Cached(content, str(header["etag"]))
