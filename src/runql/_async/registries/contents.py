"""Lists of collections and versions in the registries of an organization."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from runql_graphql.ops.accounts import organizations as organization_ops
from runql_graphql.ops.registries import base as ops

from runql._async._client.lister import AsyncLister
from runql._async.artifacts.missing_metadata import check_metadata_keys
from runql._async.artifacts.resource import AsyncArtifact
from runql._async.collections.listing import collection_key
from runql._async.collections.resource import AsyncArtifactCollection, collection_of
from runql._models.accounts.organizations import (
    missing_organization,
    only_organization,
    own_organizations,
)
from runql._models.artifacts.base import ArtifactContext, membership_location
from runql._models.registries.filters import (
    CollectionSearch,
    VersionSearch,
    listed_filter,
    registry_filter,
)
from runql._paging.connections import page_of
from runql._paging.pages import Listing, Page, PageWindow
from runql._paths.projects import ProjectPath
from runql._wire.json_types import JsonValue
from runql.errors import UnsupportedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql_graphql.fragments.artifacts.base import ArtifactCollectionMembershipFull
    from runql_graphql.list_registry_collections import ListRegistryCollections
    from runql_graphql.list_registry_versions import ListRegistryVersions

    from runql._async._client.session import AsyncSession
    from runql._models.registries.filters import VersionSearch
    from runql.filters import Filter

__all__ = [
    "AsyncOrganizationLister",
    "AsyncRegistryCollections",
    "AsyncRegistryVersions",
    "only_organization_name",
    "registry_collections",
    "registry_versions",
]

T = TypeVar("T")


class AsyncOrganizationLister(AsyncLister[T]):
    """Lazy list of an organization's objects; fetches the organization's name first if it is unknown."""

    def __init__(
        self, session: AsyncSession, listing: Listing[Any, T], organization: str | None
    ) -> None:
        super().__init__(session, listing)
        self._organization = organization
        self._prepared = organization is not None

    async def _load_page(self) -> None:
        if not self._prepared:
            await self._prepare()
            self._prepared = True
        await super()._load_page()

    async def _prepare(self) -> None:
        """Complete the call before the first page."""
        if self._organization is None:
            self._organization = await only_organization_name(self._session)
        call = self._listing.call.replace(organization=self._organization)
        self._listing = replace(self._listing, call=call)


class AsyncRegistryCollections(AsyncOrganizationLister[AsyncArtifactCollection]):
    """Lazy list of collections in registries.

    Requests: One per page up to the last requested collection; one more if the organization is
    not specified.
    """


class AsyncRegistryVersions(AsyncOrganizationLister[AsyncArtifact[dict[str, JsonValue]]]):
    """Lazy list of versions linked to registries.

    The server reports no count, so `len` reads all pages.

    Requests: One per page up to the last requested version; one more if the organization is not
    specified, and one more if the names of the filter's or order's fields depend on the
    organization's search feature. One more for a filter with metadata keys if no version
    of the first page shows that they exist.
    """

    def __init__(
        self,
        session: AsyncSession,
        listing: Listing[Any, AsyncArtifact[dict[str, JsonValue]]],
        organization: str | None,
        search: VersionSearch,
    ) -> None:
        super().__init__(session, listing, organization)
        self._search = search
        self._prepared = False

    async def _prepare(self) -> None:
        """Complete the call with the organization's name and the field names of its search."""
        await super()._prepare()
        advanced = False
        if self._search.depends:
            advanced = await self._is_advanced()
        filters, order = self._search.to_wire(advanced=advanced)
        call = self._listing.call.replace(filters=filters, order=order)
        self._listing = replace(self._listing, call=call)

    async def _check_first_page(self) -> None:
        where = f"the registries of {self._organization}"
        await check_metadata_keys(self._session, self._listing, self._buffer, where)

    async def _is_advanced(self) -> bool:
        call = ops.get_registry_search(organization=self._organization or "")
        try:
            found = (await self._session.send(call)).organization
        except UnsupportedError:
            return False
        features = found.advanced_registry_features if found is not None else None
        return features is not None and features.advanced_search


async def only_organization_name(session: AsyncSession) -> str:
    """Return the name of the viewer's only organization."""
    response = await session.send(organization_ops.list_viewer_organizations())
    return only_organization(own_organizations(response)).name


def registry_collections(
    session: AsyncSession,
    organization: str | None,
    registries: Filter | Mapping[str, object] | str | None,
    search: CollectionSearch,
    window: PageWindow,
) -> AsyncRegistryCollections:
    """List the collections in the registries of an organization that match a filter.

    Raises:
        FilterError: If the registry filter names an unsupported field.
    """
    call = ops.list_registry_collections(
        organization=organization or "",
        registries=registry_filter(registries),
        filters=search.filters,
        order=search.order,
    )

    def read(response: ListRegistryCollections) -> Page[AsyncArtifactCollection]:
        """Return a page of collections from a response."""
        owner = response.organization
        if owner is None or owner.org_entity is None:
            raise missing_organization(organization or "", "ListRegistryCollections")
        found = owner.org_entity.artifact_collections
        if found is None:
            return Page((), None, 0)
        at = ProjectPath(owner.org_entity.name, "")
        return page_of(found, lambda each: collection_of(session, each, at), found.total_count)

    listing = Listing(call, read, collection_key, window, first_page=100)
    return AsyncRegistryCollections(session, listing, organization)


def registry_versions(
    session: AsyncSession,
    organization: str | None,
    registries: Filter | Mapping[str, object] | str | None,
    collections: Filter | Mapping[str, object] | str | None,
    search: VersionSearch,
    window: PageWindow,
) -> AsyncRegistryVersions:
    """List the versions linked to the registries of an organization that match a filter.

    Raises:
        FilterError: If the registry or collection filter names an unsupported field.
    """
    call = ops.list_registry_versions(
        organization=organization or "",
        registries=registry_filter(registries),
        collections=listed_filter(collections),
    )
    context = ArtifactContext(session.app_url)

    def make(
        each: ArtifactCollectionMembershipFull | None,
    ) -> AsyncArtifact[dict[str, JsonValue]] | None:
        location = membership_location(each) if each is not None else None
        if each is None or each.artifact is None or location is None:
            return None
        return AsyncArtifact[dict[str, JsonValue]](session, each.artifact, location, context)

    def read(response: ListRegistryVersions) -> Page[AsyncArtifact[dict[str, JsonValue]]]:
        """Return a page of versions from a response."""
        owner = response.organization
        if owner is None or owner.org_entity is None:
            raise missing_organization(organization or "", "ListRegistryVersions")
        found = owner.org_entity.artifact_memberships
        return Page((), None, 0) if found is None else page_of(found, make)

    listing = Listing(call, read, _version_key, window, first_page=100)
    return AsyncRegistryVersions(session, listing, organization, search)


def _version_key(artifact: AsyncArtifact[Any]) -> str:
    # The ID is not unique in the list, because one version can be linked to many collections.
    return str(artifact.path)
