"""Files that `runql migrate` reads and writes."""

from __future__ import annotations

import ast
import os
import re
import stat
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import libcst as cst

from runql._migrate.findings import MARK, Finding, Treatment
from runql._migrate.notebooks import rewritten_notebook
from runql._migrate.rewriting import rewritten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Migration", "find_files", "migrated", "write"]

_SUFFIXES: Final = (".py", ".pyi", ".ipynb")
_SKIPPED: Final = frozenset({"__pycache__", "node_modules", "site-packages", "venv"})


@dataclass(frozen=True, slots=True)
class Migration:
    """A file, its findings, and its new content.

    Attributes:
        path: The file.
        findings: Uses of wandb names, by line.
        content: The new content; None if it is unchanged.
        problem: Why the file was not changed; None if it was read.
        marks: Lines with comments of an earlier migration.
    """

    path: Path
    findings: list[Finding] = field(default_factory=list)
    content: bytes | None = None
    problem: str | None = None
    marks: tuple[int, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to rewrite or to review."""
        left = any(finding.action is not Treatment.NOTE for finding in self.findings)
        return not (left or self.marks or self.problem)


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the Python files and notebooks at some paths, including folders."""
    seen: set[Path] = set()
    for path in paths:
        found = [path]
        if path.is_dir():
            found = sorted(each for each in path.rglob("*") if _is_source(each.relative_to(path)))
        for each in found:
            if each.is_file() and each not in seen:
                seen.add(each)
                yield each


def _is_source(path: Path) -> bool:
    hidden = any(part.startswith(".") or part in _SKIPPED for part in path.parts)
    return path.suffix in _SUFFIXES and not hidden


def migrated(path: Path) -> Migration:
    """Return the findings and the new content of a file. Nothing is written."""
    try:
        old = path.read_bytes()
        if b"wandb" not in old and MARK.encode() not in old:
            return Migration(path)
        new, findings = _notebook(old) if path.suffix == ".ipynb" else _python(old)
    except OSError as error:
        return Migration(path, problem=error.strerror or str(error))
    except (cst.ParserSyntaxError, SyntaxError, UnicodeError, ValueError, KeyError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        return Migration(path, problem=f"The file cannot be parsed: {reason}")
    content = new if new != old else None
    return Migration(path, findings, content, marks=_marks(old))


def _marks(content: bytes) -> tuple[int, ...]:
    found = re.finditer(re.escape(MARK.encode()), content)
    return tuple(content.count(b"\n", 0, each.start()) + 1 for each in found)


def _python(old: bytes) -> tuple[bytes, list[Finding]]:
    module = cst.parse_module(old)
    if module.bytes != old:
        raise ValueError("the file would change even without edits")
    new, findings = rewritten(module)
    content = new.bytes
    ast.parse(content)
    return content, findings


def _notebook(old: bytes) -> tuple[bytes, list[Finding]]:
    text = old.decode("utf-8")
    new, findings = rewritten_notebook(text)
    again, _ = rewritten_notebook(new)
    if again != new:
        raise ValueError("the notebook would change even without edits")
    return new.encode("utf-8"), findings


def write(path: Path, content: bytes) -> None:
    """Replace a file atomically. Permissions are kept, and a symbolic link stays a link.

    Raises:
        OSError: If the folder is not writable.
    """
    target = path.resolve()
    mode = stat.S_IMODE(target.stat().st_mode)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
