"""`runql models` on a project that the sandbox holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from runql import Api
from runql.cli.app import app
from runql_sandbox.demo.world import fill_training

if TYPE_CHECKING:
    from pathlib import Path

    from runql.testing import Sandbox, SandboxUser

runner = CliRunner()


@pytest.fixture(scope="module")
def filled(sandbox: Sandbox, user: SandboxUser) -> str:
    fill_training(sandbox.base_url, user.api_key, user.entity, project="p")
    return f"{user.entity}/p"


@pytest.fixture(autouse=True)
def environment(sandbox: Sandbox, user: SandboxUser, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in sandbox.environment(user).items():
        monkeypatch.setenv(name, value)


def test_models_are_written_and_changes_told(filled: str, tmp_path: Path) -> None:
    target = tmp_path / "models.py"
    first = runner.invoke(app, ["models", filled, "-o", str(target)])
    assert first.exit_code == 0, first.output
    assert "written, from 24 runs" in first.output
    source = target.read_text()
    assert "learning_rate: float" in source
    assert runner.invoke(app, ["models", filled, "-o", str(target), "--check"]).exit_code == 0
    with Api() as api:
        run = api.runs(filled)[0]
        run.config["learning_rate"] = "auto"
        run.update()
    checked = runner.invoke(app, ["models", filled, "-o", str(target), "--check"])
    assert checked.exit_code == 1
    assert "~ Config.learning_rate: float -> float | str" in checked.output
    assert target.read_text() == source
    again = runner.invoke(app, ["models", filled, "-o", str(target)])
    assert "1 change, from 24 runs" in again.output
    assert "learning_rate: float | str" in target.read_text()


def test_a_project_that_is_not_there_is_said_and_nothing_written(tmp_path: Path) -> None:
    target = tmp_path / "models.py"
    done = runner.invoke(app, ["models", "nobody/nothing", "-o", str(target)])
    assert done.exit_code == 1
    assert "Project not found: nobody/nothing" in done.output
    assert not target.exists()


def test_filters_and_a_limit_choose_the_runs(filled: str, tmp_path: Path) -> None:
    target = tmp_path / "models.py"
    arguments = ["--filters", "state == 'failed'", "--limit", "2"]
    done = runner.invoke(app, ["models", filled, "-o", str(target), *arguments])
    assert "from 2 runs" in done.output
