"""Programs as users write them give the same on `wandb` 0.31.0 and on `runql.compat`, except what is listed here.

The official SDK fills a sandbox once; each client runs all programs on a copy of its data.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from runql.testing import Sandbox, SandboxUser
from tests import forked

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent
PROGRAMS = sorted(path.stem for path in (HERE / "programs").glob("*.py"))
LOGGED = HERE.parent / "official" / "programs.py"
PARTS = ("trainings", "others", "sweep")

# What differs on purpose, and why. An entry whose program gives the same on both fails, so that it goes.
DIFFERENT: dict[str, str] = {}

LEAST_EQUAL = 0.95


def environment(sandbox: Sandbox, user: SandboxUser, scratch: Path) -> dict[str, str]:
    folders = ("WANDB_DIR", "WANDB_CACHE_DIR", "WANDB_CONFIG_DIR", "WANDB_DATA_DIR")
    return {
        **os.environ,
        **dict.fromkeys(folders, str(scratch)),
        **sandbox.environment(user),
        "WANDB_ERROR_REPORTING": "false",
        "WANDB_SILENT": "true",
        "PYTHONWARNINGS": "ignore",
    }


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SandboxUser]:
    """The data folder of a sandbox that the official SDK has logged to."""
    data, scratch = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("wandb")
    with Sandbox(data) as sandbox:
        user = sandbox.create_user("entity")
        env = environment(sandbox, user, scratch)
        logging = [
            subprocess.Popen([sys.executable, str(LOGGED), part], env=env, cwd=scratch)
            for part in PARTS
        ]
        assert [each.wait(timeout=120) for each in logging] == [0] * len(PARTS)
    return data, user


def programs_on(
    module: str, filled: tuple[Path, SandboxUser], scratch: Path
) -> dict[str, dict[str, Any]]:
    """Run all programs with a module in place of `wandb`, on a copy of the data."""
    data, user = filled
    shutil.copytree(data, scratch / "data")
    out = scratch / "found.json"
    with Sandbox(scratch / "data") as sandbox:
        env = {**environment(sandbox, user, scratch), "PROGRAMS_OUT": str(out)}
        command = [str(HERE / "run_programs.py"), module]
        if module == "wandb":
            forked.official.run(command, env=env, cwd=scratch, check=True)
        else:
            subprocess.run([sys.executable, *command], env=env, cwd=scratch, check=True)
        found: dict[str, dict[str, Any]] = json.loads(
            out.read_text().replace(sandbox.base_url, "http://server")
        )
    return found


@pytest.fixture(scope="module")
def official(
    filled: tuple[Path, SandboxUser], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, dict[str, Any]]:
    return programs_on("wandb", filled, tmp_path_factory.mktemp("official"))


@pytest.fixture(scope="module")
def compat(
    filled: tuple[Path, SandboxUser], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, dict[str, Any]]:
    return programs_on("runql.compat", filled, tmp_path_factory.mktemp("compat"))


def same(left: object, right: object) -> bool:
    """Equal, NaN included; a whole float equals its int."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[k], right[k]) for k in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return left == right or (left != left and right != right)


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_gives_the_same(
    name: str, official: Mapping[str, dict[str, Any]], compat: Mapping[str, dict[str, Any]]
) -> None:
    theirs, ours = official[name], compat[name]
    assert "error" not in theirs, theirs
    assert "error" not in ours, ours
    if name in DIFFERENT:
        assert not same(theirs["result"], ours["result"]), f"take {name!r} out of DIFFERENT"
    else:
        assert same(ours["result"], theirs["result"]), (ours["result"], theirs["result"])


def test_nearly_all_programs_give_the_same() -> None:
    assert set(DIFFERENT) <= set(PROGRAMS)
    assert len(PROGRAMS) - len(DIFFERENT) >= LEAST_EQUAL * len(PROGRAMS)
