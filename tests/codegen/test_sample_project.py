"""A project of a user from an empty folder: install the wheel, generate, check types, run, replay."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.checkers import copied_cache, options_of_cache

if TYPE_CHECKING:
    from runql.testing import Sandbox, SandboxUser

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests" / "sample"

PYRIGHT = """
[tool.pyright]
typeCheckingMode = "strict"
venvPath = "{parent}"
venv = "{name}"
extraPaths = ["{installed}"]
"""


class Folder:
    """An empty folder with an environment, in which the wheel of runql is installed and its source is not."""

    def __init__(self, path: Path, environment: Path, installed: Path) -> None:
        self.path = path
        self.python = environment / "bin" / "python"
        self.environment = environment
        self.installed = installed

    def run(self, *command: str, **variables: str) -> str:
        plain = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("WANDB_", "PYTHON", "RUNQL_"))
        }
        done = subprocess.run(
            command,
            cwd=self.path,
            env={**plain, "HOME": str(self.path), "NO_COLOR": "1", **variables},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def runql(self, *arguments: str, **variables: str) -> str:
        return self.run(str(self.python), "-m", "runql", *arguments, **variables)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(ROOT)], check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def folder(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    top = tmp_path_factory.mktemp("user")
    environment = top / "environment"
    venv.create(environment, symlinks=True)
    packages = Path(
        sysconfig.get_path("purelib", vars={"base": str(environment), "platbase": str(environment)})
    )
    # Dependencies are those of the tests; what is installed in development mode stays behind.
    (packages / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    path = top / "lab"
    path.mkdir()
    return Folder(path, environment, packages)


@pytest.fixture(scope="module")
def project(folder: Folder) -> Folder:
    """The sample project, generated."""
    where = folder.run(str(folder.python), "-c", "import runql; print(runql.__file__)")
    assert str(folder.installed) in where
    folder.runql("codegen", "init", "--package", "lab_queries")
    (folder.path / "queries" / "runs.graphql").unlink()
    for name in ("lab.graphql", "lab.py"):
        target = folder.path / "queries" if name.endswith("graphql") else folder.path
        shutil.copy(SAMPLE / name, target / name)
    assert "3 operations" in folder.runql("codegen")
    assert "is up to date" in folder.runql("codegen", "--check")
    return folder


CONSOLE = re.compile(r"^```console\n\$ (.*)\n((?:.+\n)*?)```$", re.MULTILINE)
FILE = re.compile(r'^```python title="(\w+\.py)"\n(.*?)^```', re.MULTILINE | re.DOTALL)


def test_the_tutorial_works_as_written(folder: Folder, sandbox: Sandbox, tmp_path: Path) -> None:
    """Five commands lead from an empty folder to a typed query."""
    page = (ROOT / "docs" / "graphql.md").read_text()
    commands = CONSOLE.findall(page)
    assert len(commands) == 5
    assert commands[0] == ('pip install "runql[codegen]"', "")
    user = sandbox.create_user("tutorial")
    with sandbox.api(user) as api:
        for number in range(4):
            api.create_run("mnist", name=f"run-{number}")
    here = Folder(tmp_path, folder.environment, folder.installed)
    for name, code in FILE.findall(page):
        (tmp_path / name).write_text(code)
    printed: dict[str, str] = {}
    for command, output in commands[1:]:
        program, _, rest = command.partition(" ")
        arguments = [
            str(here.python),
            *(["-m", "runql"] if program == "runql" else []),
            *rest.split(),
        ]
        printed[command] = here.run(*arguments, **sandbox.environment(user))
        assert output in ("", printed[command])
    lines = printed["python best.py"].splitlines()
    assert len(set(lines)) == 3
    assert all(re.fullmatch(r"run-\d running tutorial", line) for line in lines)


def test_mypy_is_content(project: Folder, tmp_path: Path) -> None:
    project.run(
        *(sys.executable, "-m", "mypy", *options_of_cache()),
        *("--python-executable", str(project.python)),
        *("--cache-dir", str(copied_cache(tmp_path / "cache")), "lab.py", "lab_queries"),
    )


def test_pyright_is_content(project: Folder) -> None:
    settings = PYRIGHT.format(
        parent=project.environment.parent,
        name=project.environment.name,
        installed=project.installed,
    )
    text = (project.path / "pyproject.toml").read_text()
    (project.path / "pyproject.toml").write_text(text + settings)
    variables = {name: os.environ[name] for name in ("HOME",) if name in os.environ}
    project.run(str(Path(sys.executable).parent / "pyright"), "lab.py", "lab_queries", **variables)


def test_it_runs_on_a_server_and_replays_without_one(
    project: Folder, sandbox: Sandbox, user: SandboxUser
) -> None:
    with sandbox.api(user) as api:
        for number in range(3):
            api.create_run("lab", name=f"run-{number}", config={"lr": number})
    python = str(project.python)
    recorded = project.run(python, "lab.py", "record", **sandbox.environment(user))
    assert recorded.splitlines() == [
        f"run-{number} by {user.username} with ['lr']" for number in range(3)
    ]
    text = (project.path / "lab.json").read_text()
    assert user.api_key not in text
    assert project.run(python, "lab.py", "replay") == recorded
