"""Clients that are dropped without `close()`: their connections are closed, and Python has nothing to warn of."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

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

ASYNC_PROGRAM = """
import asyncio
import gc
from runql import AsyncApi

async def work(api):
    run = await api.run("left/kept")
    await run.upload_file(b"x" * 1000, name="x.bin")
    await (await run.file("x.bin")).download("out", replace=True)
    return run

async def dropped_while_the_loop_runs():
    await AsyncApi().create_run("left", run_id="kept")
    await work(AsyncApi())
    gc.collect()
    await asyncio.sleep(0)
    await asyncio.gather(*(AsyncApi().runs("left").total() for _ in range(3)))

async def dropped_with_the_loop():
    api = AsyncApi()
    kept = await work(api)
    print(await api.runs("left").total())

asyncio.run(dropped_while_the_loop_runs())
asyncio.run(dropped_with_the_loop())
"""


@pytest.mark.parametrize("program", [PROGRAM, ASYNC_PROGRAM], ids=["sync", "async"])
def test_a_dropped_client_leaves_no_open_connection(
    sandbox: Sandbox, user: SandboxUser, tmp_path: Path, program: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "always::ResourceWarning", "-c", program],
        env=sandbox.environment(user),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("1\n", "", 0)
