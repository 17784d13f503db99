"""Extraction of sweeps and agents from the responses of sweep operations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from runql._models._attributes.inputs import input_of
from runql._models.runs.responses import RunsPage
from runql._paging.connections import page_of
from runql._paths.sweeps import SweepPath
from runql.errors import NotFoundError, ProtocolError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql_graphql.create_sweep_run import CreateSweepRun
    from runql_graphql.fragments.sweeps import AgentFields, SweepFields
    from runql_graphql.get_sweep import GetSweep
    from runql_graphql.get_sweep_agent import GetSweepAgent
    from runql_graphql.inputs import UpsertSweepInput
    from runql_graphql.list_agent_runs import ListAgentRuns
    from runql_graphql.list_sweep_agents import ListSweepAgents
    from runql_graphql.list_sweeps import ListSweeps
    from runql_graphql.upsert_sweep import UpsertSweep

    from runql._paging.pages import Page
    from runql._paths.projects import ProjectPath
    from runql._wire.json_types import JsonValue

__all__ = [
    "agent_runs_page",
    "enqueued_run",
    "found_agent",
    "found_agents",
    "found_sweep",
    "listed_sweeps",
    "new_sweep_input",
    "own_sweep_path",
    "sweep_changes",
    "upserted_sweep",
]


def found_sweep(response: GetSweep, path: SweepPath) -> SweepFields:
    """Return the requested sweep.

    Raises:
        NotFoundError: If the sweep does not exist, or the viewer has no access to it.
    """
    sweep = response.project.sweep if response.project is not None else None
    if sweep is None:
        raise missing_sweep(path, "GetSweep", project_exists=response.project is not None)
    return sweep


def listed_sweeps(response: ListSweeps, path: ProjectPath, *, filtered: bool) -> Page[SweepFields]:
    """Return the page of sweeps in a response, with the total unless filtered.

    Raises:
        NotFoundError: If the project does not exist, or the viewer has no access to it.
    """
    connection = response.project.sweeps if response.project is not None else None
    if response.project is None or connection is None:
        raise NotFoundError(
            f"Project not found: {path}. It does not exist, or this API key has no access to it.",
            hint="Check the spelling of entity and project; api.projects(entity) lists them.",
            operation="ListSweeps",
        )
    # The server counts all sweeps of the project, regardless of the filter.
    total = None if filtered else response.project.total_sweeps
    return page_of(connection, lambda each: each, total)


def own_sweep_path(snapshot: SweepFields, requested: ProjectPath) -> SweepPath:
    """Return the path of a sweep, preferably from the response instead of the request."""
    project = snapshot.project
    if project is None:
        return SweepPath(requested.entity, requested.project, snapshot.name)
    return SweepPath(project.entity_name, project.name, snapshot.name)


def found_agents(response: ListSweepAgents, path: SweepPath) -> list[AgentFields]:
    """Return the agents of a sweep.

    Raises:
        NotFoundError: If the sweep has been deleted.
    """
    sweep = response.project.sweep if response.project is not None else None
    if sweep is None:
        raise missing_sweep(path, "ListSweepAgents", project_exists=response.project is not None)
    return [edge.node for edge in sweep.agents.edges]


def found_agent(response: GetSweepAgent, path: SweepPath, agent: str) -> AgentFields:
    """Return the requested agent.

    Raises:
        NotFoundError: If the agent does not exist, or the sweep has been deleted.
    """
    sweep = response.project.sweep if response.project is not None else None
    if sweep is None:
        raise missing_sweep(path, "GetSweepAgent", project_exists=response.project is not None)
    if sweep.agent is None:
        raise missing_agent(path, agent, "GetSweepAgent")
    return sweep.agent


def agent_runs_page(response: ListAgentRuns, path: SweepPath, agent: str) -> RunsPage:
    """Return a page of an agent's runs.

    Raises:
        NotFoundError: If the agent or its sweep has been deleted.
    """
    sweep = response.project.sweep if response.project is not None else None
    if sweep is None:
        raise missing_sweep(path, "ListAgentRuns", project_exists=response.project is not None)
    if sweep.agent is None:
        raise missing_agent(path, agent, "ListAgentRuns")
    connection = sweep.agent.runs
    info, edges = connection.page_info, connection.edges
    return RunsPage(
        runs=tuple(edge.node for edge in edges),
        cursor=info.end_cursor if info.has_next_page else None,
        total=sweep.agent.total_runs,
        end=info.end_cursor,
    )


def upserted_sweep(response: UpsertSweep, what: str) -> SweepFields:
    """Return the sweep that a mutation created or changed.

    Raises:
        ProtocolError: If the response has no sweep.
    """
    if response.upsert_sweep is None or response.upsert_sweep.sweep is None:
        raise ProtocolError(
            f"The server returned neither {what} nor an error message.", operation="UpsertSweep"
        )
    return response.upsert_sweep.sweep


def enqueued_run(response: CreateSweepRun, path: SweepPath) -> str:
    """Return the id of a run that was added to a queue.

    Raises:
        ProtocolError: If the response has no id.
    """
    payload = response.enqueue_sweep_run
    if payload is None or payload.id is None:
        raise ProtocolError(
            f"The server added no run to the queue of {path}, and returned no error message.",
            operation="CreateSweepRun",
        )
    return payload.id


def new_sweep_input(
    project: ProjectPath, config: Mapping[str, JsonValue], *, prior_runs: tuple[str, ...]
) -> UpsertSweepInput:
    """Build the mutation's input for a new sweep."""
    from runql_graphql.inputs import UpsertSweepInput

    given: dict[str, object] = {
        "config": json.dumps(config, ensure_ascii=False),
        "project_name": project.project,
    }
    if project.entity is not None:
        given["entity_name"] = project.entity
    if isinstance(config.get("description"), str):
        given["description"] = config["description"]
    if prior_runs:
        given["prior_runs_filters"] = json.dumps({"$or": [{"name": name} for name in prior_runs]})
    return input_of(UpsertSweepInput, given)


def sweep_changes(path: SweepPath, storage_id: str, **changes: str | None) -> UpsertSweepInput:
    """Build the mutation's input for an existing sweep. Values of None stay unchanged."""
    from runql_graphql.inputs import UpsertSweepInput

    given = {name: value for name, value in changes.items() if value is not None}
    ids = {"id": storage_id, "entity_name": path.entity, "project_name": path.project}
    return input_of(UpsertSweepInput, {**ids, **given})


def missing_sweep(path: SweepPath, operation: str, *, project_exists: bool) -> NotFoundError:
    """Return the error for a sweep that is missing in a response."""
    why = (
        ""
        if project_exists
        else ": its project does not exist, or this API key has no access to it"
    )
    return NotFoundError(
        f"Sweep not found: {path}{why}.",
        hint="Pass the sweep's ID as the last part. api.sweeps(project) lists the IDs.",
        operation=operation,
    )


def missing_agent(path: SweepPath, agent: str, operation: str) -> NotFoundError:
    """Return the error for an agent that is missing in a response."""
    return NotFoundError(
        f"Agent not found: {agent!r} in sweep {path}.",
        hint="Pass an agent's name or ID. sweep.agents() lists both.",
        operation=operation,
    )
