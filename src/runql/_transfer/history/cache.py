"""A disk cache of exported history files. It returns only complete, current files.

The file name is a digest of the server, of the run's opaque ID, and of the location in the storage.
A file
begins with a line that contains the storage's ETag and a digest of the content. It is returned only
if the content matches the digest and the storage confirms the ETag.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
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


class Kept(NamedTuple):
    """Identity of a cached file.

    Attributes:
        server: URL of the server.
        run: The run's opaque ID, which is never reused.
        location: Location in the storage: the URL without its signature.
    """

    server: str
    run: str
    location: str

    @classmethod
    def of(cls, server: str, run: str, url: str) -> Kept:
        """Return the identity of the file at a URL."""
        parts = urlsplit(url)
        return cls(server, run, f"{parts.netloc}{parts.path}")

    @property
    def name(self) -> str:
        """Name of the file in the cache."""
        text = json.dumps([_FORMAT, self.server, self.run, self.location])
        return hashlib.sha256(text.encode()).hexdigest()[:40] + _SUFFIX


class Cached(NamedTuple):
    """A complete and unchanged file from the cache.

    Attributes:
        content: The file.
        etag: ETag of this content in the storage.
    """

    content: memoryview
    etag: str


class HistoryCache:
    """A folder of exported files. Processes may share it, and it may be deleted at any time.

    Attributes:
        folder: Path of the folder.
        max_bytes: Maximum size; the least recently used files are deleted first.
    """

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self.folder = folder
        self.max_bytes = max_bytes

    @classmethod
    def of(cls, settings: Settings) -> HistoryCache | None:
        """Return the cache that the settings configure."""
        if settings.history_cache is None:
            return None
        return cls(Path(settings.history_cache).expanduser(), settings.history_cache_bytes)

    def find(self, kept: Kept) -> Cached | None:
        """Return a file if the cache has it undamaged. A corrupted file is deleted."""
        path = self.folder / kept.name
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            logger.warning("Cannot read %s from the history cache: %s", path, error)
            return None
        found = _opened(data, kept)
        if found is None:
            logger.warning("%s is corrupted and was deleted from the history cache", path)
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        with contextlib.suppress(OSError):  # only the order of deletion depends on it
            os.utime(path)
        return found

    def keep(self, kept: Kept, etag: str, content: bytes | bytearray) -> None:
        """Store a file whose content was read successfully.

        If the file cannot be written, a warning is logged, because the caller has the content anyway.
        """
        if len(content) > self.max_bytes:
            return
        header = {
            "format": _FORMAT,
            **kept._asdict(),
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
            logger.warning("Cannot store a history export in %s: %s", self.folder, error)
        finally:
            with contextlib.suppress(OSError):
                drop_part(part)

    def _shrink(self) -> None:
        """Delete the least recently used files, and temporary files of killed processes."""
        found: list[tuple[float, int, Path]] = []
        for path in self.folder.iterdir():
            with contextlib.suppress(OSError):  # another process deleted it first
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
    """Return the content of a cached file if it is intact and has the requested identity."""
    end = data.find(b"\n", 0, _LONGEST_HEADER)
    if end < 0:
        return None
    try:
        header = json.loads(data[:end])
    except ValueError:
        return None
    content = memoryview(data)[end + 1 :]
    expected = {**kept._asdict(), "format": _FORMAT, "size": len(content)}
    if not isinstance(header, dict) or not expected.items() <= header.items():
        return None
    if hashlib.sha256(content).hexdigest() != header.get("sha256"):
        return None
    return Cached(content, str(header["etag"]))
