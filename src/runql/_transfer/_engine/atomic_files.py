"""How a file comes to be under its final name: whole, verified and on disk, or not at all."""

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
"""Parts that this process writes to: a container's next process may well have the same number."""


@contextlib.contextmanager
def local_errors(path: Path) -> Generator[None]:
    """Turn an error of the system about a local file into ours."""
    try:
        yield
    except RunQLError:
        raise  # some of ours are errors of the system's kind, too
    except OSError as error:
        raise local_error(path, error) from error
    except ValueError as error:
        if "null" not in str(error):
            raise
        raise local_error(path, OSError(errno.EINVAL, str(error))) from error


@contextlib.contextmanager
def unnamed_local_errors() -> Generator[None]:
    """Turn what the system says of whichever local file into our error: the border of all transfers."""
    try:
        yield
    except RunQLError:
        raise
    except OSError as error:
        raise local_error(str(error.filename or "A local file"), error) from error


def guarded(work: Callable[[C], T]) -> Callable[[C], T]:
    """Return a transfer whose errors of the system leave as ours."""

    def run(cancel: C) -> T:
        with unnamed_local_errors():
            return work(cancel)

    return run


def local_error(path: Path | str, error: OSError) -> LocalFileError:
    """Return our error for one of the system's about a local file."""
    raised = LocalFileError(
        f"{path} could not be read or written: {error.strerror or error}.",
        hint="Nothing stands under the final name; make room, or choose another root=.",
    )
    raised.errno, raised.filename = error.errno, str(path)
    return raised


def make_folder(folder: Path) -> None:
    """Make a folder to write to, with those above it.

    Raises:
        LocalFileError: If it cannot be made.
    """
    with local_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)


def is_there(path: Path, *, links: bool = False) -> bool:
    """Return whether something is under a name.

    Args:
        path: The name.
        links: Whether a link that leads nowhere is something.

    Raises:
        LocalFileError: If a folder may not be looked into.
    """
    with local_errors(path):
        try:
            path.stat(follow_symlinks=not links)
        except (FileNotFoundError, NotADirectoryError):
            return False
        return True


def is_current(path: Path, size: int, digest: str | None, algorithm: Algorithm = "md5") -> bool:
    """Return whether a local file is the one meant; by size alone when the server names no digest."""
    if not path.is_file() or path.stat().st_size != size:
        return False
    return digest is None or file_digest(path, algorithm) == digest


def sync_file(path: Path) -> None:
    """Put a file's content on disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folders(folders: Iterable[Path]) -> None:
    """Make names that files were given last, once for many files."""
    for path in folders:
        with contextlib.suppress(OSError):  # not every system lets a folder be synced
            folder = os.open(path, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def commit_file(part: Path, target: Path) -> None:
    """Rename a file that is on disk to its final name, for good."""
    part.replace(target)
    _mine.discard(part)
    sync_folders([target.parent])


def require_space(folder: Path, size: int) -> None:
    """Make sure that a large file fits, before it is fetched for nothing.

    Raises:
        OSError: If it does not.
    """
    free = shutil.disk_usage(folder).free
    if free < size:
        raise OSError(errno.ENOSPC, f"{os.strerror(errno.ENOSPC)}: {size} bytes, {free} free")


class FileCommitter:
    """Parts that are whole and verified, put on disk and given their final names a group at a time.

    One by one, every sync writes the name that was given before it too, which costs more than the
    transfer of a small file.

    Attributes:
        failures: Targets that could not be given their file, and why.
    """

    def __init__(self, *, sync: bool = True, aside: bool = False) -> None:
        """Begin with nothing.

        Args:
            sync: Whether files are on disk before they get their names. Without, each gets its name
                at once; a crash of the system may spoil it, so someone has to look before it is
                used.
            aside: Whether full groups are put on disk by a thread of their own, so that the one that
                adds files need not wait for the disk.
        """
        self.failures: dict[Path, LocalFileError] = {}
        self._synced = sync
        self._lock = threading.Lock()
        self._waiting: list[tuple[Path, Path]] = []
        self._aside = ThreadPoolExecutor(1, "runql-commit") if aside and sync else None
        self._under_way: list[Future[None]] = []

    def add(self, part: Path, target: Path) -> None:
        """Take over a part."""
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
        """Rename every file that waits to its final name."""
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
    """Return a temporary name next to a file that no one else writes to."""
    part = _part(target, target.name[:_SHOWN])
    _mine.add(part)
    return part


def drop_part(part: Path) -> None:
    """Remove a part that no one continues with; where that is not allowed, a later sweep does."""
    with contextlib.suppress(OSError):  # the error that led here says more
        part.unlink(missing_ok=True)
    _mine.discard(part)


def sweep(folder: Path) -> bool:
    """Remove what killed processes left in a folder and no one can continue with.

    Returns:
        Whether something is there that can be gone on with.
    """
    resumable = False
    with contextlib.suppress(OSError):  # it is tidied up where that is allowed
        for left in folder.glob(f".*{_SUFFIX}"):
            if not _NAME.fullmatch(left.name):
                continue
            if journal_of(left).exists():
                resumable = True
            elif _is_abandoned(left):
                left.unlink(missing_ok=True)
    return resumable


def claim_part(target: Path, digest: str, *, leftovers: bool = True) -> Path:
    """Return the temporary name of a large file: of what an earlier process left, or a new one.

    Renaming claims it: of several processes one wins, and the others start afresh. A part belongs to
    a living process of this machine, or to a process that wrote to it lately.
    """
    stem = f"{target.name[:_SHOWN]}.{digest[:16]}"
    mine = _part(target, stem)
    _mine.add(mine)
    if not leftovers:
        return mine  # looking for them costs a walk over the folder
    for left in sorted(target.parent.glob(f".{_literal(stem)}.*{_SUFFIX}")):
        if _NAME.fullmatch(left.name) and _is_abandoned(left):
            with contextlib.suppress(OSError):  # someone else was faster
                left.rename(mine)
                with contextlib.suppress(FileNotFoundError):  # no segment was there yet
                    journal_of(left).rename(journal_of(mine))
                return mine
    return mine


def release_part(part: Path, *, keep: bool) -> None:
    """Leave a part to the user who wants to continue with it, or drop it."""
    stem = part.name.removesuffix(_SUFFIX).rsplit(".", 3)[0]
    free = part.with_name(f"{stem}.{_host()}.{_FREE}.{secrets.token_hex(2)}{_SUFFIX}")
    _mine.discard(part)
    with contextlib.suppress(OSError):  # the error that led here says more
        if keep and journal_of(part).exists():
            journal_of(part).rename(journal_of(free))
            part.rename(free)
            return
        part.unlink(missing_ok=True)
        journal_of(part).unlink(missing_ok=True)


def journal_of(part: Path) -> Path:
    """Return where a part's journal is."""
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
        return True  # there, asking would end the process; old parts are taken over by age
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _literal(text: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", text)
