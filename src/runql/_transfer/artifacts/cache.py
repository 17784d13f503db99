"""A cache of contents by their hash, in the layout of the official client. Every use verifies the hash."""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import shutil
import stat
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from runql._models.artifacts.files import check_link
from runql._models.files.digests import file_digest
from runql._transfer._engine.atomic_files import drop_part, private_part
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql._models.artifacts.files import LinkKind
    from runql._models.files.digests import Algorithm

__all__ = ["ArtifactCache", "CacheInfo", "PreparedContent", "chosen_cache", "prepared_content"]

logger = logging.getLogger("runql.cache")

_LEFT_OVER_SECONDS: Final = 24 * 3600.0
_KEEP_FREE: Final = 2**28
_TEMPORARY: Final = ".runql.tmp"


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """Size of a cache.

    Attributes:
        folder: Folder of the cache.
        files: Number of contents.
        size: Total bytes of the contents.
    """

    folder: Path
    files: int
    size: int


class ArtifactCache:
    """A cache of artifact contents, shared with the official client.

    Several processes can use it concurrently.

    A content is stored at `obj/md5/<two digits>/<the rest>` and hashed each time it is used. A content that
    is corrupted, or was edited through a hard link, is deleted and fetched again.

    Attributes:
        folder: Folder of the cache: `$WANDB_CACHE_DIR/artifacts`, or the user's cache folder.
        limit: Maximum bytes after each download; None for no limit.
    """

    def __init__(self, folder: str | Path | None = None, *, limit: int | None = None) -> None:
        if limit is not None and limit < 0:
            raise UsageError(f"limit must not be negative, got {limit}.")
        self.folder: Path = Path(folder) if folder is not None else _default_folder()
        self.limit = limit

    def path_of(self, digest: str, algorithm: Algorithm = "md5") -> Path:
        """Return the path of a content, whether it exists or not. The digest is hex."""
        return self.folder.joinpath("obj", algorithm, digest[:2], digest[2:])

    def info(self) -> CacheInfo:
        """Count the contents and their bytes."""
        sizes = [found.st_size for _, found in self._contents()]
        return CacheInfo(self.folder, len(sizes), sum(sizes))

    def prune(self, size: int) -> int:
        """Delete the least recently used contents until the cache has at most a given size.

        Returns:
            The number of freed bytes.
        """
        if size < 0:
            raise UsageError(f"size must not be negative, got {size}.")
        self._clear_left_over()
        contents = sorted(self._contents(), key=lambda each: each[1].st_atime_ns)
        total = sum(found.st_size for _, found in contents)
        freed = 0
        for path, found in contents:
            if total - freed <= size:
                break
            try:
                path.unlink()
            except FileNotFoundError:
                pass  # another process deleted it first
            except OSError as error:
                logger.warning("Cannot delete %s from the cache: %s", path, error)
                continue
            freed += found.st_size
        return freed

    def clear(self) -> int:
        """Delete all contents, and return the number of freed bytes."""
        return self.prune(0)

    def take(
        self, digest: str, size: int, algorithm: Algorithm, target: Path, link: LinkKind
    ) -> bool:
        """Copy or link a content to a path, if the cache has it and its digest matches.

        Args:
            digest: Hex digest.
            size: Size in bytes.
            algorithm: Algorithm of the digest.
            target: Path to write to; an existing file is replaced.
            link: `copy`, or `hard` for a hard link to the cached file, which becomes read-only.

        Raises:
            UsageError: If `link` has another value.
        """
        check_link(link)
        source = self.path_of(digest, algorithm)
        try:
            if source.stat().st_size != size:
                return False
        except OSError:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        part = private_part(target)
        try:
            if not (link == "hard" and _linked(source, part)):
                _copy(source, part)
            if file_digest(part, algorithm) != digest:
                logger.warning("%s is corrupted and was deleted from the cache", source)
                source.unlink(missing_ok=True)
                return False
            part.replace(target)
        except FileNotFoundError:
            return False  # another process has deleted it in the meantime
        finally:
            drop_part(part)
        with contextlib.suppress(OSError):  # another user's cache may be read-only
            os.utime(source, ns=(time.time_ns(), source.stat().st_mtime_ns))
        return True

    def keep(self, content: Path, digest: str, algorithm: Algorithm, link: LinkKind) -> bool:
        """Add a verified file to the cache. If that fails, log a warning and continue without it."""
        check_link(link)
        target = self.path_of(digest, algorithm)
        # Use the same folder, because renames between folders block each other on the whole file
        # system.
        temporary = target.with_name(f".{secrets.token_hex(8)}{_TEMPORARY}")
        try:
            size = content.stat().st_size
            with contextlib.suppress(FileNotFoundError):
                if target.stat().st_size == size:
                    return True
            try:
                return self._put(content, size, temporary, target, link)
            except FileNotFoundError:
                target.parent.mkdir(parents=True, exist_ok=True)
                return self._put(content, size, temporary, target, link)
        except OSError as error:
            logger.warning("Cannot store %s in the cache: %s", content, error)
            return False

    def _put(self, content: Path, size: int, temporary: Path, target: Path, link: LinkKind) -> bool:
        try:
            if not (link == "hard" and _linked(content, temporary)):
                if not _has_room(target.parent, size, content):
                    return False
                _copy(content, temporary)
            temporary.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        return True

    def _contents(self) -> Iterator[tuple[Path, os.stat_result]]:
        for folder, _, names in os.walk(self.folder / "obj"):
            for name in names:
                path = Path(folder) / name
                if name.endswith(_TEMPORARY):
                    continue
                with contextlib.suppress(OSError):
                    yield path, path.stat()

    def _clear_left_over(self) -> None:
        """Delete temporary files of killed processes. Those of running processes are newer."""
        official, ours = (
            (self.folder / "tmp").glob("*"),
            self.folder.glob(f"obj/*/*/.*{_TEMPORARY}"),
        )
        for path in (*official, *ours):
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > _LEFT_OVER_SECONDS:
                    path.unlink()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.folder}>"


class PreparedContent:
    """A large content that is copied into the cache while it is hashed, and renamed when it is verified."""

    def __init__(self, target: Path) -> None:
        self._target = target
        # The names of a running process are unique.
        self._temporary = target.with_name(f".{secrets.token_hex(8)}{_TEMPORARY}")
        self._is_whole = False

    def copy(self, content: Path) -> None:
        """Copy a file that may not be verified yet. If that fails, log a warning and continue without a copy."""
        self.drop()
        try:
            self._target.parent.mkdir(parents=True, exist_ok=True)
            if _has_room(self._target.parent, content.stat().st_size, content):
                _copy(content, self._temporary)
                self._is_whole = True
        except OSError as error:
            logger.warning("Cannot store %s in the cache: %s", content, error)
            self.drop()

    def finish(self) -> bool:
        """Rename the verified content to its final name, and return whether it was copied."""
        if not self._is_whole:
            return False
        try:
            self._temporary.replace(self._target)
        except OSError as error:
            logger.warning("Cannot store %s in the cache: %s", self._target, error)
            self.drop()
        return True

    def drop(self) -> None:
        """Delete the copy."""
        self._is_whole = False
        with contextlib.suppress(OSError):
            self._temporary.unlink(missing_ok=True)


def prepared_content(
    cache: ArtifactCache, digest: str, algorithm: Algorithm, link: LinkKind
) -> PreparedContent | None:
    """Return a writer for a content that is not verified yet; None if it would save no time."""
    target = cache.path_of(digest, algorithm)
    return None if link == "hard" or target.exists() else PreparedContent(target)


def _has_room(folder: Path, size: int, content: Path) -> bool:
    if shutil.disk_usage(folder).free >= size + _KEEP_FREE:
        return True
    logger.warning("Cannot store %s in the cache: the disk is nearly full", content)
    return False


def _default_folder() -> Path:
    named = os.environ.get("WANDB_CACHE_DIR")
    if named:
        return Path(named) / "artifacts"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "wandb" / "artifacts"
    if os.name == "nt":
        local = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(local) / "wandb" / "wandb" / "Cache" / "artifacts"
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home) / "wandb" / "artifacts"


def _linked(source: Path, target: Path) -> bool:
    """Rename a file and make it read-only. Return False if the system does not support that."""
    try:
        target.hardlink_to(source)
    except OSError:
        return False
    target.chmod(stat.S_IMODE(target.stat().st_mode) & ~0o222)
    return True


def _copy(source: Path, target: Path) -> None:
    """Copy a file. On supporting file systems, the copy shares its blocks with the original until one is changed."""
    if not hasattr(os, "copy_file_range"):
        shutil.copyfile(source, target)
        return
    with source.open("rb", buffering=0) as read, target.open("xb", buffering=0) as written:
        left = os.fstat(read.fileno()).st_size
        try:
            while left:
                done = os.copy_file_range(read.fileno(), written.fileno(), left)
                if not done:
                    break
                left -= done
        except OSError:
            # Older kernels do not support copies between file systems.
            read.seek(0)
            written.seek(0)
            shutil.copyfileobj(read, written, 2**20)


def chosen_cache(cache: ArtifactCache | None, *, skip: bool) -> ArtifactCache | None:
    """Return the cache to use: none, the given one, or the cache of the official client.

    Raises:
        UsageError: If the value is not a cache.
    """
    if not isinstance(cache, ArtifactCache | None):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UsageError(
            f"cache must be an ArtifactCache or None, got {cache!r}.",
            hint="Pass cache=ArtifactCache(folder), or skip_cache=True to use no cache.",
        )
    if skip:
        return None
    return cache if cache is not None else ArtifactCache()
