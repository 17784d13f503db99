"""The packages that a message names are sufficient."""

from __future__ import annotations

import importlib
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from runql import cli
from runql.cli import app, codegen, model_source
from runql.errors import MissingDependencyError

ROOT = Path(__file__).parents[2]
EXTRAS: dict[str, list[str]] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"][
    "optional-dependencies"
]
HINT = re.compile(r"runql\[([a-z0-9,]+)\]")

# Packages that each command imports in addition to the core dependencies.
COMMANDS = {
    "codegen init": ("typer", *codegen._NEEDS),
    "export entity/project --to folder": ("typer", "pyarrow"),
    "export entity/project --to file --format duckdb": ("typer", "pyarrow", "duckdb"),
    "migrate script.py": ("typer", "libcst"),
    "models entity/project": ("typer", "jinja2"),
    "sandbox --help": ("typer", *app._SANDBOX_NEEDS, "xxhash"),
    "schema diff": ("typer", *codegen._NEEDS),
    "verify folder": ("typer", "pyarrow"),
    "--help": ("typer",),
}


def installed_with(extras: str) -> set[str]:
    found = (each for extra in extras.split(",") for each in EXTRAS[extra])
    return {re.split(r"[<>=\[; ]", each)[0].lower() for each in found}


def lacking(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Import nothing of this name; `find_spec` does not find it either."""
    found = importlib.util.find_spec

    def find_spec(wanted: str, package: str | None = None) -> Any:
        return None if wanted == name else found(wanted, package)

    monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setattr("importlib.util.find_spec", find_spec)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_command_names_what_is_enough_for_it(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["runql", *command.split()])
    monkeypatch.delitem(sys.modules, "runql.cli.app")
    lacking(monkeypatch, "typer")
    with pytest.raises(SystemExit) as ended:
        cli.main()
    hint = HINT.search(str(ended.value))
    assert hint is not None
    assert str(ended.value).startswith("runql: The command requires typer, which is not installed.")
    names = packages_distributions()
    wanted = {names[module][0].lower() for module in COMMANDS[command]}
    assert wanted <= installed_with(hint[1])


def test_models_are_refused_before_runs_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    lacking(monkeypatch, "jinja2")
    with pytest.raises(MissingDependencyError, match=r"pip install 'runql\[models\]'"):
        model_source.require_templates()


def test_every_extra_that_a_message_names_exists() -> None:
    named = {
        extra
        for path in (ROOT / "src").rglob("*.py")
        for hint in HINT.findall(path.read_text(encoding="utf-8"))
        for extra in hint.split(",")
    }
    assert {"pandas", "sandbox"} <= named
    assert named <= set(EXTRAS)
