"""How the server answers, one module a noun, as in queries/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_sandbox.resolvers import (
    automations,
    entities,
    files,
    history,
    integrations,
    organizations,
    projects,
    runs,
    server,
    teams,
    users,
)

if TYPE_CHECKING:
    from ariadne import SchemaBindable

__all__ = ["BINDABLES"]

BINDABLES: list[SchemaBindable] = [
    *automations.BINDABLES,
    *entities.BINDABLES,
    *files.BINDABLES,
    *history.BINDABLES,
    *integrations.BINDABLES,
    *organizations.BINDABLES,
    *projects.BINDABLES,
    *runs.BINDABLES,
    *server.BINDABLES,
    *teams.BINDABLES,
    *users.BINDABLES,
]
