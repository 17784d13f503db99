# Generated from queries/runs/edits.graphql by `make generate`. Do not edit.

"""Calls of queries/runs/edits.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...calls import UNSET, Call, Operation, Unset
from ...documents.accounts import users as _accounts_users
from ...documents.runs import base as _runs_base
from ...documents.runs import edits as _runs_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...inputs import UpsertBucketInput
    from ...update_run import UpdateRun

__all__ = [
    "UPDATE_RUN",
    "update_run",
]

UPDATE_RUN: Final[Operation[UpdateRun]] = Operation(
    name="UpdateRun",
    kind="mutation",
    model=".update_run:UpdateRun",
    document=Operation.join(
        _runs_edits.UPDATE_RUN,
        _runs_base.RunFull,
        _runs_base.RunLight,
        _runs_base.RunProjectFields,
        _accounts_users.UserFields,
    ),
    arguments={
        "id": "id",
        "input": "input",
        "config_keys": "configKeys",
        "summary_keys": "summaryKeys",
        "with_config": "withConfig",
        "with_summary": "withSummary",
        "with_system_metrics": "withSystemMetrics",
        "with_history_keys": "withHistoryKeys",
    },
)


def update_run(
    *,
    id: str,
    input: UpsertBucketInput,
    config_keys: Sequence[str] | None | Unset = UNSET,
    summary_keys: Sequence[str] | None | Unset = UNSET,
    with_config: bool | Unset = UNSET,
    with_summary: bool | Unset = UNSET,
    with_system_metrics: bool | Unset = UNSET,
    with_history_keys: bool | Unset = UNSET,
) -> Call[UpdateRun]:
    """Change a run, and read it before and after the change in one request. `before` changes nothing:
    mutations run in order, so it shows what others wrote since the run was read.

    Args:
        id: `String!`.
        input: `UpsertBucketInput!`.
        config_keys: `[String!]`.
        summary_keys: `[String!]`.
        with_config: `Boolean!`, true if left out.
        with_summary: `Boolean!`, true if left out.
        with_system_metrics: `Boolean!`, false if left out.
        with_history_keys: `Boolean!`, false if left out.

    Source: mutation UpdateRun in queries/runs/edits.graphql.
    """
    return Call(
        UPDATE_RUN,
        {
            "id": id,
            "input": input,
            "configKeys": config_keys,
            "summaryKeys": summary_keys,
            "withConfig": with_config,
            "withSummary": with_summary,
            "withSystemMetrics": with_system_metrics,
            "withHistoryKeys": with_history_keys,
        },
    )
