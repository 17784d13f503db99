"""The table of public names and their defining modules, from the imports in `runql/__init__.py`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from codegen.docs import TEMPLATES
from runql._codegen.formatting import format_files
from runql._codegen.render import STYLE, environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["write_public_names"]


def write_public_names(package_init: Path, target: Path) -> None:
    """Write `_public_names.py` below `target`.

    Args:
        package_init: The package's `__init__.py`, which imports each name under `TYPE_CHECKING`.
        target: A directory.
    """
    exports = sorted(_imports(ast.parse(package_init.read_text(encoding="utf-8"))))
    text = environment(TEMPLATES).get_template("public_names.py.jinja").render(exports=exports)
    written = target / "_public_names.py"
    written.write_text(text, encoding="utf-8")
    format_files([written], STYLE)


def _imports(page: ast.Module) -> Iterator[tuple[str, str, str]]:
    """Yield each public name with its defining module and its name in that module."""
    for block in page.body:
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING":
            for node in block.body:
                if isinstance(node, ast.ImportFrom) and node.module is not None:
                    for each in node.names:
                        yield each.asname or each.name, node.module, each.name
