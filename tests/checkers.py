"""mypy as the project configures it, on files that tests write."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
CACHE = ROOT / ".mypy_cache"


def mypy(*files: Path) -> str:
    """Return what mypy prints; it shares the cache of `make check`, in which only those files are new."""
    CACHE.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml"]
    with (CACHE / "tests.lock").open("w") as lock:
        # Two at once would both check everything when there is no cache yet.
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = subprocess.run(
            [*command, "--cache-dir", str(CACHE), *map(str, files)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert not done.stderr
    return done.stdout
