"""The command line in this process: its output, its exit code, and nothing that changes from day to day."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from syrupy.extensions.amber import AmberSnapshotExtension
from typer.testing import CliRunner

from tests.cli.data import Laid, lay

if TYPE_CHECKING:
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion
    from typer.testing import Result

    from runql.testing import Sandbox

Command = Callable[..., "Result"]
Told = Callable[["Result"], str]

_CHANGING = (
    (r"20\d\d-\d\d-\d\d([T ])\d\d:\d\d:\d\d(?:\.\d+)?(Z?)", r"2026-01-01\g<1>00:00:00\g<2>"),
    (r"^(duration +).*$", r"\g<1>0s"),
    (r'("duration": )[\d.]+', r"\g<1>0.5"),
    (r"\b[A-Za-z0-9+/]{16,}={1,2}", "ID"),
    (r'(?<=")(?:UnVu|U3dl|Vmll|UHJv|QXJ0)[A-Za-z0-9+/]+={0,2}', "ID"),
    (r"^((?:storage_)?id +)[A-Za-z0-9+/=:]{12,}$", r"\g<1>ID"),
)


@pytest.fixture(scope="session")
def laid(sandbox: Sandbox) -> Laid:
    """The data of the commands, which tests do not change."""
    return lay(sandbox, sandbox.create_user("cli", organization="cli-org"))


@pytest.fixture
def environment(
    sandbox: Sandbox, laid: Laid, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> pytest.MonkeyPatch:
    """The variables of a user at a terminal of 100 characters, with folders of their own."""
    for name, value in sandbox.environment(laid.user).items():
        monkeypatch.setenv(name, value)
    for name in ("NETRC", "WANDB_CONFIG_DIR", "XDG_CACHE_HOME", "WANDB_CACHE_DIR", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    for name in ("WANDB_ENTITY", "WANDB_PROJECT", "RUNQL_DEBUG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.chdir(tmp_path)
    return monkeypatch


@pytest.fixture
def command(environment: pytest.MonkeyPatch) -> Command:
    """Run a command line."""
    from runql.cli.app import app

    def run(*arguments: str, input: str | None = None) -> Result:  # noqa: A002 - as in the runner
        return CliRunner().invoke(app, list(arguments), input=input, prog_name="runql")

    return run


@pytest.fixture
def told(laid: Laid, tmp_path: Path) -> Told:
    """Return what a command wrote, without what changes from day to day."""

    def shown(result: Result) -> str:
        text = f"exit {result.exit_code}\n{result.stdout}"
        if result.stderr:
            text += f"--- standard error\n{result.stderr}"
        for changing, name in {**laid.names, str(tmp_path): "FOLDER"}.items():
            text = text.replace(changing, name)
        for pattern, fixed in _CHANGING:
            text = re.sub(pattern, fixed, text, flags=re.MULTILINE)
        return text

    return shown


@pytest.fixture
def printed(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare texts with one readable file per test module."""
    return snapshot.use_extension(AmberSnapshotExtension)
