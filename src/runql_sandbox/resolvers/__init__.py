"""How the server answers, one module a noun, as in queries/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_sandbox.resolvers import (
    console_logs,
    entities,
    files,
    history,
    organizations,
    project_keys,
    projects,
    reports,
    runs,
    server,
    sweep_agents,
    sweeps,
    teams,
    users,
)

if TYPE_CHECKING:
    from ariadne import SchemaBindable

__all__ = ["BINDABLES"]

BINDABLES: list[SchemaBindable] = [
    *console_logs.BINDABLES,
    *entities.BINDABLES,
    *files.BINDABLES,
    *history.BINDABLES,
    *organizations.BINDABLES,
    *project_keys.BINDABLES,
    *projects.BINDABLES,
    *reports.BINDABLES,
    *runs.BINDABLES,
    *server.BINDABLES,
    *teams.BINDABLES,
    *sweep_agents.BINDABLES,
    *sweeps.BINDABLES,
    *users.BINDABLES,
]
