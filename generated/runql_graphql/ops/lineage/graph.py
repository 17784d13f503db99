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
    from ...get_artifact_graph import GetArtifactGraph
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
    "GET_ARTIFACT_GRAPH",
    "GET_LINEAGE_START",
    "LIST_LINEAGE_INPUTS",
    "LIST_LINEAGE_OUTPUTS",
    "LIST_LINEAGE_RUNS",
    "LIST_LINEAGE_USERS",
    "get_artifact_graph",
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
    """Get the start of a lineage graph: a version, and the runs that created or used it.

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
    """Get the next step of a lineage graph: runs of a project, and their input and output versions.

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
    """List further runs that used a version, for a lineage graph.

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
    """List further versions that a run used, for a lineage graph.

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
    """List further versions that a run logged, for a lineage graph.

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


GET_ARTIFACT_GRAPH: Final[Operation[GetArtifactGraph]] = Operation(
    name="GetArtifactGraph",
    kind="query",
    model=".get_artifact_graph:GetArtifactGraph",
    document=Operation.join(
        _lineage_graph.GET_ARTIFACT_GRAPH,
        _lineage_graph.ArtifactLineageDagArtifactFields,
        _lineage_graph.ArtifactLineageDagClusterFields,
        _lineage_graph.ArtifactLineageDagEdgeFields,
        _lineage_graph.ArtifactLineageDagFields,
        _lineage_graph.ArtifactLineageDagRunFields,
    ),
    arguments={"id": "id", "limit": "limit"},
)


def get_artifact_graph(*, id: str, limit: int) -> Call[GetArtifactGraph]:
    """Get the server's lineage graph around a version, up to a number of nodes.

    Args:
        id: `ID!`.
        limit: `Int!`.

    Source: query GetArtifactGraph in queries/lineage/graph.graphql.
    """
    return Call(GET_ARTIFACT_GRAPH, {"id": id, "limit": limit})
