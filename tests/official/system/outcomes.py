"""Outcomes of the official tests: one file of outcomes for each of their files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.official.system.backend import backend
from tests.official.system.environments import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["FOLDER", "Outcome", "outcomes_of", "run_file", "test_files"]

FOLDER: Final = "tests/system_tests"
"""Where a checkout of wandb has the tests that talk to a server."""

_PLUGINS: Final = Path(__file__).parent / "plugins"
_FILE_SECONDS: Final = 1200


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a test: passed, failed, skipped or expected failure, and the reason."""

    test: str
    outcome: str
    why: str


def test_files(checkout: Path, patterns: Sequence[str]) -> list[str]:
    """Return the files of tests, relative to their folder; those that match a pattern, if there is one."""
    folder = checkout / FOLDER
    found = sorted(str(path.relative_to(folder)) for path in folder.rglob("test_*.py"))
    return [
        name
        for name in found
        if not patterns or any(fnmatchcase(name, f"*{each}*") for each in patterns)
    ]


def run_file(
    python: Path, checkout: Path, name: str, *, compat: bool, seconds: int, kept: Path
) -> None:
    """Run the tests of a file on a sandbox of their own, and keep the outcomes."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory("-official") as scratch, backend(Path(scratch, "data")) as at:
        outcomes, home, settings = (Path(scratch, each) for each in ("outcomes", "home", "ini"))
        home.mkdir()
        outcomes.touch()
        settings.write_text("[pytest]\nasyncio_mode = auto\n")
        command = [python, "-m", "pytest", "-c", settings, "--rootdir", checkout, "-q"]
        command += ["-p", "sandbox_backend", *(["-p", "compat_client"] if compat else [])]
        command += [f"--timeout={seconds}", f"{FOLDER}/{name}"]
        environment = {key: value for key, value in os.environ.items() if key[:6] != "WANDB_"}
        environment |= {
            "OFFICIAL_TESTS": json.dumps(
                {**at, "outcomes": str(outcomes), "schema": str(ROOT / "schema.graphql")}
            ),
            "HOME": str(home),
            "PATH": f"{python.parent}{os.pathsep}{environment['PATH']}",
            "PYTHONPATH": str(_PLUGINS),
        }
        with kept.with_suffix(".txt").open("w") as printed:
            process = subprocess.Popen(
                [str(each) for each in command],
                cwd=checkout,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                process.wait(timeout=_FILE_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                with outcomes.open("a") as file:
                    late = {"test": name, "outcome": "failed", "why": "the file took too long"}
                    file.write(json.dumps(late) + "\n")
        kept.write_bytes(outcomes.read_bytes())


def outcomes_of(folder: Path) -> dict[str, list[Outcome]]:
    """Return the outcomes that were kept, by file; one for each test, and the worst where it has several."""
    return {
        str(path.relative_to(folder).with_suffix(".py")): list(_read(path))
        for path in sorted(folder.rglob("*.jsonl"))
    }


def _read(path: Path) -> Iterator[Outcome]:
    found: dict[str, Outcome] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        each = json.loads(line)
        test = each["test"].removeprefix(f"{FOLDER}/")
        if test not in found or found[test].outcome != "failed":
            found[test] = Outcome(test, each["outcome"], each["why"])
    yield from found.values()
