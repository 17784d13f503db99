"""The programs of this folder run on plain runql after `runql migrate --fix`."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from runql.testing import Sandbox, SandboxUser
from tests.compat.test_programs import HERE, PROGRAMS, environment, filled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["filled"]

# Programs that still fail, and why.
EXPECT_ERRORS = {
    "file_exists": "download() raises only if the content of the file differs",
    "scan_none": "rows lack keys that were not logged, and the error of Python names the key",
    "sweep_best_sorted": "a comment says how to order by a metric",
}


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs after `runql migrate --fix`."""
    folder = tmp_path_factory.mktemp("migrated") / "programs"
    shutil.copytree(HERE / "programs", folder)
    command = [sys.executable, "-m", "runql", "migrate", str(folder), "--fix"]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def found(
    filled: tuple[Path, SandboxUser], migrated: Path, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, dict[str, Any]]:
    """The output of each program."""
    data, user = filled
    scratch = tmp_path_factory.mktemp("plain")
    shutil.copytree(data, scratch / "data")
    out = scratch / "found.json"
    with Sandbox(scratch / "data") as sandbox:
        env = {**environment(sandbox, user, scratch), "PROGRAMS_OUT": str(out)}
        command = [sys.executable, str(HERE / "run_programs.py"), "wandb", str(migrated)]
        subprocess.run(command, env=env, cwd=scratch, check=True)
    results: dict[str, dict[str, Any]] = json.loads(out.read_text())
    return results


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_migrated_program_runs(name: str, found: Mapping[str, dict[str, Any]]) -> None:
    assert ("error" in found[name]) == (name in EXPECT_ERRORS), found[name]


def test_migrated_programs_import_no_wandb_but_to_log_in(migrated: Path) -> None:
    left = [path.stem for path in migrated.glob("*.py") if "import wandb" in path.read_text()]
    assert left == ["login"]


def test_a_second_migration_changes_nothing(migrated: Path) -> None:
    before = {path: path.read_bytes() for path in migrated.glob("*.py")}
    command = [sys.executable, "-m", "runql", "migrate", str(migrated), "--fix"]
    subprocess.run(command, check=True, capture_output=True)
    assert {path: path.read_bytes() for path in migrated.glob("*.py")} == before
