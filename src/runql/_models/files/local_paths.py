"""Where a file of the server's may be on this machine: below its folder, under a name every system
takes.
"""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["local_folder", "local_path", "local_paths", "real", "safe_name"]

_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³]) *(\.|$)")
_FORBIDDEN: Final = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f\ud800-\udfff]|%(?=[0-9A-Fa-f]{2})')
_LONGEST: Final = 240


def safe_name(name: str) -> str:
    """Return a name that Windows, macOS and Linux take, different for different names.

    What some system refuses is written as `%` and its number: `a:b` becomes `a%3Ab`.

    Raises:
        UsageError: If a part of the name is empty, `.` or `..`, or too long.
    """
    return "/".join(_safe_part(part, name) for part in name.split("/"))


def local_path(root: str | Path, name: str) -> Path:
    """Return where a file goes below a folder.

    Raises:
        UsageError: If the name, or a link in the folder, leads out of it.
    """
    folder = local_folder(root)
    target = folder / safe_name(name)
    _check_inside(target, folder, real(folder), name)
    return target


def local_paths(root: str | Path, names: Iterable[str]) -> dict[str, Path]:
    """Return where each of many files goes; no two share a place, on any system.

    Raises:
        UsageError: If a name leads out of the folder, or two names differ in case or composed
            characters only, or one file is another's folder.
    """
    folder = local_folder(root)
    resolved, checked = real(folder), set[str]()
    targets: dict[str, Path] = {}
    taken: dict[str, str] = {}
    folders: dict[str, str] = {}
    for name in names:
        safe = safe_name(name)
        targets[name] = target = folder / safe
        parent = safe.rpartition("/")[0]
        if parent not in checked:
            _check_inside(target, folder, resolved, name)
            checked.add(parent)
        folded = unicodedata.normalize("NFC", safe.casefold())
        other = taken.setdefault(folded, name)
        if other != name:
            raise UsageError(
                f"The files {other!r} and {name!r} would be one file on some systems.",
                hint="Download them apart, each into a folder of its own.",
            )
        parts = folded.split("/")
        folders.update({"/".join(parts[:count]): name for count in range(1, len(parts))})
    for folded, name in taken.items():
        if folded in folders:
            raise UsageError(
                f"The file {name!r} would be where {folders[folded]!r} needs a folder.",
                hint="Download them apart, each into a folder of its own.",
            )
    return targets


def local_folder(root: str | Path) -> Path:
    """Return a local folder that can be one.

    Raises:
        UsageError: If it is not a path.
    """
    given = cast("object", root)
    if not isinstance(given, str | os.PathLike):
        raise UsageError(f"root must be a string or a path, got {type(given).__name__}.")
    if "\0" in str(root):
        raise UsageError(f"Invalid root: {str(root)!r}. Paths have no null characters.")
    return Path(root)


def real(path: Path) -> Path:
    """Return a path with its links followed; links in a circle stay as they are."""
    return Path(os.path.realpath(path))


def _check_inside(target: Path, folder: Path, resolved: Path, name: str) -> None:
    if not real(target.parent).is_relative_to(resolved):
        raise UsageError(
            f"The file {name!r} would be outside {folder}: {target.parent} is a link that leads out.",
            hint="Remove the link, or choose another root=.",
        )


def _safe_part(part: str, name: str) -> str:
    if part in ("", ".", ".."):
        raise UsageError(
            f"Cannot write a file named {name!r}: the part {part!r} is not allowed.",
            hint="Read it into memory instead, with read().",
        )
    safe = _FORBIDDEN.sub(lambda found: f"%{ord(found.group()):02X}", part)
    if _RESERVED.match(safe):
        safe = f"%{ord(safe[0]):02X}{safe[1:]}"
    if safe[-1] in ". ":
        safe = f"{safe[:-1]}%{ord(safe[-1]):02X}"
    if len(safe.encode()) > _LONGEST:
        raise UsageError(
            f"A part of the name {name!r} is longer than file systems take.",
            hint="Read it into memory instead, with read().",
        )
    return safe
