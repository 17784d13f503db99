"""pytest fixtures; load them with `pytest_plugins = ["runql.testing.fixtures"]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql.testing._sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql._sync.api import Api

__all__ = ["wandb_api", "wandb_sandbox"]


@pytest.fixture(scope="session")
def wandb_sandbox() -> Iterator[Sandbox]:
    """Serve an empty sandbox for the whole session."""
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def wandb_api(wandb_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    """Give a client of the sandbox, and point `runql.Api()` and the official SDK to it as well."""
    for name, value in wandb_sandbox.environment().items():
        monkeypatch.setenv(name, value)
    with wandb_sandbox.api() as api:
        yield api
