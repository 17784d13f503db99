# Generated from queries/artifacts/base.graphql by `make generate`. Do not edit.

"""Calls of queries/artifacts/base.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...calls import UNSET, Call, Operation, PagedCall, Unset
from ...documents import _shared as _shared
from ...documents.artifacts import base as _artifacts_base
from ...documents.runs import base as _runs_base

if TYPE_CHECKING:
    from ...get_artifact import GetArtifact
    from ...get_artifact_by_id import GetArtifactById
    from ...get_artifact_state import GetArtifactState
    from ...get_collection_artifact import GetCollectionArtifact
    from ...list_artifact_links import (
        ListArtifactLinks,
        ListArtifactLinksProjectArtifactTypeArtifactCollectionArtifactsEdgesNode,
    )
    from ...list_artifact_memberships import ListArtifactMemberships
    from ...list_artifacts import (
        ListArtifacts,
        ListArtifactsProjectArtifactTypeArtifactCollectionArtifactsEdgesNode,
    )

__all__ = [
    "GET_ARTIFACT",
    "GET_ARTIFACT_BY_ID",
    "GET_ARTIFACT_STATE",
    "GET_COLLECTION_ARTIFACT",
    "LIST_ARTIFACTS",
    "LIST_ARTIFACT_LINKS",
    "LIST_ARTIFACT_MEMBERSHIPS",
    "get_artifact",
    "get_artifact_by_id",
    "get_artifact_state",
    "get_collection_artifact",
    "list_artifact_links",
    "list_artifact_memberships",
    "list_artifacts",
]

GET_ARTIFACT: Final[Operation[GetArtifact]] = Operation(
    name="GetArtifact",
    kind="query",
    model=".get_artifact:GetArtifact",
    document=Operation.join(
        _artifacts_base.GET_ARTIFACT,
        _artifacts_base.ArtifactAliasFields,
        _artifacts_base.ArtifactCollectionMembershipFields,
        _artifacts_base.ArtifactCollectionMembershipFull,
        _artifacts_base.ArtifactFields,
        _artifacts_base.ArtifactSequencePlace,
        _artifacts_base.ArtifactTypeName,
        _runs_base.RunProjectFields,
        _artifacts_base.TagFields,
    ),
    arguments={"entity": "entity", "project": "project", "name": "name"},
)


def get_artifact(
    *, entity: str | None | Unset = UNSET, project: str, name: str
) -> Call[GetArtifact]:
    """Get a version by `collection:alias`, `collection:v3` or `collection:digest`.

    Args:
        entity: `String`.
        project: `String!`.
        name: `String!`.

    Source: query GetArtifact in queries/artifacts/base.graphql.
    """
    return Call(GET_ARTIFACT, {"entity": entity, "project": project, "name": name})


GET_COLLECTION_ARTIFACT: Final[Operation[GetCollectionArtifact]] = Operation(
    name="GetCollectionArtifact",
    kind="query",
    model=".get_collection_artifact:GetCollectionArtifact",
    document=Operation.join(
        _artifacts_base.GET_COLLECTION_ARTIFACT,
        _artifacts_base.ArtifactAliasFields,
        _artifacts_base.ArtifactCollectionMembershipFields,
        _artifacts_base.ArtifactCollectionMembershipFull,
        _artifacts_base.ArtifactFields,
        _artifacts_base.ArtifactSequencePlace,
        _artifacts_base.ArtifactTypeName,
        _runs_base.RunProjectFields,
        _artifacts_base.TagFields,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "collection": "collection",
        "alias": "alias",
    },
)


def get_collection_artifact(
    *, entity: str | None | Unset = UNSET, project: str, collection: str, alias: str
) -> Call[GetCollectionArtifact]:
    """Get a version by its collection and its number or alias, on servers that cannot look up versions
    in a project.

    Args:
        entity: `String`.
        project: `String!`.
        collection: `String!`.
        alias: `String!`.

    Source: query GetCollectionArtifact in queries/artifacts/base.graphql.
    """
    return Call(
        GET_COLLECTION_ARTIFACT,
        {"entity": entity, "project": project, "collection": collection, "alias": alias},
    )


GET_ARTIFACT_BY_ID: Final[Operation[GetArtifactById]] = Operation(
    name="GetArtifactById",
    kind="query",
    model=".get_artifact_by_id:GetArtifactById",
    document=Operation.join(
        _artifacts_base.GET_ARTIFACT_BY_ID,
        _artifacts_base.ArtifactAliasFields,
        _artifacts_base.ArtifactFields,
        _artifacts_base.ArtifactSequencePlace,
        _artifacts_base.ArtifactTypeName,
        _runs_base.RunProjectFields,
        _artifacts_base.TagFields,
    ),
    arguments={"id": "id"},
)


def get_artifact_by_id(*, id: str) -> Call[GetArtifactById]:
    """Get a version by its opaque ID.

    Args:
        id: `ID!`.

    Source: query GetArtifactById in queries/artifacts/base.graphql.
    """
    return Call(GET_ARTIFACT_BY_ID, {"id": id})


GET_ARTIFACT_STATE: Final[Operation[GetArtifactState]] = Operation(
    name="GetArtifactState",
    kind="query",
    model=".get_artifact_state:GetArtifactState",
    document=Operation.join(
        _artifacts_base.GET_ARTIFACT_STATE,
        _artifacts_base.ArtifactCollectionMembershipState,
        _artifacts_base.ArtifactStateFields,
        _artifacts_base.ArtifactTypeName,
    ),
    arguments={"entity": "entity", "project": "project", "name": "name"},
)


def get_artifact_state(
    *, entity: str | None | Unset = UNSET, project: str, name: str
) -> Call[GetArtifactState]:
    """Check whether a version exists, and get its type.

    Args:
        entity: `String`.
        project: `String!`.
        name: `String!`.

    Source: query GetArtifactState in queries/artifacts/base.graphql.
    """
    return Call(GET_ARTIFACT_STATE, {"entity": entity, "project": project, "name": name})


LIST_ARTIFACTS: Final[Operation[ListArtifacts]] = Operation(
    name="ListArtifacts",
    kind="query",
    model=".list_artifacts:ListArtifacts",
    document=Operation.join(
        _artifacts_base.LIST_ARTIFACTS,
        _artifacts_base.ArtifactAliasFields,
        _artifacts_base.ArtifactFields,
        _artifacts_base.ArtifactSequencePlace,
        _artifacts_base.ArtifactTypeName,
        _shared.PageInfoFields,
        _runs_base.RunProjectFields,
        _artifacts_base.TagFields,
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
) -> PagedCall[ListArtifacts, ListArtifactsProjectArtifactTypeArtifactCollectionArtifactsEdgesNode]:
    """List versions of a collection that match a MongoDB-style filter, in a given order, and count
    them.

    Args:
        entity: `String`.
        project: `String!`.
        type_: `String!`.
        collection: `String!`.
        filters: `JSONString`.
        order: `String`.
        first: `Int`.
        after: `String`.

    Source: query ListArtifacts in queries/artifacts/base.graphql.
    """
    return PagedCall(
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


LIST_ARTIFACT_LINKS: Final[Operation[ListArtifactLinks]] = Operation(
    name="ListArtifactLinks",
    kind="query",
    model=".list_artifact_links:ListArtifactLinks",
    document=Operation.join(
        _artifacts_base.LIST_ARTIFACT_LINKS,
        _artifacts_base.ArtifactCollectionMembershipPlace,
        _artifacts_base.ArtifactLinks,
        _shared.PageInfoFields,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "type_": "type",
        "collection": "collection",
        "filters": "filters",
        "first": "first",
        "after": "after",
    },
)


def list_artifact_links(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    type_: str,
    collection: str,
    filters: str | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[
    ListArtifactLinks, ListArtifactLinksProjectArtifactTypeArtifactCollectionArtifactsEdgesNode
]:
    """List versions of a collection that match a MongoDB-style filter, with only their links.

    Args:
        entity: `String`.
        project: `String!`.
        type_: `String!`.
        collection: `String!`.
        filters: `JSONString`.
        first: `Int`.
        after: `String`.

    Source: query ListArtifactLinks in queries/artifacts/base.graphql.
    """
    return PagedCall(
        LIST_ARTIFACT_LINKS,
        {
            "entity": entity,
            "project": project,
            "type": type_,
            "collection": collection,
            "filters": filters,
            "first": first,
            "after": after,
        },
    )


LIST_ARTIFACT_MEMBERSHIPS: Final[Operation[ListArtifactMemberships]] = Operation(
    name="ListArtifactMemberships",
    kind="query",
    model=".list_artifact_memberships:ListArtifactMemberships",
    document=Operation.join(
        _artifacts_base.LIST_ARTIFACT_MEMBERSHIPS,
        _artifacts_base.ArtifactAliasFields,
        _artifacts_base.ArtifactCollectionMembershipFields,
        _shared.PageInfoFields,
        _runs_base.RunProjectFields,
    ),
    arguments={"id": "id"},
)


def list_artifact_memberships(*, id: str) -> Call[ListArtifactMemberships]:
    """List the collections that contain a version.

    Args:
        id: `ID!`.

    Source: query ListArtifactMemberships in queries/artifacts/base.graphql.
    """
    return Call(LIST_ARTIFACT_MEMBERSHIPS, {"id": id})
