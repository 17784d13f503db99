"""Clients that are dropped without `close()`: their connections are closed, and Python has nothing to warn of."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from runql.testing import Sandbox, SandboxUser

PROGRAM = """
import gc
from runql import Api

Api().create_run("dropped", run_id="kept")
gc.collect()

def work(api):
    run = api.run("dropped/kept")
    run.upload_file(b"x" * 1000, name="x.bin")
    run.file("x.bin").download("out", replace=True)
    return run

work(Api())
gc.collect()
kept = work(Api())
print(len(Api().runs("dropped")))
"""


def test_a_dropped_client_leaves_no_open_connection(
    sandbox: Sandbox, user: SandboxUser, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "always::ResourceWarning", "-c", PROGRAM],
        env=sandbox.environment(user),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("1\n", "", 0)
