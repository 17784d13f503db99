# Generated from queries/registries/base.graphql by `make generate`. Do not edit.

"""Calls of queries/registries/base.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...calls import UNSET, Call, Operation, PagedCall, Unset
from ...documents import _shared as _shared
from ...documents.accounts import organizations as _accounts_organizations
from ...documents.accounts import users as _accounts_users
from ...documents.artifacts import base as _artifacts_base
from ...documents.collections import base as _collections_base
from ...documents.registries import base as _registries_base
from ...documents.runs import base as _runs_base

if TYPE_CHECKING:
    from ...get_registry import GetRegistry
    from ...get_registry_owner import GetRegistryOwner
    from ...get_registry_search import GetRegistrySearch
    from ...get_viewer_registry import GetViewerRegistry
    from ...inputs import UpsertModelInput
    from ...list_registries import (
        ListRegistries,
        ListRegistriesOrganizationOrgEntityProjectsEdgesNode,
    )
    from ...list_registry_collections import ListRegistryCollections
    from ...list_registry_versions import (
        ListRegistryVersions,
        ListRegistryVersionsOrganizationOrgEntityArtifactMembershipsEdgesNode,
    )
    from ...update_registry_name import UpdateRegistryName
    from ...upsert_registry import UpsertRegistry

__all__ = [
    "GET_REGISTRY",
    "GET_REGISTRY_OWNER",
    "GET_REGISTRY_SEARCH",
    "GET_VIEWER_REGISTRY",
    "LIST_REGISTRIES",
    "LIST_REGISTRY_COLLECTIONS",
    "LIST_REGISTRY_VERSIONS",
    "UPDATE_REGISTRY_NAME",
    "UPSERT_REGISTRY",
    "get_registry",
    "get_registry_owner",
    "get_registry_search",
    "get_viewer_registry",
    "list_registries",
    "list_registry_collections",
    "list_registry_versions",
    "update_registry_name",
    "upsert_registry",
]

GET_REGISTRY: Final[Operation[GetRegistry]] = Operation(
    name="GetRegistry",
    kind="query",
    model=".get_registry:GetRegistry",
    document=Operation.join(
        _registries_base.GET_REGISTRY,
        _artifacts_base.ArtifactTypeName,
        _registries_base.EntityOrganization,
        _registries_base.OrganizationName,
        _shared.PageInfoFields,
        _registries_base.ProjectRegistry,
    ),
    arguments={"organization": "organization", "project": "project"},
)


def get_registry(*, organization: str, project: str) -> Call[GetRegistry]:
    """Get a registry of an organization by the name of its project.

    Args:
        organization: `String!`.
        project: `String!`.

    Source: query GetRegistry in queries/registries/base.graphql.
    """
    return Call(GET_REGISTRY, {"organization": organization, "project": project})


GET_VIEWER_REGISTRY: Final[Operation[GetViewerRegistry]] = Operation(
    name="GetViewerRegistry",
    kind="query",
    model=".get_viewer_registry:GetViewerRegistry",
    document=Operation.join(
        _registries_base.GET_VIEWER_REGISTRY,
        _artifacts_base.ArtifactTypeName,
        _registries_base.EntityOrganization,
        _registries_base.OrganizationName,
        _shared.PageInfoFields,
        _registries_base.ProjectRegistry,
    ),
    arguments={"project": "project"},
)


def get_viewer_registry(*, project: str) -> Call[GetViewerRegistry]:
    """Get a registry by the name of its project, in each organization of the viewer.

    Args:
        project: `String!`.

    Source: query GetViewerRegistry in queries/registries/base.graphql.
    """
    return Call(GET_VIEWER_REGISTRY, {"project": project})


LIST_REGISTRIES: Final[Operation[ListRegistries]] = Operation(
    name="ListRegistries",
    kind="query",
    model=".list_registries:ListRegistries",
    document=Operation.join(
        _registries_base.LIST_REGISTRIES,
        _artifacts_base.ArtifactTypeName,
        _registries_base.EntityOrganization,
        _registries_base.OrganizationName,
        _shared.PageInfoFields,
        _registries_base.ProjectRegistry,
    ),
    arguments={
        "organization": "organization",
        "filters": "filters",
        "order": "order",
        "first": "first",
        "after": "after",
    },
)


def list_registries(
    *,
    organization: str,
    filters: str | None | Unset = UNSET,
    order: str | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[ListRegistries, ListRegistriesOrganizationOrgEntityProjectsEdgesNode]:
    """List the registries of an organization that match a MongoDB-style filter.

    Args:
        organization: `String!`.
        filters: `JSONString`.
        order: `String`.
        first: `Int`.
        after: `String`.

    Source: query ListRegistries in queries/registries/base.graphql.
    """
    return PagedCall(
        LIST_REGISTRIES,
        {
            "organization": organization,
            "filters": filters,
            "order": order,
            "first": first,
            "after": after,
        },
    )


LIST_REGISTRY_COLLECTIONS: Final[Operation[ListRegistryCollections]] = Operation(
    name="ListRegistryCollections",
    kind="query",
    model=".list_registry_collections:ListRegistryCollections",
    document=Operation.join(
        _registries_base.LIST_REGISTRY_COLLECTIONS,
        _collections_base.ArtifactPortfolioFields,
        _collections_base.ArtifactSequenceFields,
        _artifacts_base.ArtifactTypeName,
        _shared.PageInfoFields,
        _collections_base.ProjectPlace,
        _artifacts_base.TagFields,
    ),
    arguments={
        "organization": "organization",
        "registries": "registries",
        "filters": "filters",
        "order": "order",
        "first": "first",
        "after": "after",
    },
)


def list_registry_collections(
    *,
    organization: str,
    registries: str | None | Unset = UNSET,
    filters: str | None | Unset = UNSET,
    order: str | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> Call[ListRegistryCollections]:
    """List the collections of registries that match a MongoDB-style filter, and count them.

    Args:
        organization: `String!`.
        registries: `JSONString`.
        filters: `JSONString`.
        order: `String`.
        first: `Int`.
        after: `String`.

    Source: query ListRegistryCollections in queries/registries/base.graphql.
    """
    return Call(
        LIST_REGISTRY_COLLECTIONS,
        {
            "organization": organization,
            "registries": registries,
            "filters": filters,
            "order": order,
            "first": first,
            "after": after,
        },
    )


LIST_REGISTRY_VERSIONS: Final[Operation[ListRegistryVersions]] = Operation(
    name="ListRegistryVersions",
    kind="query",
    model=".list_registry_versions:ListRegistryVersions",
    document=Operation.join(
        _registries_base.LIST_REGISTRY_VERSIONS,
        _artifacts_base.ArtifactAliasFields,
        _artifacts_base.ArtifactCollectionMembershipFields,
        _artifacts_base.ArtifactCollectionMembershipFull,
        _artifacts_base.ArtifactFields,
        _artifacts_base.ArtifactSequencePlace,
        _artifacts_base.ArtifactTypeName,
        _shared.PageInfoFields,
        _runs_base.RunProjectFields,
        _artifacts_base.TagFields,
    ),
    arguments={
        "organization": "organization",
        "registries": "registries",
        "collections": "collections",
        "filters": "filters",
        "order": "order",
        "first": "first",
        "after": "after",
    },
)


def list_registry_versions(
    *,
    organization: str,
    registries: str | None | Unset = UNSET,
    collections: str | None | Unset = UNSET,
    filters: str | None | Unset = UNSET,
    order: str | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[
    ListRegistryVersions, ListRegistryVersionsOrganizationOrgEntityArtifactMembershipsEdgesNode
]:
    """List the versions that are linked to registries and collections that match MongoDB-style
    filters.

    Args:
        organization: `String!`.
        registries: `JSONString`.
        collections: `JSONString`.
        filters: `JSONString`.
        order: `String`.
        first: `Int`.
        after: `String`.

    Source: query ListRegistryVersions in queries/registries/base.graphql.
    """
    return PagedCall(
        LIST_REGISTRY_VERSIONS,
        {
            "organization": organization,
            "registries": registries,
            "collections": collections,
            "filters": filters,
            "order": order,
            "first": first,
            "after": after,
        },
    )


GET_REGISTRY_SEARCH: Final[Operation[GetRegistrySearch]] = Operation(
    name="GetRegistrySearch",
    kind="query",
    model=".get_registry_search:GetRegistrySearch",
    document=Operation.join(
        _registries_base.GET_REGISTRY_SEARCH, _registries_base.AdvancedRegistryFeaturesFields
    ),
    arguments={"organization": "organization"},
)


def get_registry_search(*, organization: str) -> Call[GetRegistrySearch]:
    """Get how the versions of an organization's registries are searched; older servers lack the field.

    Args:
        organization: `String!`.

    Source: query GetRegistrySearch in queries/registries/base.graphql.
    """
    return Call(GET_REGISTRY_SEARCH, {"organization": organization})


GET_REGISTRY_OWNER: Final[Operation[GetRegistryOwner]] = Operation(
    name="GetRegistryOwner",
    kind="query",
    model=".get_registry_owner:GetRegistryOwner",
    document=Operation.join(
        _registries_base.GET_REGISTRY_OWNER,
        _accounts_users.EntityFields,
        _accounts_organizations.OrganizationFields,
    ),
    arguments={"name": "name"},
)


def get_registry_owner(*, name: str | None | Unset = UNSET) -> Call[GetRegistryOwner]:
    """Resolve a name to an organization: the organization of an entity, or an organization itself.

    Args:
        name: `String`.

    Source: query GetRegistryOwner in queries/registries/base.graphql.
    """
    return Call(GET_REGISTRY_OWNER, {"name": name})


UPSERT_REGISTRY: Final[Operation[UpsertRegistry]] = Operation(
    name="UpsertRegistry",
    kind="mutation",
    model=".upsert_registry:UpsertRegistry",
    document=Operation.join(
        _registries_base.UPSERT_REGISTRY,
        _artifacts_base.ArtifactTypeName,
        _registries_base.EntityOrganization,
        _registries_base.OrganizationName,
        _shared.PageInfoFields,
        _registries_base.ProjectRegistry,
    ),
    arguments={"input": "input"},
)


def upsert_registry(*, input: UpsertModelInput) -> Call[UpsertRegistry]:
    """Create a registry, or change the given fields of an existing one.

    Args:
        input: `UpsertModelInput!`.

    Source: mutation UpsertRegistry in queries/registries/base.graphql.
    """
    return Call(UPSERT_REGISTRY, {"input": input})


UPDATE_REGISTRY_NAME: Final[Operation[UpdateRegistryName]] = Operation(
    name="UpdateRegistryName",
    kind="mutation",
    model=".update_registry_name:UpdateRegistryName",
    document=Operation.join(
        _registries_base.UPDATE_REGISTRY_NAME,
        _artifacts_base.ArtifactTypeName,
        _registries_base.EntityOrganization,
        _registries_base.OrganizationName,
        _shared.PageInfoFields,
        _registries_base.ProjectRegistry,
    ),
    arguments={"entity": "entity", "project": "project", "name": "name"},
)


def update_registry_name(*, entity: str, project: str, name: str) -> Call[UpdateRegistryName]:
    """Rename a registry.

    Args:
        entity: `String!`.
        project: `String!`.
        name: `String!`.

    Source: mutation UpdateRegistryName in queries/registries/base.graphql.
    """
    return Call(UPDATE_REGISTRY_NAME, {"entity": entity, "project": project, "name": name})
