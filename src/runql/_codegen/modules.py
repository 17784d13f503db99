"""Names of generated modules that follow the folders of queries/."""

from __future__ import annotations

__all__ = ["dotted", "flat_name", "import_as", "root_of"]


def dotted(stem: str) -> str:
    """Return the dotted path of a stem: `artifacts.edits` for `artifacts/edits`."""
    return stem.replace("/", ".")


def flat_name(stem: str) -> str:
    """Return a stem as one identifier: `artifacts_edits` for `artifacts/edits`."""
    return stem.replace("/", "_").strip("_")


def root_of(module: str) -> str:
    """Return how a module of the package names the package: `...` for `ops/artifacts/edits`."""
    return "." * (module.count("/") + 1)


def import_as(root: str, folder: str, stem: str, name: str) -> str:
    """Return the statement that imports the module of a stem under another name."""
    package, _, module = f"{folder}/{stem}".rpartition("/")
    return f"from {root}{dotted(package)} import {module} as {name}"
