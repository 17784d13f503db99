"""`runql schema` against a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
from graphql import build_schema, lexicographic_sort_schema, print_schema
from typer.testing import CliRunner

from runql._codegen.schema.servers import read_schema
from runql.cli.app import app
from runql.errors import RunQLError
from runql_sandbox.schema.executable import executable_schema

if TYPE_CHECKING:
    from pathlib import Path

    from runql.testing import Sandbox, SandboxUser

QUERY = "query Who { viewer { username } }"


@pytest.fixture
def project(
    sandbox: Sandbox, user: SandboxUser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A project whose schema is that of the sandbox, found by the usual settings."""
    for name, value in sandbox.environment(user).items():
        monkeypatch.setenv(name, value)
    (tmp_path / "pyproject.toml").write_text(
        f'[tool.runql.codegen]\npackage = "mine"\nschema = "{sandbox.base_url}"\n'
    )
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "who.graphql").write_text(QUERY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def runql(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(arguments))
    return done.exit_code, done.output


def test_a_schema_is_pulled_with_the_users_key(project: Path, sandbox: Sandbox) -> None:
    code, output = runql("codegen")
    assert code == 1
    assert "Run: runql schema pull" in output
    host = sandbox.base_url.removeprefix("http://")
    assert runql("schema", "pull") == (0, f"schema.graphql: written, from {host}\n")
    text = (project / "schema.graphql").read_text()
    assert text.startswith(f"# Read from {host} by `runql schema pull`. Do not edit.\n")
    served = print_schema(lexicographic_sort_schema(executable_schema()))
    pulled = build_schema(text)
    assert {name for name in pulled.type_map if not name.startswith("__")} == {
        name for name in build_schema(served).type_map if not name.startswith("__")
    }
    assert runql("schema", "pull") == (0, f"schema.graphql: unchanged, from {host}\n")
    assert [each.name for each in project.iterdir() if "part" in each.name] == []
    assert runql("codegen")[0] == 0


def test_a_schema_without_a_setting_is_that_of_the_usual_server(project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.runql.codegen]\npackage = "mine"\n')
    code, output = runql("schema", "pull")
    assert code == 0
    assert 'To use it, set schema = "schema.graphql"' in output


def test_a_server_that_refuses_is_reported_and_nothing_is_written(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WANDB_API_KEY", "x" * 40)
    code, output = runql("schema", "pull")
    assert code == 1
    assert "WANDB_API_KEY" in output
    assert not (project / "schema.graphql").exists()


def test_a_server_without_introspection_says_so(
    project: Path, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(*_: object, **__: object) -> httpx.Response:
        return httpx.Response(200, json={"data": {}})

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", answer)
    with pytest.raises(RunQLError, match="returned no usable schema"):
        read_schema(sandbox.base_url)


def test_the_difference_names_the_operations_that_it_touches(
    project: Path, sandbox: Sandbox
) -> None:
    assert runql("schema", "pull")[0] == 0
    kept = project / "schema.graphql"
    text = kept.read_text()
    code, output = runql("schema", "diff")
    assert (code, output) == (0, "# Schema changes\n\nNone.\n")
    newer = project / "newer.graphql"
    newer.write_text(text.replace("  username: String\n", "  login: String\n"))
    assert newer.read_text() != text
    code, output = runql("schema", "diff", "newer.graphql")
    assert code == 1
    assert "| `User.username` |" in output
    assert "| Who |" in output
    assert "## Operations that no longer work" in output
    kept.write_text(text.replace("  username: String\n", "  username: String\n  old: String\n"))
    code, output = runql("schema", "diff")
    assert code == 0
    assert "`User.old`" in output
    assert kept.read_text() != text


def test_the_shipped_schema_differs_in_nothing_from_the_sandbox_that_serves_it(
    project: Path, sandbox: Sandbox
) -> None:
    (project / "pyproject.toml").write_text('[tool.runql.codegen]\npackage = "mine"\n')
    code, output = runql("schema", "diff", sandbox.base_url)
    assert (code, output) == (0, "# Schema changes\n\nNone.\n")
