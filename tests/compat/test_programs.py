"""Programs as users write them give the same on `wandb` 0.31.0 and on `runql.compat`, except what is listed here.

The official SDK fills a sandbox once; each client runs all programs on a copy of its data.
"""

from __future__ import annotations

import dataclasses
import fcntl
import json
import os
import shutil
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from runql.testing import Sandbox, SandboxUser
from tests import forked
from tests.official_environment import official_environment

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent
PROGRAMS = sorted(path.stem for path in (HERE / "programs").glob("*.py"))
LOGGED = HERE.parent / "official" / "programs.py"
PARTS = ("trainings", "others", "sweep")

# Intended differences, with reasons. An entry fails if its program prints the same on both, so that it is removed.
DIFFERENT: dict[str, str] = {
    "sweep_best_sorted": "best_run() follows the goal of the sweep, where wandb gives the greatest loss",
    "table_json_normalize": "nested values of a summary are dicts, which pandas unfolds",
}

LEAST_EQUAL = 0.95

_PATH = "a download is a path; "
_TIME = "the error is one of another library, and names the type: a time is a datetime"
# Programs that fail on plain runql, and the replacement that the error names.
HINTS: dict[str, str] = {
    "curves_at_once": 'for row in run.history(samples=500, format="records")',
    "file_json": "path.read_text()",
    "files_last_checkpoint": "path.read_text()",
    "run_logged_tables": "path.read_text()",
    "sweep_best_sorted": "'summary_metrics.val_loss'",
}
UNTOLD: dict[str, str] = {
    "date_dateutil": _TIME,
    "date_fromisoformat": _TIME,
    "file_download_name": _PATH + "its name is the last part",
    "file_exists": "download() raises only if the content of the file differs",
    "runs_by_date": _TIME,
    "scan_none": "rows lack keys that were not logged, and the error names the key",
}
# Values that differ on plain runql, and what a user gains.
_TIMES = "times are aware datetimes"
_ERRORS = "the error is a class that says what failed, and a ValueError where wandb has one"
_ROWS = "all rows that have any of the keys, not a sample of those that have all"
PLAIN_DIFFERENT: dict[str, str] = {
    "artifact_attributes": _TIMES,
    "artifact_checkout": _PATH + "methods of strings work on it",
    "artifact_download": _PATH + "methods of strings work on it",
    "artifact_entry": _ERRORS,
    "artifact_missing": _ERRORS,
    "artifact_verify": _ERRORS,
    "create_project": "the path of a project prints as a path, and reads as a list",
    "curve_sampled": _ROWS,
    "curve_x_axis": "the step is among the columns",
    "errors_bad_path": _ERRORS,
    "errors_missing_project": _ERRORS,
    "file_missing": _ERRORS,
    "history_two_keys": _ROWS,
    "mcp_query_runs": _TIMES,
    "mcp_run_details": _ERRORS,
    "notebook_display": "a link, which loads no page until it is opened",
    "projects_overview": "the path of a project prints as a path, and reads as a list",
    "run_attributes": _TIMES,
    "scan_two_keys": "rows that only have W&B's own keys are left out",
    "table_json_normalize": DIFFERENT["table_json_normalize"],
}


def environment(sandbox: Sandbox, user: SandboxUser, scratch: Path) -> dict[str, str]:
    return official_environment(sandbox, user, scratch, PYTHONWARNINGS="ignore")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SandboxUser]:
    """The data folder of a sandbox that the official SDK has logged to: one for all processes of pytest."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "programs-data"
    folder.mkdir(exist_ok=True)
    data, written = folder / "data", folder / "user.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not written.exists():
            shutil.rmtree(data, ignore_errors=True)
            user = fill(data, tmp_path_factory.mktemp("wandb"))
            written.write_text(json.dumps(dataclasses.asdict(user)))
    return data, SandboxUser(**json.loads(written.read_text()))


def fill(data: Path, scratch: Path) -> SandboxUser:
    """Let the official SDK log to a sandbox on a data folder."""
    with Sandbox(data) as sandbox:
        user = sandbox.create_user("entity")
        env = environment(sandbox, user, scratch)
        with ExitStack() as stack:
            logging = [
                forked.official.start([LOGGED, part], env=env, cwd=scratch) for part in PARTS
            ]
            for each in logging:
                stack.enter_context(each)
            assert [each.wait(timeout=120) for each in logging] == [0] * len(PARTS)
    return user


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


@pytest.fixture(scope="module")
def plain(
    filled: tuple[Path, SandboxUser], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, dict[str, Any]]:
    return programs_on("runql", filled, tmp_path_factory.mktemp("plain"))


@pytest.mark.parametrize("name", PROGRAMS)
def test_with_the_import_changed_a_program_runs_or_its_error_says_what_to_write(
    name: str, official: Mapping[str, dict[str, Any]], plain: Mapping[str, dict[str, Any]]
) -> None:
    ours = plain[name]
    if name in HINTS:
        assert HINTS[name] in ours["error"], ours
    elif name in UNTOLD:
        assert "error" in ours, f"take {name!r} out of UNTOLD"
    else:
        assert "error" not in ours, ours
        found = same(ours["result"], official[name]["result"])
        assert found != (name in PLAIN_DIFFERENT), (ours["result"], official[name]["result"])


def test_nearly_all_programs_give_the_same() -> None:
    assert set(DIFFERENT) <= set(PROGRAMS)
    assert len(PROGRAMS) - len(DIFFERENT) >= LEAST_EQUAL * len(PROGRAMS)
