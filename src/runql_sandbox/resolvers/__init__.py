"""How the server answers, one module a noun, as in queries/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_sandbox.resolvers import (
    artifact_edits,
    artifact_files,
    artifact_types,
    artifact_versions,
    artifacts,
    automations,
    collections,
    console_logs,
    entities,
    files,
    history,
    integrations,
    organizations,
    project_keys,
    projects,
    registries,
    reports,
    run_artifacts,
    runs,
    runs_edits,
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
    *automations.BINDABLES,
    *artifact_edits.BINDABLES,
    *artifact_files.BINDABLES,
    *artifact_types.BINDABLES,
    *artifact_versions.BINDABLES,
    *artifacts.BINDABLES,
    *collections.BINDABLES,
    *console_logs.BINDABLES,
    *entities.BINDABLES,
    *files.BINDABLES,
    *history.BINDABLES,
    *integrations.BINDABLES,
    *organizations.BINDABLES,
    *project_keys.BINDABLES,
    *projects.BINDABLES,
    *registries.BINDABLES,
    *run_artifacts.BINDABLES,
    *reports.BINDABLES,
    *runs.BINDABLES,
    *runs_edits.BINDABLES,
    *server.BINDABLES,
    *teams.BINDABLES,
    *sweep_agents.BINDABLES,
    *sweeps.BINDABLES,
    *users.BINDABLES,
]
