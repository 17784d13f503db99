"""Reductions for packages outside of runql: no unused enums, and no copy of the runtime."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["keep_used_enums", "use_installed_runtime"]


def keep_used_enums(package: Path) -> None:
    """Remove enums that no module of the package imports, and modules without classes."""
    inputs, enums = package / "inputs.py", package / "enums.py"
    if inputs.exists() and not _classes(inputs):
        inputs.unlink()
    used: set[str] = set()
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level and node.module == "enums":
                used.update(each.name for each in node.names)
    if not enums.exists():
        return
    code = enums.read_text(encoding="utf-8")
    lines = code.splitlines()
    for node in reversed(_classes(enums)):
        if node.name not in used:
            del lines[node.lineno - 1 : node.end_lineno]
    if used:
        enums.write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        enums.unlink()


def use_installed_runtime(package: Path, runtime: Sequence[str]) -> None:
    """Import the shared modules from the package that is installed with runql."""
    for name in runtime:
        (package / f"{name}.py").unlink(missing_ok=True)
    relative = re.compile(rf"^(\s*from )\.+({'|'.join(runtime)}) import", re.MULTILINE)
    for path in package.rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        path.write_text(relative.sub(r"\1runql_graphql.\2 import", code), encoding="utf-8")


def _classes(path: Path) -> list[ast.ClassDef]:
    module = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in module.body if isinstance(node, ast.ClassDef)]
