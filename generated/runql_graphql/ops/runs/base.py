# Generated from queries/runs/base.graphql by `make generate`. Do not edit.

"""Calls of queries/runs/base.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...calls import UNSET, Call, Operation, PagedCall, Unset
from ...documents import _shared as _shared
from ...documents.accounts import users as _accounts_users
from ...documents.runs import base as _runs_base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...count_runs import CountRuns
    from ...delete_run import DeleteRun
    from ...get_run import GetRun
    from ...get_run_state import GetRunState
    from ...inputs import UpsertBucketInput
    from ...list_runs import ListRuns, ListRunsProjectRunsEdgesNode
    from ...stop_run import StopRun
    from ...update_run_state import UpdateRunState
    from ...upsert_run import UpsertRun

__all__ = [
    "COUNT_RUNS",
    "DELETE_RUN",
    "GET_RUN",
    "GET_RUN_STATE",
    "LIST_RUNS",
    "STOP_RUN",
    "UPDATE_RUN_STATE",
    "UPSERT_RUN",
    "count_runs",
    "delete_run",
    "get_run",
    "get_run_state",
    "list_runs",
    "stop_run",
    "update_run_state",
    "upsert_run",
]

GET_RUN: Final[Operation[GetRun]] = Operation(
    name="GetRun",
    kind="query",
    model=".get_run:GetRun",
    document=Operation.join(
        _runs_base.GET_RUN,
        _runs_base.RunFull,
        _runs_base.RunLight,
        _runs_base.RunProjectFields,
        _accounts_users.UserFields,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "run": "run",
        "config_keys": "configKeys",
        "summary_keys": "summaryKeys",
        "with_config": "withConfig",
        "with_summary": "withSummary",
        "with_system_metrics": "withSystemMetrics",
        "with_history_keys": "withHistoryKeys",
    },
)


def get_run(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    run: str,
    config_keys: Sequence[str] | None | Unset = UNSET,
    summary_keys: Sequence[str] | None | Unset = UNSET,
    with_config: bool | Unset = UNSET,
    with_summary: bool | Unset = UNSET,
    with_system_metrics: bool | Unset = UNSET,
    with_history_keys: bool | Unset = UNSET,
) -> Call[GetRun]:
    """Get a run by its ID, the last part of its path (`name` in the schema).

    Args:
        entity: `String`.
        project: `String!`.
        run: `String!`.
        config_keys: `[String!]`.
        summary_keys: `[String!]`.
        with_config: `Boolean!`, true if left out.
        with_summary: `Boolean!`, true if left out.
        with_system_metrics: `Boolean!`, false if left out.
        with_history_keys: `Boolean!`, false if left out.

    Source: query GetRun in queries/runs/base.graphql.
    """
    return Call(
        GET_RUN,
        {
            "entity": entity,
            "project": project,
            "run": run,
            "configKeys": config_keys,
            "summaryKeys": summary_keys,
            "withConfig": with_config,
            "withSummary": with_summary,
            "withSystemMetrics": with_system_metrics,
            "withHistoryKeys": with_history_keys,
        },
    )


LIST_RUNS: Final[Operation[ListRuns]] = Operation(
    name="ListRuns",
    kind="query",
    model=".list_runs:ListRuns",
    document=Operation.join(
        _runs_base.LIST_RUNS,
        _shared.PageInfoFields,
        _runs_base.RunFull,
        _runs_base.RunLight,
        _runs_base.RunProjectFields,
        _accounts_users.UserFields,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "filters": "filters",
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


def list_runs(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    filters: str | None | Unset = UNSET,
    order: str | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    config_keys: Sequence[str] | None | Unset = UNSET,
    summary_keys: Sequence[str] | None | Unset = UNSET,
    with_config: bool | Unset = UNSET,
    with_summary: bool | Unset = UNSET,
    with_system_metrics: bool | Unset = UNSET,
    with_history_keys: bool | Unset = UNSET,
) -> PagedCall[ListRuns, ListRunsProjectRunsEdgesNode]:
    """List runs of a project that match a MongoDB-style filter, in a given order, and count them.

    Args:
        entity: `String`.
        project: `String!`.
        filters: `JSONString`.
        order: `String`.
        first: `Int`.
        after: `String`.
        config_keys: `[String!]`.
        summary_keys: `[String!]`.
        with_config: `Boolean!`, true if left out.
        with_summary: `Boolean!`, true if left out.
        with_system_metrics: `Boolean!`, false if left out.
        with_history_keys: `Boolean!`, false if left out.

    Source: query ListRuns in queries/runs/base.graphql.
    """
    return PagedCall(
        LIST_RUNS,
        {
            "entity": entity,
            "project": project,
            "filters": filters,
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


COUNT_RUNS: Final[Operation[CountRuns]] = Operation(
    name="CountRuns",
    kind="query",
    model=".count_runs:CountRuns",
    document=Operation.join(_runs_base.COUNT_RUNS),
    arguments={"entity": "entity", "project": "project", "filters": "filters"},
)


def count_runs(
    *, entity: str | None | Unset = UNSET, project: str, filters: str | None | Unset = UNSET
) -> Call[CountRuns]:
    """Count the runs of a project that match a filter.

    Args:
        entity: `String`.
        project: `String!`.
        filters: `JSONString`.

    Source: query CountRuns in queries/runs/base.graphql.
    """
    return Call(COUNT_RUNS, {"entity": entity, "project": project, "filters": filters})


GET_RUN_STATE: Final[Operation[GetRunState]] = Operation(
    name="GetRunState",
    kind="query",
    model=".get_run_state:GetRunState",
    document=Operation.join(_runs_base.GET_RUN_STATE, _runs_base.RunStateFields),
    arguments={"entity": "entity", "project": "project", "run": "run"},
)


def get_run_state(
    *, entity: str | None | Unset = UNSET, project: str, run: str
) -> Call[GetRunState]:
    """Get only the state of a run, to wait for it.

    Args:
        entity: `String`.
        project: `String!`.
        run: `String!`.

    Source: query GetRunState in queries/runs/base.graphql.
    """
    return Call(GET_RUN_STATE, {"entity": entity, "project": project, "run": run})


UPSERT_RUN: Final[Operation[UpsertRun]] = Operation(
    name="UpsertRun",
    kind="mutation",
    model=".upsert_run:UpsertRun",
    document=Operation.join(
        _runs_base.UPSERT_RUN,
        _runs_base.RunFull,
        _runs_base.RunLight,
        _runs_base.RunProjectFields,
        _accounts_users.UserFields,
    ),
    arguments={
        "input": "input",
        "config_keys": "configKeys",
        "summary_keys": "summaryKeys",
        "with_config": "withConfig",
        "with_summary": "withSummary",
        "with_system_metrics": "withSystemMetrics",
        "with_history_keys": "withHistoryKeys",
    },
)


def upsert_run(
    *,
    input: UpsertBucketInput,
    config_keys: Sequence[str] | None | Unset = UNSET,
    summary_keys: Sequence[str] | None | Unset = UNSET,
    with_config: bool | Unset = UNSET,
    with_summary: bool | Unset = UNSET,
    with_system_metrics: bool | Unset = UNSET,
    with_history_keys: bool | Unset = UNSET,
) -> Call[UpsertRun]:
    """Create a run, or change the given fields of an existing one.

    Args:
        input: `UpsertBucketInput!`.
        config_keys: `[String!]`.
        summary_keys: `[String!]`.
        with_config: `Boolean!`, true if left out.
        with_summary: `Boolean!`, true if left out.
        with_system_metrics: `Boolean!`, false if left out.
        with_history_keys: `Boolean!`, false if left out.

    Source: mutation UpsertRun in queries/runs/base.graphql.
    """
    return Call(
        UPSERT_RUN,
        {
            "input": input,
            "configKeys": config_keys,
            "summaryKeys": summary_keys,
            "withConfig": with_config,
            "withSummary": with_summary,
            "withSystemMetrics": with_system_metrics,
            "withHistoryKeys": with_history_keys,
        },
    )


STOP_RUN: Final[Operation[StopRun]] = Operation(
    name="StopRun",
    kind="mutation",
    model=".stop_run:StopRun",
    document=Operation.join(_runs_base.STOP_RUN),
    arguments={"id": "id"},
)


def stop_run(*, id: str) -> Call[StopRun]:
    """Request that a run stops; the run receives the request with its next heartbeat.

    Args:
        id: `ID!`.

    Source: mutation StopRun in queries/runs/base.graphql.
    """
    return Call(STOP_RUN, {"id": id})


DELETE_RUN: Final[Operation[DeleteRun]] = Operation(
    name="DeleteRun",
    kind="mutation",
    model=".delete_run:DeleteRun",
    document=Operation.join(_runs_base.DELETE_RUN),
    arguments={"id": "id", "delete_artifacts": "deleteArtifacts"},
)


def delete_run(*, id: str, delete_artifacts: bool | Unset = UNSET) -> Call[DeleteRun]:
    """Delete a run, and optionally its artifacts.

    Args:
        id: `ID!`.
        delete_artifacts: `Boolean!`, false if left out.

    Source: mutation DeleteRun in queries/runs/base.graphql.
    """
    return Call(DELETE_RUN, {"id": id, "deleteArtifacts": delete_artifacts})


UPDATE_RUN_STATE: Final[Operation[UpdateRunState]] = Operation(
    name="UpdateRunState",
    kind="mutation",
    model=".update_run_state:UpdateRunState",
    document=Operation.join(_runs_base.UPDATE_RUN_STATE),
    arguments={"id": "id", "state": "state"},
)


def update_run_state(*, id: str, state: str) -> Call[UpdateRunState]:
    """Set the state of a run that has no process.

    Args:
        id: `ID!`.
        state: `String!`.

    Source: mutation UpdateRunState in queries/runs/base.graphql.
    """
    return Call(UPDATE_RUN_STATE, {"id": id, "state": state})
