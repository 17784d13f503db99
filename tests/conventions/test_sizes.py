"""Files, functions and classes stay readable in one go."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("src", "generated", "codegen", "tests", "bench", "examples")
FILES = sorted(p for folder in FOLDERS for p in (ROOT / folder).rglob("*.py"))
# ariadne-codegen writes all inputs to one file.
FILES.remove(ROOT / "generated" / "runql_graphql" / "inputs.py")

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
LONGEST_CLASS = 300


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_is_longer_than_a_reader_can_hold(path: Path) -> None:
    text = path.read_text()
    too_long = []
    if len(text.splitlines()) > LONGEST_FILE:
        too_long.append(f"the file: {len(text.splitlines())} lines")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            limit = LONGEST_CLASS if isinstance(node, ast.ClassDef) else LONGEST_FUNCTION
            lines = own_lines(node)
            if lines > limit:
                too_long.append(f"{node.name}: {lines} lines")
    assert not too_long


def own_lines(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    """Lines without the docstring, and without examples of docstrings inside: what to read to know what it does."""
    first = node.body[0]
    documented = ast.get_docstring(node) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    examples = sum(
        len("".join((ast.get_docstring(each) or "").partition("\nExamples:\n")[1:]).splitlines())
        for each in ast.walk(node)
        if each is not node and isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return (node.end_lineno or 0) - node.lineno + 1 - docstring - examples
