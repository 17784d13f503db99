"""pytest fixtures; load them with `pytest_plugins = ["runql.testing.fixtures"]`."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from runql.testing._cassettes import record, replay
from runql.testing._sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql._sync.api import Api
    from runql.testing._cassettes import Cassette

__all__ = ["wandb_api", "wandb_cassette", "wandb_sandbox"]


@pytest.fixture(scope="session")
def wandb_sandbox() -> Iterator[Sandbox]:
    """Yield an empty sandbox that runs for the whole test session."""
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def wandb_api(wandb_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    """Yield a client of the sandbox, and set the environment so that `Api()` and the official SDK use it."""
    for name, value in wandb_sandbox.environment().items():
        monkeypatch.setenv(name, value)
    with wandb_sandbox.api() as api:
        yield api


@pytest.fixture
def wandb_cassette(request: pytest.FixtureRequest) -> Iterator[Cassette]:
    """Yield the cassette of the test for replay, or for recording if RUNQL_RECORD is set.

    The file is `cassettes/<module>/<test>.json` next to the test's module. A recording uses the
    server and the API key that `Api()` would use.
    """
    name = re.sub(r"[^\w.-]+", "-", request.node.name).strip("-")
    path = request.path.parent / "cassettes" / request.path.stem / f"{name}.json"
    mode = record(path) if os.environ.get("RUNQL_RECORD") else replay(path)
    with mode as cassette:
        yield cassette
