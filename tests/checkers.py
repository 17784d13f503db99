"""mypy as the project configures it, on files that tests write."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
import tomllib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
CACHE = ROOT / ".mypy_cache"


@contextmanager
def locked() -> Iterator[None]:
    """Use the cache alone: two at once would both check everything when there is none yet."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def options_of_cache() -> list[str]:
    """Return the options of the project without its paths: mypy takes modules of a cache with equal options only."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]
    codes = [f"--enable-error-code={each}" for each in config["enable_error_code"]]
    plain = ["--strict", f"--python-version={config['python_version']}"]
    assert config["strict"]
    return [*plain, *codes]


def copied_cache(target: Path) -> Path:
    """Return a copy of the cache, which a check with other paths may write to.

    Most of the time of a first check goes to the libraries, and those are the same.
    """
    mypy(ROOT / "src" / "runql" / "__init__.py")
    with locked():
        shutil.copytree(CACHE, target, ignore=shutil.ignore_patterns("tests.lock"))
    return target


def mypy(*files: Path) -> str:
    """Return what mypy prints; it shares the cache of `make check`, in which only those files are new."""
    command = [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml"]
    with locked():
        done = subprocess.run(
            [*command, "--cache-dir", str(CACHE), *map(str, files)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert not done.stderr
    return done.stdout
