"""All resolvers of the schema, collected from the rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_sandbox.resolvers import (
    console_logs,
    files,
    history,
    integrations,
    registries,
    reports,
    server,
)
from runql_sandbox.resolvers.accounts import entities, organizations, teams, users
from runql_sandbox.resolvers.artifacts import edits as artifact_edits
from runql_sandbox.resolvers.artifacts import fields as artifacts
from runql_sandbox.resolvers.artifacts import files as artifact_files
from runql_sandbox.resolvers.artifacts import upload as artifact_upload
from runql_sandbox.resolvers.automations import fields as automations
from runql_sandbox.resolvers.collections import artifact_types
from runql_sandbox.resolvers.collections import fields as collections
from runql_sandbox.resolvers.projects import fields as projects
from runql_sandbox.resolvers.projects import keys as project_keys
from runql_sandbox.resolvers.runs import artifacts as run_artifacts
from runql_sandbox.resolvers.runs import branches as run_branches
from runql_sandbox.resolvers.runs import bulk_edits as runs_bulk_edits
from runql_sandbox.resolvers.runs import fields as runs
from runql_sandbox.resolvers.sweeps import agents as sweep_agents
from runql_sandbox.resolvers.sweeps import fields as sweeps

if TYPE_CHECKING:
    from ariadne import SchemaBindable

__all__ = ["BINDABLES"]

BINDABLES: list[SchemaBindable] = [
    *automations.BINDABLES,
    *artifact_edits.BINDABLES,
    *artifact_files.BINDABLES,
    *artifact_types.BINDABLES,
    *artifact_upload.BINDABLES,
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
    *runs_bulk_edits.BINDABLES,
    *run_branches.BINDABLES,
    *server.BINDABLES,
    *teams.BINDABLES,
    *sweep_agents.BINDABLES,
    *sweeps.BINDABLES,
    *users.BINDABLES,
]
