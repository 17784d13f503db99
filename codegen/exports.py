"""The table of where the package's names live, from what its front page shows to type checkers."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from codegen.formatting import format_files
from codegen.render import STYLE, environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["write_exports"]


def write_exports(front_page: Path, target: Path) -> None:
    """Write `_exports.py` below `target`.

    Args:
        front_page: The package's `__init__.py`, which imports every name for type checkers alone.
        target: A directory.
    """
    homes = sorted(_imports(ast.parse(front_page.read_text(encoding="utf-8"))))
    text = environment().get_template("exports.py.jinja").render(homes=homes)
    written = target / "_exports.py"
    written.write_text(text, encoding="utf-8")
    format_files([written], STYLE)


def _imports(page: ast.Module) -> Iterator[tuple[str, str, str]]:
    """Give each name with its module and what it is called there."""
    for block in page.body:
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING":
            for node in block.body:
                if isinstance(node, ast.ImportFrom) and node.module is not None:
                    for each in node.names:
                        yield each.asname or each.name, node.module, each.name
