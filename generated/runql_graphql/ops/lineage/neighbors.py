# Generated from queries/lineage/neighbors.graphql by `make generate`. Do not edit.

"""Calls of queries/lineage/neighbors.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...calls import UNSET, Call, Operation, PagedCall, Unset
from ...documents import _shared as _shared
from ...documents.accounts import users as _accounts_users
from ...documents.artifacts import base as _artifacts_base
from ...documents.lineage import neighbors as _lineage_neighbors
from ...documents.runs import base as _runs_base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...fragments.lineage.neighbors import (
        RunInputArtifactsPageInputArtifactsEdgesNode,
        RunOutputArtifactsPageOutputArtifactsEdgesNode,
    )
    from ...get_artifact_creator import GetArtifactCreator
    from ...list_artifact_users import ListArtifactUsers, ListArtifactUsersArtifactUsedByEdgesNode
    from ...list_run_input_artifacts import ListRunInputArtifacts
    from ...list_run_output_artifacts import ListRunOutputArtifacts

__all__ = [
    "GET_ARTIFACT_CREATOR",
    "LIST_ARTIFACT_USERS",
    "LIST_RUN_INPUT_ARTIFACTS",
    "LIST_RUN_OUTPUT_ARTIFACTS",
    "get_artifact_creator",
    "list_artifact_users",
    "list_run_input_artifacts",
    "list_run_output_artifacts",
]

GET_ARTIFACT_CREATOR: Final[Operation[GetArtifactCreator]] = Operation(
    name="GetArtifactCreator",
    kind="query",
    model=".get_artifact_creator:GetArtifactCreator",
    document=Operation.join(
        _lineage_neighbors.GET_ARTIFACT_CREATOR,
        _runs_base.RunFull,
        _runs_base.RunLight,
        _runs_base.RunProjectFields,
        _accounts_users.UserFields,
    ),
    arguments={
        "id": "id",
        "config_keys": "configKeys",
        "summary_keys": "summaryKeys",
        "with_config": "withConfig",
        "with_summary": "withSummary",
        "with_system_metrics": "withSystemMetrics",
        "with_history_keys": "withHistoryKeys",
    },
)


def get_artifact_creator(
    *,
    id: str,
    config_keys: Sequence[str] | None | Unset = UNSET,
    summary_keys: Sequence[str] | None | Unset = UNSET,
    with_config: bool | Unset = UNSET,
    with_summary: bool | Unset = UNSET,
    with_system_metrics: bool | Unset = UNSET,
    with_history_keys: bool | Unset = UNSET,
) -> Call[GetArtifactCreator]:
    """Get the run or user that created a version.

    Args:
        id: `ID!`.
        config_keys: `[String!]`.
        summary_keys: `[String!]`.
        with_config: `Boolean!`, true if left out.
        with_summary: `Boolean!`, true if left out.
        with_system_metrics: `Boolean!`, false if left out.
        with_history_keys: `Boolean!`, false if left out.

    Source: query GetArtifactCreator in queries/lineage/neighbors.graphql.
    """
    return Call(
        GET_ARTIFACT_CREATOR,
        {
            "id": id,
            "configKeys": config_keys,
            "summaryKeys": summary_keys,
            "withConfig": with_config,
            "withSummary": with_summary,
            "withSystemMetrics": with_system_metrics,
            "withHistoryKeys": with_history_keys,
        },
    )


LIST_ARTIFACT_USERS: Final[Operation[ListArtifactUsers]] = Operation(
    name="ListArtifactUsers",
    kind="query",
    model=".list_artifact_users:ListArtifactUsers",
    document=Operation.join(
        _lineage_neighbors.LIST_ARTIFACT_USERS,
        _shared.PageInfoFields,
        _runs_base.RunFull,
        _runs_base.RunLight,
        _runs_base.RunProjectFields,
        _accounts_users.UserFields,
    ),
    arguments={
        "id": "id",
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


def list_artifact_users(
    *,
    id: str,
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
) -> PagedCall[ListArtifactUsers, ListArtifactUsersArtifactUsedByEdgesNode]:
    """List the runs that used a version.

    Args:
        id: `ID!`.
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

    Source: query ListArtifactUsers in queries/lineage/neighbors.graphql.
    """
    return PagedCall(
        LIST_ARTIFACT_USERS,
        {
            "id": id,
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


LIST_RUN_OUTPUT_ARTIFACTS: Final[Operation[ListRunOutputArtifacts]] = Operation(
    name="ListRunOutputArtifacts",
    kind="query",
    model=".list_run_output_artifacts:ListRunOutputArtifacts",
    document=Operation.join(
        _lineage_neighbors.LIST_RUN_OUTPUT_ARTIFACTS,
        _artifacts_base.ArtifactAliasFields,
        _artifacts_base.ArtifactFields,
        _artifacts_base.ArtifactSequencePlace,
        _artifacts_base.ArtifactTypeName,
        _shared.PageInfoFields,
        _lineage_neighbors.RunOutputArtifactsPage,
        _runs_base.RunProjectFields,
        _artifacts_base.TagFields,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "run": "run",
        "first": "first",
        "after": "after",
    },
)


def list_run_output_artifacts(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    run: str,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[ListRunOutputArtifacts, RunOutputArtifactsPageOutputArtifactsEdgesNode]:
    """List the versions that a run logged, and count them.

    Args:
        entity: `String`.
        project: `String!`.
        run: `String!`.
        first: `Int`.
        after: `String`.

    Source: query ListRunOutputArtifacts in queries/lineage/neighbors.graphql.
    """
    return PagedCall(
        LIST_RUN_OUTPUT_ARTIFACTS,
        {"entity": entity, "project": project, "run": run, "first": first, "after": after},
    )


LIST_RUN_INPUT_ARTIFACTS: Final[Operation[ListRunInputArtifacts]] = Operation(
    name="ListRunInputArtifacts",
    kind="query",
    model=".list_run_input_artifacts:ListRunInputArtifacts",
    document=Operation.join(
        _lineage_neighbors.LIST_RUN_INPUT_ARTIFACTS,
        _artifacts_base.ArtifactAliasFields,
        _artifacts_base.ArtifactFields,
        _artifacts_base.ArtifactSequencePlace,
        _artifacts_base.ArtifactTypeName,
        _shared.PageInfoFields,
        _lineage_neighbors.RunInputArtifactsPage,
        _runs_base.RunProjectFields,
        _artifacts_base.TagFields,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "run": "run",
        "first": "first",
        "after": "after",
    },
)


def list_run_input_artifacts(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    run: str,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[ListRunInputArtifacts, RunInputArtifactsPageInputArtifactsEdgesNode]:
    """List the versions that a run used, and count them.

    Args:
        entity: `String`.
        project: `String!`.
        run: `String!`.
        first: `Int`.
        after: `String`.

    Source: query ListRunInputArtifacts in queries/lineage/neighbors.graphql.
    """
    return PagedCall(
        LIST_RUN_INPUT_ARTIFACTS,
        {"entity": entity, "project": project, "run": run, "first": first, "after": after},
    )
