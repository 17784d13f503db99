"""Local paths of downloaded files: inside their folder, with names that are valid on every system."""

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
    """Return a name that is valid on Windows, macOS and Linux.

    Different names stay different.

    Characters that a system does not allow are written as `%` and their number: `a:b` becomes
    `a%3Ab`.

    Raises:
        UsageError: If a part of the name is empty, `.` or `..`, or too long.
    """
    return "/".join(_safe_part(part, name) for part in name.split("/"))


def local_path(root: str | Path, name: str) -> Path:
    """Return the path of a file below a folder.

    Raises:
        UsageError: If the name, or a link in the folder, leads outside the folder.
    """
    folder = local_folder(root)
    target = folder / safe_name(name)
    _check_inside(target, folder, real(folder), name)
    return target


def local_paths(root: str | Path, names: Iterable[str]) -> dict[str, Path]:
    """Return the paths of files; they are distinct on every system.

    Raises:
        UsageError: If a name leads outside the folder, or two names differ only in case or in
            composed characters, or one file has the name of another's folder.
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
                f"The files {other!r} and {name!r} would be the same file on some systems.",
                hint="Download each into a separate folder.",
            )
        parts = folded.split("/")
        folders.update({"/".join(parts[:count]): name for count in range(1, len(parts))})
    for folded, name in taken.items():
        if folded in folders:
            raise UsageError(
                f"The file {name!r} would have the same path as a folder of {folders[folded]!r}.",
                hint="Download each into a separate folder.",
            )
    return targets


def local_folder(root: str | Path) -> Path:
    """Return a local folder as a path.

    Raises:
        UsageError: If the value is not a path.
    """
    given = cast("object", root)
    if not isinstance(given, str | os.PathLike):
        raise UsageError(f"root must be a string or a path, got {type(given).__name__}.")
    if "\0" in str(root):
        raise UsageError(f"Invalid root: {str(root)!r}. Paths must not contain null characters.")
    return Path(root)


def real(path: Path) -> Path:
    """Return a path with its links resolved; circular links are unchanged."""
    return Path(os.path.realpath(path))


def _check_inside(target: Path, folder: Path, resolved: Path, name: str) -> None:
    if not real(target.parent).is_relative_to(resolved):
        raise UsageError(
            f"The file {name!r} would be outside {folder}: {target.parent} is a link to another folder.",
            hint="Remove the link, or pass another root=.",
        )


def _safe_part(part: str, name: str) -> str:
    if part in ("", ".", ".."):
        raise UsageError(
            f"Cannot write a file named {name!r}: the part {part!r} is not allowed.",
            hint="Use read() to read it into memory instead.",
        )
    safe = _FORBIDDEN.sub(lambda found: f"%{ord(found.group()):02X}", part)
    if _RESERVED.match(safe):
        safe = f"%{ord(safe[0]):02X}{safe[1:]}"
    if safe[-1] in ". ":
        safe = f"{safe[:-1]}%{ord(safe[-1]):02X}"
    if len(safe.encode()) > _LONGEST:
        raise UsageError(
            f"Cannot write a file named {name!r}: a part of the name is longer than {_LONGEST} bytes.",
            hint="Use read() to read it into memory instead.",
        )
    return safe
