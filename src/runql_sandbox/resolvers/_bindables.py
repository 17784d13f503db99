"""All resolvers of the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_sandbox.resolvers import (
    console_logs,
    files,
    history,
    integrations,
    registries,
    server,
)
from runql_sandbox.resolvers.accounts import entities, organizations, teams, users
from runql_sandbox.resolvers.artifacts import edits as artifact_edits
from runql_sandbox.resolvers.artifacts import fields as artifacts
from runql_sandbox.resolvers.artifacts import files as artifact_files
from runql_sandbox.resolvers.artifacts import graph as artifact_graph
from runql_sandbox.resolvers.artifacts import upload as artifact_upload
from runql_sandbox.resolvers.automations import executions
from runql_sandbox.resolvers.automations import fields as automations
from runql_sandbox.resolvers.collections import alias_actions, artifact_types
from runql_sandbox.resolvers.collections import fields as collections
from runql_sandbox.resolvers.projects import fields as projects
from runql_sandbox.resolvers.projects import keys as project_keys
from runql_sandbox.resolvers.projects import storage
from runql_sandbox.resolvers.reports import comments
from runql_sandbox.resolvers.reports import fields as reports
from runql_sandbox.resolvers.runs import agents as launch_agents
from runql_sandbox.resolvers.runs import artifacts as run_artifacts
from runql_sandbox.resolvers.runs import branches as run_branches
from runql_sandbox.resolvers.runs import bulk_edits as runs_bulk_edits
from runql_sandbox.resolvers.runs import fields as runs
from runql_sandbox.resolvers.runs import groups as run_groups
from runql_sandbox.resolvers.runs import queue_items
from runql_sandbox.resolvers.runs import queues as run_queues
from runql_sandbox.resolvers.sweeps import agents as sweep_agents
from runql_sandbox.resolvers.sweeps import fields as sweeps

if TYPE_CHECKING:
    from ariadne import SchemaBindable

__all__ = ["BINDABLES"]

BINDABLES: list[SchemaBindable] = [
    *alias_actions.BINDABLES,
    *artifact_graph.BINDABLES,
    *automations.BINDABLES,
    *comments.BINDABLES,
    *executions.BINDABLES,
    *run_groups.BINDABLES,
    *storage.BINDABLES,
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
    *launch_agents.BINDABLES,
    *organizations.BINDABLES,
    *project_keys.BINDABLES,
    *projects.BINDABLES,
    *registries.BINDABLES,
    *run_artifacts.BINDABLES,
    *reports.BINDABLES,
    *queue_items.BINDABLES,
    *run_queues.BINDABLES,
    *runs.BINDABLES,
    *runs_bulk_edits.BINDABLES,
    *run_branches.BINDABLES,
    *server.BINDABLES,
    *teams.BINDABLES,
    *sweep_agents.BINDABLES,
    *sweeps.BINDABLES,
    *users.BINDABLES,
]
