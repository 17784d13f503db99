# Generated from queries/collections/base.graphql by `make generate`. Do not edit.

"""Calls of queries/collections/base.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...calls import UNSET, Call, Operation, PagedCall, Unset
from ...documents import _shared as _shared
from ...documents.accounts import users as _accounts_users
from ...documents.artifacts import base as _artifacts_base
from ...documents.collections import base as _collections_base
from ...documents.runs import base as _runs_base

if TYPE_CHECKING:
    from ...get_artifact_collection import GetArtifactCollection
    from ...get_artifact_type import GetArtifactType
    from ...list_alias_actions import (
        ListAliasActions,
        ListAliasActionsArtifactCollectionAliasActionHistoryEdgesNode,
    )
    from ...list_artifact_collections import ListArtifactCollections
    from ...list_artifact_types import (
        ListArtifactTypes,
        ListArtifactTypesProjectArtifactTypesEdgesNode,
    )
    from ...list_collection_aliases import (
        ListCollectionAliases,
        ListCollectionAliasesArtifactCollectionAliasesEdgesNode,
    )
    from ...list_project_collections import ListProjectCollections
    from ...list_registry_types import (
        ListRegistryTypes,
        ListRegistryTypesProjectArtifactTypesEdgesNode,
    )

__all__ = [
    "GET_ARTIFACT_COLLECTION",
    "GET_ARTIFACT_TYPE",
    "LIST_ALIAS_ACTIONS",
    "LIST_ARTIFACT_COLLECTIONS",
    "LIST_ARTIFACT_TYPES",
    "LIST_COLLECTION_ALIASES",
    "LIST_PROJECT_COLLECTIONS",
    "LIST_REGISTRY_TYPES",
    "get_artifact_collection",
    "get_artifact_type",
    "list_alias_actions",
    "list_artifact_collections",
    "list_artifact_types",
    "list_collection_aliases",
    "list_project_collections",
    "list_registry_types",
]

LIST_ARTIFACT_TYPES: Final[Operation[ListArtifactTypes]] = Operation(
    name="ListArtifactTypes",
    kind="query",
    model=".list_artifact_types:ListArtifactTypes",
    document=Operation.join(
        _collections_base.LIST_ARTIFACT_TYPES,
        _collections_base.ArtifactTypeFields,
        _shared.PageInfoFields,
    ),
    arguments={"entity": "entity", "project": "project", "first": "first", "after": "after"},
)


def list_artifact_types(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[ListArtifactTypes, ListArtifactTypesProjectArtifactTypesEdgesNode]:
    """List the artifact types of a project.

    Args:
        entity: `String`.
        project: `String!`.
        first: `Int`.
        after: `String`.

    Source: query ListArtifactTypes in queries/collections/base.graphql.
    """
    return PagedCall(
        LIST_ARTIFACT_TYPES, {"entity": entity, "project": project, "first": first, "after": after}
    )


LIST_REGISTRY_TYPES: Final[Operation[ListRegistryTypes]] = Operation(
    name="ListRegistryTypes",
    kind="query",
    model=".list_registry_types:ListRegistryTypes",
    document=Operation.join(
        _collections_base.LIST_REGISTRY_TYPES,
        _artifacts_base.ArtifactTypeName,
        _shared.PageInfoFields,
    ),
    arguments={"entity": "entity", "project": "project", "first": "first", "after": "after"},
)


def list_registry_types(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[ListRegistryTypes, ListRegistryTypesProjectArtifactTypesEdgesNode]:
    """List further artifact types of a registry, with and without linked versions.

    Args:
        entity: `String`.
        project: `String!`.
        first: `Int`.
        after: `String`.

    Source: query ListRegistryTypes in queries/collections/base.graphql.
    """
    return PagedCall(
        LIST_REGISTRY_TYPES, {"entity": entity, "project": project, "first": first, "after": after}
    )


GET_ARTIFACT_TYPE: Final[Operation[GetArtifactType]] = Operation(
    name="GetArtifactType",
    kind="query",
    model=".get_artifact_type:GetArtifactType",
    document=Operation.join(
        _collections_base.GET_ARTIFACT_TYPE, _collections_base.ArtifactTypeFields
    ),
    arguments={"entity": "entity", "project": "project", "type_": "type"},
)


def get_artifact_type(
    *, entity: str | None | Unset = UNSET, project: str, type_: str
) -> Call[GetArtifactType]:
    """Get an artifact type by name.

    Args:
        entity: `String`.
        project: `String!`.
        type_: `String!`.

    Source: query GetArtifactType in queries/collections/base.graphql.
    """
    return Call(GET_ARTIFACT_TYPE, {"entity": entity, "project": project, "type": type_})


LIST_ARTIFACT_COLLECTIONS: Final[Operation[ListArtifactCollections]] = Operation(
    name="ListArtifactCollections",
    kind="query",
    model=".list_artifact_collections:ListArtifactCollections",
    document=Operation.join(
        _collections_base.LIST_ARTIFACT_COLLECTIONS,
        _collections_base.ArtifactPortfolioFields,
        _collections_base.ArtifactSequenceFields,
        _artifacts_base.ArtifactTypeName,
        _shared.PageInfoFields,
        _collections_base.ProjectPlace,
        _artifacts_base.TagFields,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "type_": "type",
        "filters": "filters",
        "order": "order",
        "first": "first",
        "after": "after",
    },
)


def list_artifact_collections(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    type_: str,
    filters: str | None | Unset = UNSET,
    order: str | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> Call[ListArtifactCollections]:
    """List collections of one type that match a MongoDB-style filter, and count them.

    Args:
        entity: `String`.
        project: `String!`.
        type_: `String!`.
        filters: `JSONString`.
        order: `String`.
        first: `Int`.
        after: `String`.

    Source: query ListArtifactCollections in queries/collections/base.graphql.
    """
    return Call(
        LIST_ARTIFACT_COLLECTIONS,
        {
            "entity": entity,
            "project": project,
            "type": type_,
            "filters": filters,
            "order": order,
            "first": first,
            "after": after,
        },
    )


LIST_PROJECT_COLLECTIONS: Final[Operation[ListProjectCollections]] = Operation(
    name="ListProjectCollections",
    kind="query",
    model=".list_project_collections:ListProjectCollections",
    document=Operation.join(
        _collections_base.LIST_PROJECT_COLLECTIONS,
        _collections_base.ArtifactPortfolioFields,
        _collections_base.ArtifactSequenceFields,
        _artifacts_base.ArtifactTypeName,
        _shared.PageInfoFields,
        _collections_base.ProjectPlace,
        _artifacts_base.TagFields,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "filters": "filters",
        "order": "order",
        "first": "first",
        "after": "after",
    },
)


def list_project_collections(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    filters: str | None | Unset = UNSET,
    order: str | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> Call[ListProjectCollections]:
    """List collections of every type that match a MongoDB-style filter, and count them.

    Args:
        entity: `String`.
        project: `String!`.
        filters: `JSONString`.
        order: `String`.
        first: `Int`.
        after: `String`.

    Source: query ListProjectCollections in queries/collections/base.graphql.
    """
    return Call(
        LIST_PROJECT_COLLECTIONS,
        {
            "entity": entity,
            "project": project,
            "filters": filters,
            "order": order,
            "first": first,
            "after": after,
        },
    )


GET_ARTIFACT_COLLECTION: Final[Operation[GetArtifactCollection]] = Operation(
    name="GetArtifactCollection",
    kind="query",
    model=".get_artifact_collection:GetArtifactCollection",
    document=Operation.join(
        _collections_base.GET_ARTIFACT_COLLECTION,
        _collections_base.ArtifactPortfolioFields,
        _collections_base.ArtifactSequenceFields,
        _artifacts_base.ArtifactTypeName,
        _shared.PageInfoFields,
        _collections_base.ProjectPlace,
        _artifacts_base.TagFields,
    ),
    arguments={"entity": "entity", "project": "project", "type_": "type", "name": "name"},
)


def get_artifact_collection(
    *, entity: str | None | Unset = UNSET, project: str, type_: str, name: str
) -> Call[GetArtifactCollection]:
    """Get a collection by its type and name.

    Args:
        entity: `String`.
        project: `String!`.
        type_: `String!`.
        name: `String!`.

    Source: query GetArtifactCollection in queries/collections/base.graphql.
    """
    return Call(
        GET_ARTIFACT_COLLECTION, {"entity": entity, "project": project, "type": type_, "name": name}
    )


LIST_COLLECTION_ALIASES: Final[Operation[ListCollectionAliases]] = Operation(
    name="ListCollectionAliases",
    kind="query",
    model=".list_collection_aliases:ListCollectionAliases",
    document=Operation.join(
        _collections_base.LIST_COLLECTION_ALIASES,
        _collections_base.ArtifactAliasName,
        _shared.PageInfoFields,
    ),
    arguments={"id": "id", "first": "first", "after": "after"},
)


def list_collection_aliases(
    *, id: str, first: int | None | Unset = UNSET, after: str | None | Unset = UNSET
) -> PagedCall[ListCollectionAliases, ListCollectionAliasesArtifactCollectionAliasesEdgesNode]:
    """The aliases in a collection.

    Args:
        id: `ID!`.
        first: `Int`.
        after: `String`.

    Source: query ListCollectionAliases in queries/collections/base.graphql.
    """
    return PagedCall(LIST_COLLECTION_ALIASES, {"id": id, "first": first, "after": after})


LIST_ALIAS_ACTIONS: Final[Operation[ListAliasActions]] = Operation(
    name="ListAliasActions",
    kind="query",
    model=".list_alias_actions:ListAliasActions",
    document=Operation.join(
        _collections_base.LIST_ALIAS_ACTIONS,
        _collections_base.ArtifactAliasActionFields,
        _collections_base.ArtifactOfAlias,
        _artifacts_base.ArtifactSequencePlace,
        _shared.PageInfoFields,
        _runs_base.RunProjectFields,
        _accounts_users.UserFields,
    ),
    arguments={"id": "id", "alias": "alias", "first": "first", "after": "after"},
)


def list_alias_actions(
    *,
    id: str,
    alias: str | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[ListAliasActions, ListAliasActionsArtifactCollectionAliasActionHistoryEdgesNode]:
    """List the changes of a collection's aliases, or of one alias.

    Args:
        id: `ID!`.
        alias: `String`.
        first: `Int`.
        after: `String`.

    Source: query ListAliasActions in queries/collections/base.graphql.
    """
    return PagedCall(LIST_ALIAS_ACTIONS, {"id": id, "alias": alias, "first": first, "after": after})
