# Generated from queries/lineage.graphql by `make generate`. Do not edit.

"""Calls of queries/lineage.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..calls import UNSET, Call, Operation, Unset
from ..documents import _shared as _shared
from ..documents import artifacts as _artifacts
from ..documents import lineage as _lineage
from ..documents import runs as _runs
from ..documents import users as _users

if TYPE_CHECKING:
    from ..get_lineage_start import GetLineageStart
    from ..list_lineage_runs import ListLineageRuns

__all__ = [
    "GET_LINEAGE_START",
    "LIST_LINEAGE_RUNS",
    "get_lineage_start",
    "list_lineage_runs",
]

GET_LINEAGE_START: Final[Operation[GetLineageStart]] = Operation(
    name="GetLineageStart",
    kind="query",
    model=".get_lineage_start:GetLineageStart",
    document=Operation.join(
        _lineage.GET_LINEAGE_START,
        _lineage.ArtifactNode,
        _artifacts.ArtifactSequencePlace,
        _artifacts.ArtifactTypeName,
        _shared.PageInfoFields,
        _lineage.RunNode,
        _runs.RunProjectFields,
        _users.UserFields,
    ),
    arguments={"id": "id"},
)


def get_lineage_start(*, id: str) -> Call[GetLineageStart]:
    """Where a graph of lineage begins: a version and the runs beside it.

    Args:
        id: `ID!`.

    Source: query GetLineageStart in queries/lineage.graphql.
    """
    return Call(GET_LINEAGE_START, {"id": id})


LIST_LINEAGE_RUNS: Final[Operation[ListLineageRuns]] = Operation(
    name="ListLineageRuns",
    kind="query",
    model=".list_lineage_runs:ListLineageRuns",
    document=Operation.join(
        _lineage.LIST_LINEAGE_RUNS,
        _lineage.ArtifactNode,
        _artifacts.ArtifactSequencePlace,
        _artifacts.ArtifactTypeName,
        _shared.PageInfoFields,
        _lineage.RunNode,
        _lineage.RunNodeFull,
        _runs.RunProjectFields,
        _users.UserFields,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "filters": "filters",
        "first": "first",
        "after": "after",
    },
)


def list_lineage_runs(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    filters: str | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> Call[ListLineageRuns]:
    """The next step of a graph of lineage: runs of a project, and the versions beside them.

    Args:
        entity: `String`.
        project: `String!`.
        filters: `JSONString`.
        first: `Int`.
        after: `String`.

    Source: query ListLineageRuns in queries/lineage.graphql.
    """
    return Call(
        LIST_LINEAGE_RUNS,
        {"entity": entity, "project": project, "filters": filters, "first": first, "after": after},
    )
