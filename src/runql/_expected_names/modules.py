"""Hints for names that a module of runql does not have."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

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
    if name.startswith("_"):
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


def _names(module: str) -> frozenset[str]:
    try:
        return frozenset(import_module(module).__all__)
    except ImportError:
        return frozenset()  # an extra of this module is not installed
