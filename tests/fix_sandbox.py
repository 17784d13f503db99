"""A sandbox for a test session, and the official SDK in a process of its own against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO
from unittest.mock import patch

import httpx
import pytest

from runql.testing import Sandbox, SandboxUser
from tests import forked
from tests.official_environment import official_environment

Official = Callable[..., str]


def launch(command: list[str], log: IO[str]) -> forked.Started:
    """Fork a server from a process that has loaded it: that takes a fifth of the processor time of a start."""
    return forked.runql.start([*forked.SANDBOX, *command[3:]], stderr=log)


start_process = Sandbox._launch
"""The function that starts a server for users."""
patch.object(Sandbox, "_launch", staticmethod(launch)).start()


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """One server for all tests of a process."""
    with Sandbox(options=["--debug"]) as served:
        yield served


@pytest.fixture(scope="module")
def user(sandbox: Sandbox, request: pytest.FixtureRequest) -> SandboxUser:
    """A user of the test module's own."""
    module = request.path.relative_to(Path(__file__).parent).with_suffix("")
    return sandbox.create_user("-".join(module.parts).replace("_", "-"))


@pytest.fixture(scope="module")
def official(
    sandbox: Sandbox, user: SandboxUser, tmp_path_factory: pytest.TempPathFactory
) -> Official:
    """Run a script in which the official SDK talks to the sandbox; returns what it printed."""
    scratch = tmp_path_factory.mktemp("wandb")
    environment = official_environment(sandbox, user, scratch, PYTHONWARNINGS="ignore")

    def run(script: str, **more: str) -> str:
        done = forked.official.run(["-c", script], env={**environment, **more}, cwd=scratch)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    return run


@pytest.fixture
def requests(sandbox: Sandbox) -> Callable[[], Counter[str]]:
    """The requests since the last look."""
    url, admin = f"{sandbox.base_url}/debug/requests", ("api", sandbox.api_key)

    def look() -> Counter[str]:
        counted = Counter(httpx.get(url, auth=admin).json())
        httpx.delete(url, auth=admin)
        return counted

    look()
    return look
