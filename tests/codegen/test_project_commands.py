"""The commands `runql codegen` and `runql codegen init`."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from runql._codegen.project.build import build
from runql._codegen.project.settings import load_settings, project_root
from runql._codegen.project.starter import EXAMPLE, start, update_editor_files
from runql.cli.app import app
from runql.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fix_codegen_project import Project


def test_settings_are_those_of_the_nearest_project(user_project: Project) -> None:
    inner = user_project.root / "a" / "b"
    inner.mkdir(parents=True)
    assert project_root(inner) == user_project.root


def test_init_writes_what_editors_and_codegen_read(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"')
    settings = load_settings(tmp_path, queries="queries", package="src/x_queries")
    written = start(settings)
    assert [(each.path, each.written) for each in written] == [
        ("pyproject.toml", True),
        ("queries/runs.graphql", True),
        ("graphql.config.yml", True),
    ]
    text = (tmp_path / "pyproject.toml").read_text()
    assert text == (
        '[project]\nname = "x"\n\n[tool.runql.codegen]\nqueries = "queries"\npackage = "src/x_queries"\n'
    )
    assert (tmp_path / "queries" / "runs.graphql").read_text() == EXAMPLE
    assert "fragment RunFull on Run" in (tmp_path / ".runql" / "fragments.graphql").read_text()
    assert "type Query" in (tmp_path / ".runql" / "schema.graphql").read_text()
    with pytest.raises(UsageError, match="already"):
        start(settings)
    assert build(load_settings(tmp_path)).operations == 1


def test_init_keeps_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "mine.graphql").write_text("query A { viewer { id } }")
    (tmp_path / "graphql.config.yml").write_text("schema: mine\n")
    settings = load_settings(tmp_path, queries="queries", package="p")
    assert [each.written for each in start(settings)] == [True, False, False]
    assert [each.name for each in (tmp_path / "queries").iterdir()] == ["mine.graphql"]


def test_files_for_editors_are_only_kept_where_there_is_a_configuration(
    user_project: Project,
) -> None:
    update_editor_files(user_project.settings)
    assert not (user_project.root / ".runql").exists()


def invoke(
    user_project: Project, monkeypatch: pytest.MonkeyPatch, *arguments: str
) -> tuple[int, str]:
    monkeypatch.chdir(user_project.root)
    done = CliRunner().invoke(app, list(arguments))
    return done.exit_code, done.output


def test_the_command_writes_and_checks(
    user_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, output = invoke(user_project, monkeypatch, "codegen", "--check")
    assert code == 1
    assert f"missing   src/{user_project.name}/client.py" in output
    assert "is out of date. Run: runql codegen" in output
    code, output = invoke(user_project, monkeypatch, "codegen")
    assert code == 0
    assert f"src/{user_project.name}: 4 operations" in output
    assert invoke(user_project, monkeypatch, "codegen", "--check") == (
        0,
        f"src/{user_project.name} is up to date\n",
    )
    code, output = invoke(user_project, monkeypatch, "codegen", "--package", "src/other", "--check")
    assert code == 1


def test_the_command_reports_mistakes(
    user_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    user_project.write("mine", "query A { viewr { id } }")
    code, output = invoke(user_project, monkeypatch, "codegen")
    assert code == 2
    assert "graphql/mine.graphql:1:11: L0 Cannot query field 'viewr'" in output
    code, output = invoke(user_project, monkeypatch, "codegen", "--scalar", "Date")
    assert "--scalar must be NAME=TYPE" in output
    code, output = invoke(user_project, monkeypatch, "codegen", "--check", "--watch")
    assert code == 2
    code, output = invoke(user_project, monkeypatch, "codegen", "--check", "init")
    assert "Pass options after the subcommand" in output


def test_watching_writes_again_when_a_query_changes(user_project: Project) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "runql", "codegen", "--watch"],
        cwd=user_project.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert "4 operations" in process.stdout.readline()
        time.sleep(1)
        user_project.write("more", "query Broken { viewr { id } }")
        assert "more.graphql:1:16: L0" in process.stdout.readline()
        user_project.write("more", "query More { viewer { id } }")
        assert "5 operations" in process.stdout.readline()
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()
    assert "more.py" in user_project.files()
