# Generated from queries/runs/moving.graphql by `make generate`. Do not edit.

"""Calls of queries/runs/moving.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...calls import Call, Operation
from ...documents.runs import moving as _runs_moving

if TYPE_CHECKING:
    from ...get_task import GetTask
    from ...move_runs import MoveRuns

__all__ = [
    "GET_TASK",
    "MOVE_RUNS",
    "get_task",
    "move_runs",
]

MOVE_RUNS: Final[Operation[MoveRuns]] = Operation(
    name="MoveRuns",
    kind="mutation",
    model=".move_runs:MoveRuns",
    document=Operation.join(_runs_moving.MOVE_RUNS, _runs_moving.TaskFields),
    arguments={
        "entity": "entity",
        "project": "project",
        "destination_entity": "destinationEntity",
        "destination_project": "destinationProject",
        "filters": "filters",
    },
)


def move_runs(
    *, entity: str, project: str, destination_entity: str, destination_project: str, filters: str
) -> Call[MoveRuns]:
    """Move all runs of a project that match a filter to another project.

    Args:
        entity: `String!`.
        project: `String!`.
        destination_entity: `String!`.
        destination_project: `String!`.
        filters: `JSONString!`.

    Source: mutation MoveRuns in queries/runs/moving.graphql.
    """
    return Call(
        MOVE_RUNS,
        {
            "entity": entity,
            "project": project,
            "destinationEntity": destination_entity,
            "destinationProject": destination_project,
            "filters": filters,
        },
    )


GET_TASK: Final[Operation[GetTask]] = Operation(
    name="GetTask",
    kind="query",
    model=".get_task:GetTask",
    document=Operation.join(_runs_moving.GET_TASK, _runs_moving.TaskFields),
    arguments={"id": "id"},
)


def get_task(*, id: str) -> Call[GetTask]:
    """The state of an asynchronous server task.

    Args:
        id: `ID!`.

    Source: query GetTask in queries/runs/moving.graphql.
    """
    return Call(GET_TASK, {"id": id})
