"""How a file comes to lie under its final name: whole, verified and on disk, or not at all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import shutil
import socket
import time
from typing import TYPE_CHECKING, Final

from runql.errors import LocalFileError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path

__all__ = [
    "claim_part",
    "is_current",
    "journal_of",
    "local_errors",
    "md5_of",
    "private_part",
    "release_part",
    "require_space",
    "sync_folders",
]

_READ: Final = 2**20
_ABANDONED_SECONDS: Final = 600.0
_FREE: Final = "free"
_SHOWN: Final = 40

_mine: set[Path] = set()
"""Parts that this process writes to: a container's next process may well have the same number."""


@contextlib.contextmanager
def local_errors(path: Path) -> Generator[None]:
    """Turn an error of the system about a local file into ours."""
    try:
        yield
    except LocalFileError:
        raise
    except OSError as error:
        raised = LocalFileError(
            f"{path} could not be read or written: {error.strerror or error}.",
            remedy="Nothing stands under the final name; make room, or choose another root=.",
        )
        raised.errno, raised.filename = error.errno, str(path)
        raise raised from error


def md5_of(path: Path) -> str:
    """Return the hex MD5 of a file."""
    digest = hashlib.md5(usedforsecurity=False)
    with path.open("rb") as file:
        while block := file.read(_READ):
            digest.update(block)
    return digest.hexdigest()


def is_current(path: Path, size: int, md5: str | None) -> bool:
    """Tell whether a local file is the one meant; by size alone when the server names no digest."""
    if not path.is_file() or path.stat().st_size != size:
        return False
    return md5 is None or md5_of(path) == md5


def sync_folders(folders: Iterable[Path]) -> None:
    """Make names that files were given last, once for many files."""
    for path in folders:
        with contextlib.suppress(OSError):  # not every system lets a folder be synced
            folder = os.open(path, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def require_space(folder: Path, size: int) -> None:
    """Make sure that a large file fits, before it is fetched for nothing.

    Raises:
        OSError: It does not.
    """
    free = shutil.disk_usage(folder).free
    if free < size:
        raise OSError(errno.ENOSPC, f"{os.strerror(errno.ENOSPC)}: {size} bytes, {free} free")


def private_part(target: Path) -> Path:
    """Return a temporary name beside a file that nobody else writes to."""
    return target.with_name(f".{target.name[:_SHOWN]}.{secrets.token_hex(4)}.part")


def claim_part(target: Path, digest: str) -> Path:
    """Return the temporary name of a large file: of what an earlier process left, or a new one.

    Renaming claims it: of several processes one wins, and the others start afresh. A part belongs to
    a living process of this machine, or to whoever wrote to it lately.
    """
    stem = f".{target.name[:_SHOWN]}.{digest[:16]}"
    host = re.sub(r"\W", "-", socket.gethostname())[:40]
    mine = target.with_name(f"{stem}.{host}.{os.getpid()}.{secrets.token_hex(2)}.part")
    _mine.add(mine)
    for left in sorted(target.parent.glob(f"{_literal(stem)}.*.part")):
        if _is_abandoned(left, host):
            with contextlib.suppress(OSError):  # somebody else was faster
                left.rename(mine)
                with contextlib.suppress(FileNotFoundError):  # no segment was there yet
                    journal_of(left).rename(journal_of(mine))
                return mine
    return mine


def release_part(part: Path, *, keep: bool) -> None:
    """Leave a part to whoever wants to go on with it, or drop it."""
    stem, host, _, _ = part.name.removesuffix(".part").rsplit(".", 3)
    free = part.with_name(f"{stem}.{host}.{_FREE}.{secrets.token_hex(2)}.part")
    _mine.discard(part)
    if not keep or not journal_of(part).exists():
        part.unlink(missing_ok=True)
        journal_of(part).unlink(missing_ok=True)
        return
    with contextlib.suppress(FileNotFoundError):
        journal_of(part).rename(journal_of(free))
        part.rename(free)


def journal_of(part: Path) -> Path:
    """Return where a part's journal lies."""
    return part.with_suffix(".segments")


def _is_abandoned(part: Path, host: str) -> bool:
    owner_host, owner = part.name.removesuffix(".part").rsplit(".", 3)[1:3]
    if owner == _FREE:
        return True
    if part in _mine:
        return False
    if owner_host == host and owner.isdigit():
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
