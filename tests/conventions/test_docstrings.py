"""Every public method that can wait says what it costs."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SHELL = Path(__file__).parents[2] / "src" / "runql" / "_async"

# Connections, not requests.
FREE = {"aclose"}


def waiting() -> list[tuple[str, ast.AsyncFunctionDef]]:
    return [
        (f"{path.stem}.{owner.name}.{node.name}", node)
        for path in sorted(SHELL.glob("*.py"))
        for owner in ast.walk(ast.parse(path.read_text()))
        if isinstance(owner, ast.ClassDef) and not owner.name.startswith("_")
        for node in owner.body
        if isinstance(node, ast.AsyncFunctionDef)
        and not node.name.startswith("_")
        and node.name not in FREE
        and not any(isinstance(d, ast.Name) and d.id == "overload" for d in node.decorator_list)
    ]


@pytest.mark.parametrize("node", [pytest.param(node, id=name) for name, node in waiting()])
def test_a_method_that_waits_states_its_requests(node: ast.AsyncFunctionDef) -> None:
    assert "Requests:" in (ast.get_docstring(node) or "")
