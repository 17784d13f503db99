"""Hints for names that a module of runql does not have."""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["hinting_getattr", "module_hint"]

_PACKAGE: Final = "runql"
_PUBLIC: Final = (
    "errors",
    "settings",
    "filters",
    "reports",
    "automations",
    "media",
    "plots",
    "analysis",
    "testing",
    "ray",
)
_REPORT: Final = (
    "Use api.create_report(path, title, blocks). runql.Report is the class of a saved report."
)
_EXPECTED: Final[Mapping[str, Mapping[str, str]]] = {
    "runql": {
        "wandb": "Use `import wandb` to log runs.",
        "AsyncClient AsyncRunQL": "Use `from runql import AsyncApi`.",
        "Client RunQL Session": "Use `from runql import Api`.",
    },
    "runql.reports": {
        "Report": _REPORT,
        "Markdown": "Use runql.reports.MarkdownBlock.",
        "Code": "Use runql.reports.CodeBlock.",
        "Latex": "Use runql.reports.LatexBlock.",
        "Callout": "Use runql.reports.CalloutBlock.",
        "Quote": "Use runql.reports.BlockQuote.",
        "ScalarPlot": "Use runql.reports.ScalarChart.",
        "Grid": "Use runql.reports.PanelGrid.",
    },
}


def module_hint(module: str, name: str) -> str:
    """Return the sentence that says what to use instead of a name of a module; empty if none is known."""
    if name.startswith("_") or _is_module(module, name):
        return ""
    for names, sentence in _EXPECTED.get(module, {}).items():
        if name in names.split():
            return sentence
    for each in _PUBLIC:
        other = f"{_PACKAGE}.{each}"
        if other != module and name in _names(other):
            return f"Use `from {other} import {name}`."
    if module != _PACKAGE and name in _names(_PACKAGE):
        return f"Use `from {_PACKAGE} import {name}`."
    return ""


def hinting_getattr(module: str) -> Callable[[str], object]:
    """Return a `__getattr__` for a module that raises with a hint."""

    def resolve(name: str) -> object:
        hint = module_hint(module, name)
        message = f"module {module!r} has no attribute {name!r}"
        raise AttributeError(f"{message}. {hint}" if hint else message)

    return resolve


def _is_module(package: str, name: str) -> bool:
    """Return whether a name is a submodule: `from runql import plots` searches for an attribute first."""
    folders = getattr(sys.modules.get(package), "__path__", None)
    return folders is not None and PathFinder.find_spec(f"{package}.{name}", folders) is not None


def _names(module: str) -> frozenset[str]:
    """Return the public names of a module without importing it, which may load large libraries."""
    import ast

    spec = find_spec(module)
    loader: Any = spec.loader if spec else None
    source: str | None = loader.get_source(module) if loader else None
    for node in ast.walk(ast.parse(source or "")):
        if isinstance(node, ast.Assign) and "__all__" in map(ast.unparse, node.targets):
            return frozenset(ast.literal_eval(node.value))
    return frozenset()
