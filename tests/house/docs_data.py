"""The project that the examples of the docs talk about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import runql_sandbox.demo as demo

if TYPE_CHECKING:
    from runql.testing import Sandbox, SandboxUser


def fill_project(sandbox: Sandbox, user: SandboxUser) -> None:
    """Log the demo's runs as `entity/project`."""
    demo.fill(sandbox.base_url, user.api_key, user.entity, project="project")
