"""Atomic file writes: a file appears under its final name only when it is complete, verified and synced."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from runql._models.files.digests import file_digest
from runql.errors import LocalFileError, RunQLError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from concurrent.futures import Future

    from runql._models.files.digests import Algorithm

__all__ = [
    "FileCommitter",
    "claim_part",
    "commit_file",
    "drop_part",
    "guarded",
    "is_current",
    "is_there",
    "journal_of",
    "local_error",
    "local_errors",
    "make_folder",
    "private_part",
    "release_part",
    "require_space",
    "sweep",
    "sync_file",
    "sync_folders",
    "unnamed_local_errors",
]

C = TypeVar("C")
T = TypeVar("T")

_ABANDONED_SECONDS: Final = 600.0
_FREE: Final = "free"
_GROUP: Final = 64
_SUFFIX: Final = ".runql.part"
_NAME: Final = re.compile(r"\..+\.[\w-]+\.(?:\d+|free)\.[0-9a-f]{4}\.runql\.part", re.DOTALL)
_SHOWN: Final = 40

_mine: set[Path] = set()
"""Temporary files of this process. A process ID alone is not enough, because containers reuse numbers."""


@contextlib.contextmanager
def local_errors(path: Path) -> Generator[None]:
    """Convert an operating-system error about a local file to a runql error."""
    try:
        yield
    except RunQLError:
        raise  # some runql errors are subclasses of OSError
    except OSError as error:
        raise local_error(path, error) from error
    except ValueError as error:
        if "null" not in str(error):
            raise
        raise local_error(path, OSError(errno.EINVAL, str(error))) from error


@contextlib.contextmanager
def unnamed_local_errors() -> Generator[None]:
    """Convert operating-system errors about any local file, at the border of all transfers."""
    try:
        yield
    except RunQLError:
        raise
    except OSError as error:
        raise local_error(str(error.filename or "A local file"), error) from error


def guarded(work: Callable[[C], T]) -> Callable[[C], T]:
    """Return a transfer that raises runql errors instead of operating-system errors."""

    def run(cancel: C) -> T:
        with unnamed_local_errors():
            return work(cancel)

    return run


def local_error(path: Path | str, error: OSError) -> LocalFileError:
    """Return the runql error for an operating-system error about a local file."""
    raised = LocalFileError(
        f"Cannot read or write {path}: {error.strerror or error}.",
        hint="No incomplete file has the final name. Free disk space, or pass another root=.",
    )
    raised.errno, raised.filename = error.errno, str(path)
    return raised


def make_folder(folder: Path) -> None:
    """Create a folder and its parent folders.

    Raises:
        LocalFileError: If the folder cannot be created.
    """
    with local_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)


def is_there(path: Path, *, links: bool = False) -> bool:
    """Return whether a path exists.

    Args:
        path: The path.
        links: Whether a broken symbolic link counts as existing.

    Raises:
        LocalFileError: If a folder of the path is not accessible.
    """
    with local_errors(path):
        try:
            path.stat(follow_symlinks=not links)
        except (FileNotFoundError, NotADirectoryError):
            return False
        return True


def is_current(path: Path, size: int, digest: str | None, algorithm: Algorithm = "md5") -> bool:
    """Return whether a local file has the expected digest; its size if the server reports no digest."""
    if not path.is_file() or path.stat().st_size != size:
        return False
    return digest is None or file_digest(path, algorithm) == digest


def sync_file(path: Path) -> None:
    """Sync a file's content to disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folders(folders: Iterable[Path]) -> None:
    """Sync renames to disk, once for many files."""
    for path in folders:
        with contextlib.suppress(OSError):  # not all systems can sync a folder
            folder = os.open(path, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def commit_file(part: Path, target: Path) -> None:
    """Rename a synced file to its final name, and sync the rename."""
    part.replace(target)
    _mine.discard(part)
    sync_folders([target.parent])


def require_space(folder: Path, size: int) -> None:
    """Check that a large file fits on the disk, before it is fetched.

    Raises:
        OSError: If the file does not fit.
    """
    free = shutil.disk_usage(folder).free
    if free < size:
        raise OSError(errno.ENOSPC, f"{os.strerror(errno.ENOSPC)}: {size} bytes, {free} free")


class FileCommitter:
    """Complete, verified files that are synced and renamed in groups.

    A sync for each file would also write the previous rename to disk, which costs more than the
    transfer of a small file.

    Attributes:
        failures: Targets that could not be renamed, with their errors.
    """

    def __init__(self, *, sync: bool = True, aside: bool = False) -> None:
        """Start with no files.

        Args:
            sync: Whether to sync files before they are renamed. Without it, each file is renamed
                immediately. A system crash may then corrupt it, so later readers must verify the
                file.
            aside: Whether a separate thread syncs full groups, so that the thread that adds files does
                not wait for the disk.
        """
        self.failures: dict[Path, LocalFileError] = {}
        self._synced = sync
        self._lock = threading.Lock()
        self._waiting: list[tuple[Path, Path]] = []
        self._aside = ThreadPoolExecutor(1, "runql-commit") if aside and sync else None
        self._under_way: list[Future[None]] = []

    def add(self, part: Path, target: Path) -> None:
        """Add a temporary file."""
        if not self._synced:
            self._attempt(Path.replace, part, target)
            _mine.discard(part)
            return
        with self._lock:
            self._waiting.append((part, target))
            full = len(self._waiting) >= _GROUP
        if not full:
            return
        if self._aside is None:
            self._commit()
        else:
            self._under_way.append(self._aside.submit(self._commit))

    def finish(self) -> None:
        """Rename all waiting files to their final names."""
        self._commit()
        if self._aside is not None:
            self._aside.shutdown()
            for each in self._under_way:
                each.result()

    def _commit(self) -> None:
        with self._lock:
            group, self._waiting = self._waiting, []
        synced = [
            pair for pair in group if self._attempt(lambda part, _target: sync_file(part), *pair)
        ]
        for part, target in synced:
            self._attempt(Path.replace, part, target)
            _mine.discard(part)
        sync_folders({target.parent for _, target in synced})

    def _attempt(self, work: Callable[[Path, Path], object], part: Path, target: Path) -> bool:
        try:
            with local_errors(target):
                work(part, target)
        except LocalFileError as error:
            drop_part(part)
            self.failures[target] = error
            return False
        return True


def private_part(target: Path) -> Path:
    """Return a unique temporary name next to a file."""
    part = _part(target, target.name[:_SHOWN])
    _mine.add(part)
    return part


def drop_part(part: Path) -> None:
    """Remove a temporary file that no call continues. If removal fails, a later cleanup removes it."""
    with contextlib.suppress(OSError):  # the original error is more informative
        part.unlink(missing_ok=True)
    _mine.discard(part)


def sweep(folder: Path) -> bool:
    """Remove temporary files of killed processes that no call can continue.

    Returns:
        Whether there is a temporary file that a call can continue.
    """
    resumable = False
    with contextlib.suppress(OSError):  # cleanup is optional
        for left in folder.glob(f".*{_SUFFIX}"):
            if not _NAME.fullmatch(left.name):
                continue
            if journal_of(left).exists():
                resumable = True
            elif _is_abandoned(left):
                left.unlink(missing_ok=True)
    return resumable


def claim_part(target: Path, digest: str, *, leftovers: bool = True) -> Path:
    """Return the temporary name of a large file: one that an earlier process left, or a new one.

    Renaming claims the file: one of several processes succeeds, and the others start a new file. A temporary
    file belongs to a running process on this machine, or to a process that wrote to it recently.
    """
    stem = f"{target.name[:_SHOWN]}.{digest[:16]}"
    mine = _part(target, stem)
    _mine.add(mine)
    if not leftovers:
        return mine  # a search for them lists the folder
    for left in sorted(target.parent.glob(f".{_literal(stem)}.*{_SUFFIX}")):
        if _NAME.fullmatch(left.name) and _is_abandoned(left):
            with contextlib.suppress(OSError):  # another process claimed it first
                left.rename(mine)
                with contextlib.suppress(FileNotFoundError):  # no segment was written yet
                    journal_of(left).rename(journal_of(mine))
                return mine
    return mine


def release_part(part: Path, *, keep: bool) -> None:
    """Release a temporary file so that a later call can continue it, or delete it."""
    stem = part.name.removesuffix(_SUFFIX).rsplit(".", 3)[0]
    free = part.with_name(f"{stem}.{_host()}.{_FREE}.{secrets.token_hex(2)}{_SUFFIX}")
    _mine.discard(part)
    with contextlib.suppress(OSError):  # the original error is more informative
        if keep and journal_of(part).exists():
            journal_of(part).rename(journal_of(free))
            part.rename(free)
            return
        part.unlink(missing_ok=True)
        journal_of(part).unlink(missing_ok=True)


def journal_of(part: Path) -> Path:
    """Return the path of the journal of a temporary file."""
    return part.with_suffix(".segments")


def _part(target: Path, stem: str) -> Path:
    token = secrets.token_hex(2)
    return target.with_name(f".{stem}.{_host()}.{os.getpid()}.{token}{_SUFFIX}")


@cache
def _host() -> str:
    import socket

    return re.sub(r"\W", "-", socket.gethostname())[:40] or "-"


def _is_abandoned(part: Path) -> bool:
    owner_host, owner = part.name.removesuffix(_SUFFIX).rsplit(".", 3)[1:3]
    if owner == _FREE:
        return True
    if part in _mine:
        return False
    if owner_host == _host():
        number = int(owner)
        if number == os.getpid() or not _is_alive(number):
            return True
    with contextlib.suppress(OSError):
        return time.time() - part.stat().st_mtime > _ABANDONED_SECONDS
    return False


def _is_alive(process: int) -> bool:
    if os.name == "nt":
        return True  # on Windows, os.kill would end the process; old temporary files are claimed by age
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _literal(text: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", text)
