# Generated from queries/lineage/graph.graphql by `make generate`. Do not edit.

"""Calls of queries/lineage/graph.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...calls import UNSET, Call, Operation, PagedCall, Unset
from ...documents import _shared as _shared
from ...documents.accounts import users as _accounts_users
from ...documents.artifacts import base as _artifacts_base
from ...documents.lineage import graph as _lineage_graph
from ...documents.runs import base as _runs_base

if TYPE_CHECKING:
    from ...get_lineage_start import GetLineageStart
    from ...list_lineage_inputs import (
        ListLineageInputs,
        ListLineageInputsProjectRunInputArtifactsEdgesNode,
    )
    from ...list_lineage_outputs import (
        ListLineageOutputs,
        ListLineageOutputsProjectRunOutputArtifactsEdgesNode,
    )
    from ...list_lineage_runs import ListLineageRuns, ListLineageRunsProjectRunsEdgesNode
    from ...list_lineage_users import ListLineageUsers, ListLineageUsersArtifactUsedByEdgesNode

__all__ = [
    "GET_LINEAGE_START",
    "LIST_LINEAGE_INPUTS",
    "LIST_LINEAGE_OUTPUTS",
    "LIST_LINEAGE_RUNS",
    "LIST_LINEAGE_USERS",
    "get_lineage_start",
    "list_lineage_inputs",
    "list_lineage_outputs",
    "list_lineage_runs",
    "list_lineage_users",
]

GET_LINEAGE_START: Final[Operation[GetLineageStart]] = Operation(
    name="GetLineageStart",
    kind="query",
    model=".get_lineage_start:GetLineageStart",
    document=Operation.join(
        _lineage_graph.GET_LINEAGE_START,
        _lineage_graph.ArtifactNode,
        _artifacts_base.ArtifactSequencePlace,
        _artifacts_base.ArtifactTypeName,
        _shared.PageInfoFields,
        _lineage_graph.RunNode,
        _runs_base.RunProjectFields,
        _accounts_users.UserFields,
    ),
    arguments={"id": "id"},
)


def get_lineage_start(*, id: str) -> Call[GetLineageStart]:
    """Where a graph of lineage begins: a version and the runs next to it.

    Args:
        id: `ID!`.

    Source: query GetLineageStart in queries/lineage/graph.graphql.
    """
    return Call(GET_LINEAGE_START, {"id": id})


LIST_LINEAGE_RUNS: Final[Operation[ListLineageRuns]] = Operation(
    name="ListLineageRuns",
    kind="query",
    model=".list_lineage_runs:ListLineageRuns",
    document=Operation.join(
        _lineage_graph.LIST_LINEAGE_RUNS,
        _lineage_graph.ArtifactNode,
        _artifacts_base.ArtifactSequencePlace,
        _artifacts_base.ArtifactTypeName,
        _shared.PageInfoFields,
        _lineage_graph.RunNode,
        _lineage_graph.RunNodeFull,
        _runs_base.RunProjectFields,
        _accounts_users.UserFields,
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
) -> PagedCall[ListLineageRuns, ListLineageRunsProjectRunsEdgesNode]:
    """The next step of a graph of lineage: runs of a project, and the versions next to them.

    Args:
        entity: `String`.
        project: `String!`.
        filters: `JSONString`.
        first: `Int`.
        after: `String`.

    Source: query ListLineageRuns in queries/lineage/graph.graphql.
    """
    return PagedCall(
        LIST_LINEAGE_RUNS,
        {"entity": entity, "project": project, "filters": filters, "first": first, "after": after},
    )


LIST_LINEAGE_USERS: Final[Operation[ListLineageUsers]] = Operation(
    name="ListLineageUsers",
    kind="query",
    model=".list_lineage_users:ListLineageUsers",
    document=Operation.join(
        _lineage_graph.LIST_LINEAGE_USERS,
        _shared.PageInfoFields,
        _lineage_graph.RunNode,
        _runs_base.RunProjectFields,
    ),
    arguments={"id": "id", "first": "first", "after": "after"},
)


def list_lineage_users(
    *, id: str, first: int | None | Unset = UNSET, after: str | None | Unset = UNSET
) -> PagedCall[ListLineageUsers, ListLineageUsersArtifactUsedByEdgesNode]:
    """More of the runs that took a version as input, in a graph of lineage.

    Args:
        id: `ID!`.
        first: `Int`.
        after: `String`.

    Source: query ListLineageUsers in queries/lineage/graph.graphql.
    """
    return PagedCall(LIST_LINEAGE_USERS, {"id": id, "first": first, "after": after})


LIST_LINEAGE_INPUTS: Final[Operation[ListLineageInputs]] = Operation(
    name="ListLineageInputs",
    kind="query",
    model=".list_lineage_inputs:ListLineageInputs",
    document=Operation.join(
        _lineage_graph.LIST_LINEAGE_INPUTS,
        _lineage_graph.ArtifactNode,
        _artifacts_base.ArtifactSequencePlace,
        _artifacts_base.ArtifactTypeName,
        _shared.PageInfoFields,
        _lineage_graph.RunNode,
        _runs_base.RunProjectFields,
        _accounts_users.UserFields,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "run": "run",
        "first": "first",
        "after": "after",
    },
)


def list_lineage_inputs(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    run: str,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[ListLineageInputs, ListLineageInputsProjectRunInputArtifactsEdgesNode]:
    """More of the versions that a run took as input, in a graph of lineage.

    Args:
        entity: `String`.
        project: `String!`.
        run: `String!`.
        first: `Int`.
        after: `String`.

    Source: query ListLineageInputs in queries/lineage/graph.graphql.
    """
    return PagedCall(
        LIST_LINEAGE_INPUTS,
        {"entity": entity, "project": project, "run": run, "first": first, "after": after},
    )


LIST_LINEAGE_OUTPUTS: Final[Operation[ListLineageOutputs]] = Operation(
    name="ListLineageOutputs",
    kind="query",
    model=".list_lineage_outputs:ListLineageOutputs",
    document=Operation.join(
        _lineage_graph.LIST_LINEAGE_OUTPUTS,
        _lineage_graph.ArtifactNode,
        _artifacts_base.ArtifactSequencePlace,
        _artifacts_base.ArtifactTypeName,
        _shared.PageInfoFields,
        _lineage_graph.RunNode,
        _runs_base.RunProjectFields,
        _accounts_users.UserFields,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "run": "run",
        "first": "first",
        "after": "after",
    },
)


def list_lineage_outputs(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    run: str,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[ListLineageOutputs, ListLineageOutputsProjectRunOutputArtifactsEdgesNode]:
    """More of the versions that a run made, in a graph of lineage.

    Args:
        entity: `String`.
        project: `String!`.
        run: `String!`.
        first: `Int`.
        after: `String`.

    Source: query ListLineageOutputs in queries/lineage/graph.graphql.
    """
    return PagedCall(
        LIST_LINEAGE_OUTPUTS,
        {"entity": entity, "project": project, "run": run, "first": first, "after": after},
    )
