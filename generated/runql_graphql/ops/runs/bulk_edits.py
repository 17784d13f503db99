# Generated from queries/runs/bulk_edits.graphql by `make generate`. Do not edit.

"""Calls of queries/runs/bulk_edits.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...calls import UNSET, Call, Operation, Unset
from ...documents.runs import bulk_edits as _runs_bulk_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...delete_runs import DeleteRuns
    from ...modify_runs import ModifyRuns

__all__ = [
    "DELETE_RUNS",
    "MODIFY_RUNS",
    "delete_runs",
    "modify_runs",
]

MODIFY_RUNS: Final[Operation[ModifyRuns]] = Operation(
    name="ModifyRuns",
    kind="mutation",
    model=".modify_runs:ModifyRuns",
    document=Operation.join(_runs_bulk_edits.MODIFY_RUNS, _runs_bulk_edits.RunTags),
    arguments={
        "entity": "entity",
        "project": "project",
        "filters": "filters",
        "add_tags": "addTags",
        "remove_tags": "removeTags",
    },
)


def modify_runs(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    filters: str,
    add_tags: Sequence[str | None] | None | Unset = UNSET,
    remove_tags: Sequence[str | None] | None | Unset = UNSET,
) -> Call[ModifyRuns]:
    """Add tags to all runs of a project that match a filter, and remove tags from them.

    Args:
        entity: `String`.
        project: `String!`.
        filters: `JSONString!`.
        add_tags: `[String]`.
        remove_tags: `[String]`.

    Source: mutation ModifyRuns in queries/runs/bulk_edits.graphql.
    """
    return Call(
        MODIFY_RUNS,
        {
            "entity": entity,
            "project": project,
            "filters": filters,
            "addTags": add_tags,
            "removeTags": remove_tags,
        },
    )


DELETE_RUNS: Final[Operation[DeleteRuns]] = Operation(
    name="DeleteRuns",
    kind="mutation",
    model=".delete_runs:DeleteRuns",
    document=Operation.join(_runs_bulk_edits.DELETE_RUNS),
    arguments={
        "entity": "entity",
        "project": "project",
        "filters": "filters",
        "delete_artifacts": "deleteArtifacts",
    },
)


def delete_runs(
    *, entity: str, project: str, filters: str, delete_artifacts: bool | Unset = UNSET
) -> Call[DeleteRuns]:
    """Delete all runs of a project that match a filter, and optionally the artifact versions that they
    logged.

    Args:
        entity: `String!`.
        project: `String!`.
        filters: `JSONString!`.
        delete_artifacts: `Boolean!`, false if left out.

    Source: mutation DeleteRuns in queries/runs/bulk_edits.graphql.
    """
    return Call(
        DELETE_RUNS,
        {
            "entity": entity,
            "project": project,
            "filters": filters,
            "deleteArtifacts": delete_artifacts,
        },
    )
