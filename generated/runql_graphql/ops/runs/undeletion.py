# Generated from queries/runs/undeletion.graphql by `make generate`. Do not edit.

"""Calls of queries/runs/undeletion.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...calls import Call, Operation
from ...documents.runs import undeletion as _runs_undeletion

if TYPE_CHECKING:
    from ...undelete_runs import UndeleteRuns

__all__ = [
    "UNDELETE_RUNS",
    "undelete_runs",
]

UNDELETE_RUNS: Final[Operation[UndeleteRuns]] = Operation(
    name="UndeleteRuns",
    kind="mutation",
    model=".undelete_runs:UndeleteRuns",
    document=Operation.join(_runs_undeletion.UNDELETE_RUNS),
    arguments={"entity": "entity", "project": "project", "filters": "filters"},
)


def undelete_runs(*, entity: str, project: str, filters: str) -> Call[UndeleteRuns]:
    """Restore deleted runs of a project that match a filter.

    Args:
        entity: `String!`.
        project: `String!`.
        filters: `JSONString!`.

    Source: mutation UndeleteRuns in queries/runs/undeletion.graphql.
    """
    return Call(UNDELETE_RUNS, {"entity": entity, "project": project, "filters": filters})
