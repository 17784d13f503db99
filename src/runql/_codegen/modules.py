"""Names of generated modules, which follow the folders of queries/."""

from __future__ import annotations

__all__ = ["dotted", "flat_name", "import_as", "root_of"]


def dotted(stem: str) -> str:
    """Return the dotted path of a stem: `artifacts.edits` for `artifacts/edits`."""
    return stem.replace("/", ".")


def flat_name(stem: str) -> str:
    """Return a stem as an identifier: `artifacts_edits` for `artifacts/edits`."""
    return stem.replace("/", "_").strip("_")


def root_of(module: str) -> str:
    """Return the relative name of the package in a module: `...` for `ops/artifacts/edits`."""
    return "." * (module.count("/") + 1)


def import_as(root: str, folder: str, stem: str, name: str) -> str:
    """Return an import statement for the module of a stem under another name."""
    package, _, module = f"{folder}/{stem}".rpartition("/")
    return f"from {root}{dotted(package)} import {module} as {name}"
