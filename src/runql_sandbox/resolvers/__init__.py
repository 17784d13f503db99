"""How the server answers, one module a noun, as in queries/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_sandbox.resolvers import (
    files,
    history,
    project_keys,
    projects,
    runs,
    server,
    sweep_agents,
    sweeps,
    users,
)

if TYPE_CHECKING:
    from ariadne import SchemaBindable

__all__ = ["BINDABLES"]

BINDABLES: list[SchemaBindable] = [
    *files.BINDABLES,
    *history.BINDABLES,
    *project_keys.BINDABLES,
    *projects.BINDABLES,
    *runs.BINDABLES,
    *server.BINDABLES,
    *sweep_agents.BINDABLES,
    *sweeps.BINDABLES,
    *users.BINDABLES,
]
