"""How the server answers, one module a noun, as in queries/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_sandbox.resolvers import (
    artifact_edits,
    artifact_files,
    artifact_versions,
    artifacts,
    collections,
    files,
    history,
    projects,
    run_artifacts,
    runs,
    server,
    users,
)

if TYPE_CHECKING:
    from ariadne import SchemaBindable

__all__ = ["BINDABLES"]

BINDABLES: list[SchemaBindable] = [
    *artifact_edits.BINDABLES,
    *artifact_files.BINDABLES,
    *artifact_versions.BINDABLES,
    *artifacts.BINDABLES,
    *collections.BINDABLES,
    *files.BINDABLES,
    *history.BINDABLES,
    *projects.BINDABLES,
    *run_artifacts.BINDABLES,
    *runs.BINDABLES,
    *server.BINDABLES,
    *users.BINDABLES,
]
