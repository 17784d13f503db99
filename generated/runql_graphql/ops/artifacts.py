# Generated from queries/artifacts.graphql by `make generate`. Do not edit.

"""Calls of queries/artifacts.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..calls import UNSET, Call, Operation, Unset
from ..documents import _shared as _shared
from ..documents import artifacts as _artifacts
from ..documents import files as _files
from ..documents import runs as _runs
from ..documents import users as _users

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..get_artifact import GetArtifact
    from ..get_artifact_by_id import GetArtifactById
    from ..get_artifact_creator import GetArtifactCreator
    from ..get_artifact_manifest import GetArtifactManifest
    from ..get_artifact_state import GetArtifactState
    from ..list_artifact_file_urls import ListArtifactFileUrls
    from ..list_artifact_files import ListArtifactFiles
    from ..list_artifact_memberships import ListArtifactMemberships
    from ..list_artifact_users import ListArtifactUsers
    from ..list_artifacts import ListArtifacts
    from ..list_run_input_artifacts import ListRunInputArtifacts
    from ..list_run_output_artifacts import ListRunOutputArtifacts

__all__ = [
    "GET_ARTIFACT",
    "GET_ARTIFACT_BY_ID",
    "GET_ARTIFACT_CREATOR",
    "GET_ARTIFACT_MANIFEST",
    "GET_ARTIFACT_STATE",
    "LIST_ARTIFACTS",
    "LIST_ARTIFACT_FILES",
    "LIST_ARTIFACT_FILE_URLS",
    "LIST_ARTIFACT_MEMBERSHIPS",
    "LIST_ARTIFACT_USERS",
    "LIST_RUN_INPUT_ARTIFACTS",
    "LIST_RUN_OUTPUT_ARTIFACTS",
    "get_artifact",
    "get_artifact_by_id",
    "get_artifact_creator",
    "get_artifact_manifest",
    "get_artifact_state",
    "list_artifact_file_urls",
    "list_artifact_files",
    "list_artifact_memberships",
    "list_artifact_users",
    "list_artifacts",
    "list_run_input_artifacts",
    "list_run_output_artifacts",
]

GET_ARTIFACT: Final[Operation[GetArtifact]] = Operation(
    name="GetArtifact",
    kind="query",
    model=".get_artifact:GetArtifact",
    document=Operation.join(
        _artifacts.GET_ARTIFACT,
        _artifacts.ArtifactAliasFields,
        _artifacts.ArtifactCollectionMembershipFields,
        _artifacts.ArtifactCollectionMembershipFull,
        _artifacts.ArtifactFields,
        _artifacts.ArtifactSequencePlace,
        _artifacts.ArtifactTypeName,
        _runs.RunProjectFields,
        _artifacts.TagFields,
    ),
    arguments={"entity": "entity", "project": "project", "name": "name"},
)


def get_artifact(
    *, entity: str | None | Unset = UNSET, project: str, name: str
) -> Call[GetArtifact]:
    """A version by `collection:alias`, `collection:v3` or `collection:digest`.

    Args:
        entity: `String`.
        project: `String!`.
        name: `String!`.

    Source: query GetArtifact in queries/artifacts.graphql.
    """
    return Call(GET_ARTIFACT, {"entity": entity, "project": project, "name": name})


GET_ARTIFACT_BY_ID: Final[Operation[GetArtifactById]] = Operation(
    name="GetArtifactById",
    kind="query",
    model=".get_artifact_by_id:GetArtifactById",
    document=Operation.join(
        _artifacts.GET_ARTIFACT_BY_ID,
        _artifacts.ArtifactAliasFields,
        _artifacts.ArtifactFields,
        _artifacts.ArtifactSequencePlace,
        _artifacts.ArtifactTypeName,
        _runs.RunProjectFields,
        _artifacts.TagFields,
    ),
    arguments={"id": "id"},
)


def get_artifact_by_id(*, id: str) -> Call[GetArtifactById]:
    """A version by its opaque id.

    Args:
        id: `ID!`.

    Source: query GetArtifactById in queries/artifacts.graphql.
    """
    return Call(GET_ARTIFACT_BY_ID, {"id": id})


GET_ARTIFACT_STATE: Final[Operation[GetArtifactState]] = Operation(
    name="GetArtifactState",
    kind="query",
    model=".get_artifact_state:GetArtifactState",
    document=Operation.join(
        _artifacts.GET_ARTIFACT_STATE,
        _artifacts.ArtifactCollectionMembershipState,
        _artifacts.ArtifactStateFields,
        _artifacts.ArtifactTypeName,
    ),
    arguments={"entity": "entity", "project": "project", "name": "name"},
)


def get_artifact_state(
    *, entity: str | None | Unset = UNSET, project: str, name: str
) -> Call[GetArtifactState]:
    """Whether a version exists, and of which type it is.

    Args:
        entity: `String`.
        project: `String!`.
        name: `String!`.

    Source: query GetArtifactState in queries/artifacts.graphql.
    """
    return Call(GET_ARTIFACT_STATE, {"entity": entity, "project": project, "name": name})


LIST_ARTIFACTS: Final[Operation[ListArtifacts]] = Operation(
    name="ListArtifacts",
    kind="query",
    model=".list_artifacts:ListArtifacts",
    document=Operation.join(
        _artifacts.LIST_ARTIFACTS,
        _artifacts.ArtifactAliasFields,
        _artifacts.ArtifactFields,
        _artifacts.ArtifactSequencePlace,
        _artifacts.ArtifactTypeName,
        _shared.PageInfoFields,
        _runs.RunProjectFields,
        _artifacts.TagFields,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "type_": "type",
        "collection": "collection",
        "filters": "filters",
        "order": "order",
        "first": "first",
        "after": "after",
    },
)


def list_artifacts(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    type_: str,
    collection: str,
    filters: str | None | Unset = UNSET,
    order: str | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> Call[ListArtifacts]:
    """Versions of a collection that match a Mongo-style filter, in the order asked for, with their
    number.

    Args:
        entity: `String`.
        project: `String!`.
        type_: `String!`.
        collection: `String!`.
        filters: `JSONString`.
        order: `String`.
        first: `Int`.
        after: `String`.

    Source: query ListArtifacts in queries/artifacts.graphql.
    """
    return Call(
        LIST_ARTIFACTS,
        {
            "entity": entity,
            "project": project,
            "type": type_,
            "collection": collection,
            "filters": filters,
            "order": order,
            "first": first,
            "after": after,
        },
    )


GET_ARTIFACT_MANIFEST: Final[Operation[GetArtifactManifest]] = Operation(
    name="GetArtifactManifest",
    kind="query",
    model=".get_artifact_manifest:GetArtifactManifest",
    document=Operation.join(
        _artifacts.GET_ARTIFACT_MANIFEST, _artifacts.ArtifactManifestFields, _files.FileFields
    ),
    arguments={"id": "id"},
)


def get_artifact_manifest(*, id: str) -> Call[GetArtifactManifest]:
    """Where the manifest of a version lies.

    Args:
        id: `ID!`.

    Source: query GetArtifactManifest in queries/artifacts.graphql.
    """
    return Call(GET_ARTIFACT_MANIFEST, {"id": id})


LIST_ARTIFACT_FILES: Final[Operation[ListArtifactFiles]] = Operation(
    name="ListArtifactFiles",
    kind="query",
    model=".list_artifact_files:ListArtifactFiles",
    document=Operation.join(
        _artifacts.LIST_ARTIFACT_FILES,
        _artifacts.ArtifactCollectionMembershipFilesPage,
        _files.FileFields,
        _shared.PageInfoFields,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "collection": "collection",
        "alias": "alias",
        "names": "names",
        "first": "first",
        "after": "after",
    },
)


def list_artifact_files(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    collection: str,
    alias: str,
    names: Sequence[str] | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> Call[ListArtifactFiles]:
    """Files of a version, as a member of a collection; by exact names, or all.

    Args:
        entity: `String`.
        project: `String!`.
        collection: `String!`.
        alias: `String!`.
        names: `[String!]`.
        first: `Int`.
        after: `String`.

    Source: query ListArtifactFiles in queries/artifacts.graphql.
    """
    return Call(
        LIST_ARTIFACT_FILES,
        {
            "entity": entity,
            "project": project,
            "collection": collection,
            "alias": alias,
            "names": names,
            "first": first,
            "after": after,
        },
    )


LIST_ARTIFACT_FILE_URLS: Final[Operation[ListArtifactFileUrls]] = Operation(
    name="ListArtifactFileUrls",
    kind="query",
    model=".list_artifact_file_urls:ListArtifactFileUrls",
    document=Operation.join(
        _artifacts.LIST_ARTIFACT_FILE_URLS,
        _artifacts.ArtifactCollectionMembershipUrlsPage,
        _artifacts.FileUrl,
        _shared.PageInfoFields,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "collection": "collection",
        "alias": "alias",
        "names": "names",
        "first": "first",
        "after": "after",
    },
)


def list_artifact_file_urls(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    collection: str,
    alias: str,
    names: Sequence[str] | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> Call[ListArtifactFileUrls]:
    """Addresses of a version's files, and nothing else.

    Args:
        entity: `String`.
        project: `String!`.
        collection: `String!`.
        alias: `String!`.
        names: `[String!]`.
        first: `Int`.
        after: `String`.

    Source: query ListArtifactFileUrls in queries/artifacts.graphql.
    """
    return Call(
        LIST_ARTIFACT_FILE_URLS,
        {
            "entity": entity,
            "project": project,
            "collection": collection,
            "alias": alias,
            "names": names,
            "first": first,
            "after": after,
        },
    )


GET_ARTIFACT_CREATOR: Final[Operation[GetArtifactCreator]] = Operation(
    name="GetArtifactCreator",
    kind="query",
    model=".get_artifact_creator:GetArtifactCreator",
    document=Operation.join(
        _artifacts.GET_ARTIFACT_CREATOR,
        _runs.RunFull,
        _runs.RunLight,
        _runs.RunProjectFields,
        _users.UserFields,
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
    """The run or user that made a version.

    Args:
        id: `ID!`.
        config_keys: `[String!]`.
        summary_keys: `[String!]`.
        with_config: `Boolean!`, true if left out.
        with_summary: `Boolean!`, true if left out.
        with_system_metrics: `Boolean!`, false if left out.
        with_history_keys: `Boolean!`, false if left out.

    Source: query GetArtifactCreator in queries/artifacts.graphql.
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
        _artifacts.LIST_ARTIFACT_USERS,
        _shared.PageInfoFields,
        _runs.RunFull,
        _runs.RunLight,
        _runs.RunProjectFields,
        _users.UserFields,
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
) -> Call[ListArtifactUsers]:
    """Runs that took a version as input.

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

    Source: query ListArtifactUsers in queries/artifacts.graphql.
    """
    return Call(
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


LIST_ARTIFACT_MEMBERSHIPS: Final[Operation[ListArtifactMemberships]] = Operation(
    name="ListArtifactMemberships",
    kind="query",
    model=".list_artifact_memberships:ListArtifactMemberships",
    document=Operation.join(
        _artifacts.LIST_ARTIFACT_MEMBERSHIPS,
        _artifacts.ArtifactAliasFields,
        _artifacts.ArtifactCollectionMembershipFields,
        _shared.PageInfoFields,
        _runs.RunProjectFields,
    ),
    arguments={"id": "id"},
)


def list_artifact_memberships(*, id: str) -> Call[ListArtifactMemberships]:
    """The collections that a version is a member of.

    Args:
        id: `ID!`.

    Source: query ListArtifactMemberships in queries/artifacts.graphql.
    """
    return Call(LIST_ARTIFACT_MEMBERSHIPS, {"id": id})


LIST_RUN_OUTPUT_ARTIFACTS: Final[Operation[ListRunOutputArtifacts]] = Operation(
    name="ListRunOutputArtifacts",
    kind="query",
    model=".list_run_output_artifacts:ListRunOutputArtifacts",
    document=Operation.join(
        _artifacts.LIST_RUN_OUTPUT_ARTIFACTS,
        _artifacts.ArtifactAliasFields,
        _artifacts.ArtifactFields,
        _artifacts.ArtifactSequencePlace,
        _artifacts.ArtifactTypeName,
        _shared.PageInfoFields,
        _artifacts.RunOutputArtifactsPage,
        _runs.RunProjectFields,
        _artifacts.TagFields,
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
) -> Call[ListRunOutputArtifacts]:
    """Versions that a run made, with their number.

    Args:
        entity: `String`.
        project: `String!`.
        run: `String!`.
        first: `Int`.
        after: `String`.

    Source: query ListRunOutputArtifacts in queries/artifacts.graphql.
    """
    return Call(
        LIST_RUN_OUTPUT_ARTIFACTS,
        {"entity": entity, "project": project, "run": run, "first": first, "after": after},
    )


LIST_RUN_INPUT_ARTIFACTS: Final[Operation[ListRunInputArtifacts]] = Operation(
    name="ListRunInputArtifacts",
    kind="query",
    model=".list_run_input_artifacts:ListRunInputArtifacts",
    document=Operation.join(
        _artifacts.LIST_RUN_INPUT_ARTIFACTS,
        _artifacts.ArtifactAliasFields,
        _artifacts.ArtifactFields,
        _artifacts.ArtifactSequencePlace,
        _artifacts.ArtifactTypeName,
        _shared.PageInfoFields,
        _artifacts.RunInputArtifactsPage,
        _runs.RunProjectFields,
        _artifacts.TagFields,
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
) -> Call[ListRunInputArtifacts]:
    """Versions that a run took as input, with their number.

    Args:
        entity: `String`.
        project: `String!`.
        run: `String!`.
        first: `Int`.
        after: `String`.

    Source: query ListRunInputArtifacts in queries/artifacts.graphql.
    """
    return Call(
        LIST_RUN_INPUT_ARTIFACTS,
        {"entity": entity, "project": project, "run": run, "first": first, "after": after},
    )
