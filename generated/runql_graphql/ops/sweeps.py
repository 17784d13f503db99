# Generated from queries/sweeps.graphql by `make generate`. Do not edit.

"""Calls of queries/sweeps.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..calls import UNSET, Call, Operation, PagedCall, Unset
from ..documents import _shared as _shared
from ..documents import sweeps as _sweeps
from ..documents.accounts import users as _accounts_users
from ..documents.runs import base as _runs_base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..create_sweep_run import CreateSweepRun
    from ..delete_sweep import DeleteSweep
    from ..get_sweep import GetSweep
    from ..get_sweep_agent import GetSweepAgent
    from ..inputs import UpsertSweepInput
    from ..list_agent_runs import ListAgentRuns, ListAgentRunsProjectSweepAgentRunsEdgesNode
    from ..list_sweep_agents import ListSweepAgents
    from ..list_sweeps import ListSweeps, ListSweepsProjectSweepsEdgesNode
    from ..upsert_sweep import UpsertSweep

__all__ = [
    "CREATE_SWEEP_RUN",
    "DELETE_SWEEP",
    "GET_SWEEP",
    "GET_SWEEP_AGENT",
    "LIST_AGENT_RUNS",
    "LIST_SWEEPS",
    "LIST_SWEEP_AGENTS",
    "UPSERT_SWEEP",
    "create_sweep_run",
    "delete_sweep",
    "get_sweep",
    "get_sweep_agent",
    "list_agent_runs",
    "list_sweep_agents",
    "list_sweeps",
    "upsert_sweep",
]

GET_SWEEP: Final[Operation[GetSweep]] = Operation(
    name="GetSweep",
    kind="query",
    model=".get_sweep:GetSweep",
    document=Operation.join(
        _sweeps.GET_SWEEP,
        _runs_base.RunProjectFields,
        _sweeps.SweepFields,
        _accounts_users.UserFields,
    ),
    arguments={"entity": "entity", "project": "project", "sweep": "sweep"},
)


def get_sweep(*, entity: str | None | Unset = UNSET, project: str, sweep: str) -> Call[GetSweep]:
    """Get a sweep by its ID, the last part of its path (`name` in the schema).

    Args:
        entity: `String`.
        project: `String!`.
        sweep: `String!`.

    Source: query GetSweep in queries/sweeps.graphql.
    """
    return Call(GET_SWEEP, {"entity": entity, "project": project, "sweep": sweep})


LIST_SWEEPS: Final[Operation[ListSweeps]] = Operation(
    name="ListSweeps",
    kind="query",
    model=".list_sweeps:ListSweeps",
    document=Operation.join(
        _sweeps.LIST_SWEEPS,
        _shared.PageInfoFields,
        _runs_base.RunProjectFields,
        _sweeps.SweepFields,
        _accounts_users.UserFields,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "filters": "filters",
        "order": "order",
        "first": "first",
        "after": "after",
    },
)


def list_sweeps(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    filters: str | None | Unset = UNSET,
    order: str | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[ListSweeps, ListSweepsProjectSweepsEdgesNode]:
    """List sweeps of a project that match a MongoDB-style filter; `totalSweeps` counts all sweeps of
    the project.

    Args:
        entity: `String`.
        project: `String!`.
        filters: `JSONString`.
        order: `String`.
        first: `Int`.
        after: `String`.

    Source: query ListSweeps in queries/sweeps.graphql.
    """
    return PagedCall(
        LIST_SWEEPS,
        {
            "entity": entity,
            "project": project,
            "filters": filters,
            "order": order,
            "first": first,
            "after": after,
        },
    )


LIST_SWEEP_AGENTS: Final[Operation[ListSweepAgents]] = Operation(
    name="ListSweepAgents",
    kind="query",
    model=".list_sweep_agents:ListSweepAgents",
    document=Operation.join(_sweeps.LIST_SWEEP_AGENTS, _sweeps.AgentFields, _shared.PageInfoFields),
    arguments={"entity": "entity", "project": "project", "sweep": "sweep"},
)


def list_sweep_agents(
    *, entity: str | None | Unset = UNSET, project: str, sweep: str
) -> Call[ListSweepAgents]:
    """List all agents of a sweep; the server does not paginate them.

    Args:
        entity: `String`.
        project: `String!`.
        sweep: `String!`.

    Source: query ListSweepAgents in queries/sweeps.graphql.
    """
    return Call(LIST_SWEEP_AGENTS, {"entity": entity, "project": project, "sweep": sweep})


GET_SWEEP_AGENT: Final[Operation[GetSweepAgent]] = Operation(
    name="GetSweepAgent",
    kind="query",
    model=".get_sweep_agent:GetSweepAgent",
    document=Operation.join(_sweeps.GET_SWEEP_AGENT, _sweeps.AgentFields),
    arguments={"entity": "entity", "project": "project", "sweep": "sweep", "agent": "agent"},
)


def get_sweep_agent(
    *, entity: str | None | Unset = UNSET, project: str, sweep: str, agent: str
) -> Call[GetSweepAgent]:
    """Get an agent of a sweep by its name or its opaque ID.

    Args:
        entity: `String`.
        project: `String!`.
        sweep: `String!`.
        agent: `String!`.

    Source: query GetSweepAgent in queries/sweeps.graphql.
    """
    return Call(
        GET_SWEEP_AGENT, {"entity": entity, "project": project, "sweep": sweep, "agent": agent}
    )


LIST_AGENT_RUNS: Final[Operation[ListAgentRuns]] = Operation(
    name="ListAgentRuns",
    kind="query",
    model=".list_agent_runs:ListAgentRuns",
    document=Operation.join(
        _sweeps.LIST_AGENT_RUNS,
        _shared.PageInfoFields,
        _runs_base.RunFull,
        _runs_base.RunLight,
        _runs_base.RunProjectFields,
        _accounts_users.UserFields,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "sweep": "sweep",
        "agent": "agent",
        "order": "order",
        "first": "first",
        "after": "after",
        "config_keys": "configKeys",
        "summary_keys": "summaryKeys",
        "with_config": "withConfig",
        "with_summary": "withSummary",
        "with_system_metrics": "withSystemMetrics",
        "with_history_keys": "withHistoryKeys",
    },
)


def list_agent_runs(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    sweep: str,
    agent: str,
    order: str | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    config_keys: Sequence[str] | None | Unset = UNSET,
    summary_keys: Sequence[str] | None | Unset = UNSET,
    with_config: bool | Unset = UNSET,
    with_summary: bool | Unset = UNSET,
    with_system_metrics: bool | Unset = UNSET,
    with_history_keys: bool | Unset = UNSET,
) -> PagedCall[ListAgentRuns, ListAgentRunsProjectSweepAgentRunsEdgesNode]:
    """List the runs of an agent.

    Args:
        entity: `String`.
        project: `String!`.
        sweep: `String!`.
        agent: `String!`.
        order: `String`.
        first: `Int`.
        after: `String`.
        config_keys: `[String!]`.
        summary_keys: `[String!]`.
        with_config: `Boolean!`, true if left out.
        with_summary: `Boolean!`, true if left out.
        with_system_metrics: `Boolean!`, false if left out.
        with_history_keys: `Boolean!`, false if left out.

    Source: query ListAgentRuns in queries/sweeps.graphql.
    """
    return PagedCall(
        LIST_AGENT_RUNS,
        {
            "entity": entity,
            "project": project,
            "sweep": sweep,
            "agent": agent,
            "order": order,
            "first": first,
            "after": after,
            "configKeys": config_keys,
            "summaryKeys": summary_keys,
            "withConfig": with_config,
            "withSummary": with_summary,
            "withSystemMetrics": with_system_metrics,
            "withHistoryKeys": with_history_keys,
        },
    )


UPSERT_SWEEP: Final[Operation[UpsertSweep]] = Operation(
    name="UpsertSweep",
    kind="mutation",
    model=".upsert_sweep:UpsertSweep",
    document=Operation.join(
        _sweeps.UPSERT_SWEEP,
        _runs_base.RunProjectFields,
        _sweeps.SweepFields,
        _accounts_users.UserFields,
    ),
    arguments={"input": "input"},
)


def upsert_sweep(*, input: UpsertSweepInput) -> Call[UpsertSweep]:
    """Create a sweep, or change the given fields of an existing one; null leaves a field unchanged.

    Args:
        input: `UpsertSweepInput!`.

    Source: mutation UpsertSweep in queries/sweeps.graphql.
    """
    return Call(UPSERT_SWEEP, {"input": input})


CREATE_SWEEP_RUN: Final[Operation[CreateSweepRun]] = Operation(
    name="CreateSweepRun",
    kind="mutation",
    model=".create_sweep_run:CreateSweepRun",
    document=Operation.join(_sweeps.CREATE_SWEEP_RUN),
    arguments={"id": "id", "config": "config", "display_name": "displayName"},
)


def create_sweep_run(
    *, id: str, config: str, display_name: str | None | Unset = UNSET
) -> Call[CreateSweepRun]:
    """Add a run with given parameter values to the queue of a sweep.

    Args:
        id: `ID!`.
        config: `JSONString!`.
        display_name: `String`.

    Source: mutation CreateSweepRun in queries/sweeps.graphql.
    """
    return Call(CREATE_SWEEP_RUN, {"id": id, "config": config, "displayName": display_name})


DELETE_SWEEP: Final[Operation[DeleteSweep]] = Operation(
    name="DeleteSweep",
    kind="mutation",
    model=".delete_sweep:DeleteSweep",
    document=Operation.join(_sweeps.DELETE_SWEEP),
    arguments={"id": "id", "delete_runs": "deleteRuns"},
)


def delete_sweep(*, id: str, delete_runs: bool | Unset = UNSET) -> Call[DeleteSweep]:
    """Delete a sweep, and optionally its runs.

    Args:
        id: `ID!`.
        delete_runs: `Boolean!`, false if left out.

    Source: mutation DeleteSweep in queries/sweeps.graphql.
    """
    return Call(DELETE_SWEEP, {"id": id, "deleteRuns": delete_runs})
