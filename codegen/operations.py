"""Generates the package of operations from schema and queries."""

from __future__ import annotations

import contextlib
import io
import tomllib
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ariadne_codegen.main import models_only

from codegen.queries.rules import check

if TYPE_CHECKING:
    from collections.abc import Callable

    from codegen.queries.rules import Finding

__all__ = ["generate", "lint", "load_settings"]


def load_settings(root: Path) -> dict[str, Any]:
    """Read `[tool.ariadne-codegen]`, with every path made absolute."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    settings: dict[str, Any] = dict(project["tool"]["ariadne-codegen"])
    for key in ("schema_path", "queries_path", "target_package_path"):
        settings[key] = str(root / settings[key])
    return {
        "enums_module_name": "enums",
        "fragments_module_name": "fragments",
        "include_comments": "none",
        **settings,
    }


def lint(settings: dict[str, Any]) -> list[Finding]:
    """Apply the query rules."""
    return check(Path(settings["schema_path"]), Path(settings["queries_path"]))


def generate(settings: dict[str, Any], target: Path) -> Path:
    """Write the package below `target`, which must be empty.

    Returns:
        The package's directory.
    """
    config = {"tool": {"ariadne-codegen": {**settings, "target_package_path": str(target)}}}
    run: Callable[[dict[str, Any]], None] = models_only
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        # `python -m codegen schema` reports deprecations, each with the operations that use it.
        warnings.simplefilter("ignore", DeprecationWarning)
        run(config)
    return target / str(settings["target_package_name"])
