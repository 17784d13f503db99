"""How a file comes to lie under its final name: whole, verified and on disk, or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import socket
import time
from typing import TYPE_CHECKING, Final

from runql._models.digests import file_digest
from runql.errors import LocalFileError

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from runql._models.digests import Algorithm

__all__ = [
    "claim_part",
    "is_current",
    "journal_of",
    "land",
    "local_errors",
    "private_part",
    "release_part",
]

_ABANDONED_SECONDS: Final = 600.0
_FREE: Final = "free"


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


def is_current(path: Path, size: int, digest: str | None, algorithm: Algorithm = "md5") -> bool:
    """Tell whether a local file is the one meant; by size alone when the server names no digest."""
    if not path.is_file() or path.stat().st_size != size:
        return False
    return digest is None or file_digest(path, algorithm) == digest


def land(part: Path, target: Path, *, sync: bool = True) -> None:
    """Give a finished file its final name, once it is on disk."""
    part.replace(target)
    if not sync:
        return
    with contextlib.suppress(OSError):  # not every system lets a folder be synced
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def private_part(target: Path) -> Path:
    """Return a temporary name beside a file that nobody else writes to."""
    return target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")


def claim_part(target: Path, digest: str) -> Path:
    """Return the temporary name of a large file: of what an earlier process left, or a new one.

    Renaming its journal claims it: of several processes one wins, and the others start afresh. A part
    belongs to a living process of this machine, or to whoever wrote to it lately.
    """
    stem = f".{target.name[:100]}.{digest[:16]}"
    host = re.sub(r"\W", "-", socket.gethostname())[:40]
    mine = target.with_name(f"{stem}.{host}.{os.getpid()}.{secrets.token_hex(2)}.part")
    for left in sorted(target.parent.glob(f"{_literal(stem)}.*.part")):
        if _is_abandoned(left, host):
            with contextlib.suppress(OSError):  # somebody else was faster
                journal_of(left).rename(journal_of(mine))
                left.rename(mine)
                return mine
    return mine


def release_part(part: Path) -> None:
    """Leave a part to whoever wants to go on with it."""
    stem, host, _, _ = part.name.removesuffix(".part").rsplit(".", 3)
    free = part.with_name(f"{stem}.{host}.{_FREE}.{secrets.token_hex(2)}.part")
    with contextlib.suppress(OSError):  # there may be nothing yet to go on with
        journal_of(part).rename(journal_of(free))
        part.rename(free)


def journal_of(part: Path) -> Path:
    """Return where a part's journal lies."""
    return part.with_suffix(".segments")


def _is_abandoned(part: Path, host: str) -> bool:
    owner_host, owner = part.name.removesuffix(".part").rsplit(".", 3)[1:3]
    if owner == _FREE:
        return True
    if owner_host == host and owner.isdigit():
        return int(owner) != os.getpid() and not _is_alive(int(owner))
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
