# Generated from queries/runs/by_storage_id.graphql by `make generate`. Do not edit.

"""Calls of queries/runs/by_storage_id.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...calls import UNSET, Call, Operation, Unset
from ...documents.accounts import users as _accounts_users
from ...documents.runs import base as _runs_base
from ...documents.runs import by_storage_id as _runs_by_storage_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...get_runs_by_id import GetRunsById

__all__ = [
    "GET_RUNS_BY_ID",
    "get_runs_by_id",
]

GET_RUNS_BY_ID: Final[Operation[GetRunsById]] = Operation(
    name="GetRunsById",
    kind="query",
    model=".get_runs_by_id:GetRunsById",
    document=Operation.join(
        _runs_by_storage_id.GET_RUNS_BY_ID,
        _runs_base.RunFull,
        _runs_base.RunLight,
        _runs_base.RunProjectFields,
        _accounts_users.UserFields,
    ),
    arguments={
        "ids": "ids",
        "config_keys": "configKeys",
        "summary_keys": "summaryKeys",
        "with_config": "withConfig",
        "with_summary": "withSummary",
        "with_system_metrics": "withSystemMetrics",
        "with_history_keys": "withHistoryKeys",
    },
)


def get_runs_by_id(
    *,
    ids: Sequence[str],
    config_keys: Sequence[str] | None | Unset = UNSET,
    summary_keys: Sequence[str] | None | Unset = UNSET,
    with_config: bool | Unset = UNSET,
    with_summary: bool | Unset = UNSET,
    with_system_metrics: bool | Unset = UNSET,
    with_history_keys: bool | Unset = UNSET,
) -> Call[GetRunsById]:
    """List runs of any projects by their opaque IDs.

    Args:
        ids: `[ID!]!`.
        config_keys: `[String!]`.
        summary_keys: `[String!]`.
        with_config: `Boolean!`, true if left out.
        with_summary: `Boolean!`, true if left out.
        with_system_metrics: `Boolean!`, false if left out.
        with_history_keys: `Boolean!`, false if left out.

    Source: query GetRunsById in queries/runs/by_storage_id.graphql.
    """
    return Call(
        GET_RUNS_BY_ID,
        {
            "ids": ids,
            "configKeys": config_keys,
            "summaryKeys": summary_keys,
            "withConfig": with_config,
            "withSummary": with_summary,
            "withSystemMetrics": with_system_metrics,
            "withHistoryKeys": with_history_keys,
        },
    )
