"""Outputs that cannot be written: one line on standard error, an exit code, and no file that is half-written."""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.data import Laid
    from tests.fix_cli import Command

RUNQL = [sys.executable, "-c", "from runql.cli import main; main()"]
FULL = Path("/dev/full")

needs_full = pytest.mark.skipif(not FULL.exists(), reason="the system has no full device")


@pytest.fixture
def own_full(tmp_path: Path) -> Path:
    """A full device that the user cannot delete, or a copy of it that may be deleted."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return FULL
    own = tmp_path / "full"
    try:
        os.mknod(own, stat.S_IFCHR | 0o666, os.makedev(1, 7))
        own.write_text("")
    except OSError:
        pytest.skip("the file system has no devices")
    return own


LINES = (
    "--help",
    "--version",
    "runs --help",
    "runs list --help",
    "models --help",
    "whoami",
    "runs list mnist",
    "runs list mnist --json",
    "runs list mnist --format csv",
    "runs list mnist --format jsonl",
    "runs show mnist/first",
    "runs history mnist/first --keys loss --format csv",
    "runs history mnist/first --format parquet",
    "logs mnist/first",
    "projects list",
    "api 'query { viewer { username } }'",
)


@needs_full
@pytest.mark.parametrize("buffered", [True, False], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("line", LINES)
def test_a_full_device_is_one_line(
    line: str, buffered: bool, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv("PYTHONUNBUFFERED", "" if buffered else "1")
    with FULL.open("w") as full:
        done = subprocess.run(
            [*RUNQL, *shlex.split(line)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, "runql: No space left on device.\n")


@needs_full
@pytest.mark.parametrize("line", ["--help", "user x --data data"])
def test_a_full_device_is_one_line_of_the_sandbox(line: str, tmp_path: Path) -> None:
    with FULL.open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "runql_sandbox", *shlex.split(line)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            cwd=tmp_path,
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, "runql sandbox: No space left on device.\n")


@needs_full
def test_the_full_device_of_a_failed_command_is_not_told(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("PYTHONUNBUFFERED", "")
    with FULL.open("w") as full:
        done = subprocess.run(
            [*RUNQL, "runs", "history", "mnist/first", "--keys", "los", "--format", "csv"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("runql: The run ")
    assert "No space left" not in done.stderr


@needs_full
@pytest.mark.parametrize(
    "line", ["runs history mnist/first --format parquet -o", "models mnist --output"]
)
def test_a_file_on_a_full_device_is_one_line(line: str, command: Command, own_full: Path) -> None:
    done = command(*shlex.split(line), str(own_full))
    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
    assert done.stderr.startswith("runql: ")
    assert "No space left" in done.stderr
    assert own_full.is_char_device(), "a device is not replaced by a file"


@pytest.mark.parametrize(
    "line", ["runs history mnist/first --format parquet -o", "models mnist --output"]
)
@pytest.mark.parametrize(
    ("target", "reason"), [("no/such", "No such file"), ("folder", "Is a directory")]
)
def test_a_file_that_cannot_be_written_is_one_line(
    line: str, target: str, reason: str, command: Command, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    done = command(*shlex.split(line), str(tmp_path / target))
    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
    assert done.stderr.startswith("runql: ")
    assert reason in done.stderr
    assert sorted(each.name for each in tmp_path.rglob("*.part")) == []


def test_an_output_is_replaced_at_once_and_keeps_its_mode(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, link = tmp_path / "models.py", tmp_path / "link.py"
    target.write_bytes(b"\xff not Python")
    target.chmod(0o640)
    link.symlink_to(target)
    write = Path.write_text

    def full(self: Path, text: str, **options: str) -> int:
        write(self, text[:100], **options)
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_text", full)
    done = command("models", "mnist", "--output", str(link))
    assert done.stderr == f"runql: No space left on device: {link}.\n"
    assert target.read_bytes() == b"\xff not Python"
    monkeypatch.setattr(Path, "write_text", write)
    done = command("models", "mnist", "--output", str(link))
    assert done.exit_code == 0, done.stderr
    assert link.is_symlink()
    assert "class Config" in target.read_text()
    assert target.stat().st_mode & 0o777 == 0o640 or os.name == "nt"


def test_what_is_missing_is_told_alike(command: Command, laid: Laid) -> None:
    for line in (
        "models nowhere",
        "models mnist/a/b/c",
        "export nowhere --to there",
        "verify there",
        "runs list nowhere",
        "sweeps list nowhere",
        "reports list nowhere",
        "artifacts list nowhere",
        "files list nowhere/x",
        "logs nowhere/x",
        "migrate there",
        "codegen --check",
    ):
        done = command(*shlex.split(line))
        assert done.exit_code in (1, 2), line
        assert done.stderr.startswith("runql: "), line
        assert done.stdout == "", line
    assert command("models", "nowhere").exit_code == 1
    assert command("models", "mnist/a/b/c").exit_code == 2
