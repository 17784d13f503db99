"""Comparison of a newly generated tree with the committed one."""

from __future__ import annotations

import filecmp
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["Difference", "compare", "replace", "untracked"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is out of date.

    Attributes:
        path: The file, relative to the project.
        state: `missing`, `differs`, `stray` or `untracked`.
    """

    path: str
    state: str

    def __str__(self) -> str:
        return f"{self.state:9} {self.path}"


def compare(
    fresh: Path, committed: Path, root: Path, owned: Callable[[str], bool]
) -> list[Difference]:
    """Return the differences. Files in the committed tree that are not `owned` are ignored."""
    ours, theirs = _files(fresh), {path for path in _files(committed) if owned(path)}
    states = dict.fromkeys(ours - theirs, "missing")
    states |= dict.fromkeys(theirs - ours, "stray")
    states |= {
        path: "differs"
        for path in ours & theirs
        if not filecmp.cmp(fresh / path, committed / path, shallow=False)
    }
    shown = committed.relative_to(root)
    return [Difference((shown / path).as_posix(), states[path]) for path in sorted(states)]


def replace(fresh: Path, committed: Path, owned: Callable[[str], bool]) -> int:
    """Make the committed tree equal to the new one, and write only files that differ.

    Returns:
        Number of files that were written or deleted.
    """
    differences = compare(fresh, committed, committed, owned)
    for difference in differences:
        target = committed / difference.path
        if difference.state == "stray":
            target.unlink()
            _remove_empty(target.parent, committed)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(f"{target.name}.part")
            shutil.copyfile(fresh / difference.path, part)
            part.replace(target)
    _remove_abandoned(committed)
    return len(differences)


def untracked(root: Path, folder: Path, owned: Callable[[str], bool]) -> list[Difference]:
    """Return generated files that git does not track yet; empty outside of a git work tree."""
    git = shutil.which("git")
    if git is None or not (root / ".git").exists():
        return []
    shown = folder.relative_to(root).as_posix()
    listing = [git, "-C", str(root), "ls-files", "--others", "--exclude-standard", "--", shown]
    listed = subprocess.run(listing, check=True, capture_output=True, text=True).stdout  # noqa: S603
    return [
        Difference(path, "untracked")
        for path in listed.splitlines()
        if owned(path.removeprefix(f"{shown}/"))
    ]


def _files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def _remove_abandoned(top: Path) -> None:
    """Remove packages whose modules moved. They contain only bytecode, which git does not show."""
    for cache in sorted(top.rglob("__pycache__"), reverse=True):
        if cache.exists():
            _remove_empty(cache.parent, top)


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and all(path.name == "__pycache__" for path in folder.iterdir()):
        shutil.rmtree(folder)
        folder = folder.parent
