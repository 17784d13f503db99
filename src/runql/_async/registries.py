"""Registries of organizations, listed, fetched and made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql_graphql.ops.registries import base as ops

from runql._async.artifact import AsyncArtifact
from runql._async.collections import AsyncArtifactCollection, AsyncCollectionsApi
from runql._async.registry import AsyncRegistry
from runql._async.registry_lists import (
    AsyncOrganizationLister,
    AsyncRegistryCollections,
    AsyncRegistryVersions,
    only_organization_name,
)
from runql._async.registry_types import further_types
from runql._json import JsonValue
from runql._models.artifact import place_of_membership
from runql._models.collection import page_of
from runql._models.organization import missing_organization
from runql._models.registry import (
    RegistryVisibility,
    checked_types,
    checked_visibility,
    full_name,
)
from runql._models.registry_answers import (
    changed_registry,
    missing_registry,
    new_registry_input,
    own_registry,
    registry_of,
    taken,
)
from runql._models.registry_filters import (
    PREFIX,
    VersionSearch,
    listed_filter,
    listed_order,
    registry_filter,
)
from runql._pages import Listing, Page
from runql._paths import ProjectPath

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql_graphql.fragments.artifacts.base import ArtifactCollectionMembershipFull
    from runql_graphql.fragments.registries.base import ProjectRegistry
    from runql_graphql.list_registries import ListRegistries
    from runql_graphql.list_registry_collections import ListRegistryCollections
    from runql_graphql.list_registry_versions import ListRegistryVersions

__all__ = ["AsyncRegistries", "AsyncRegistriesApi"]


class AsyncRegistries(AsyncOrganizationLister[AsyncRegistry]):
    """Registries of an organization: a lazy list. The server does not count them, so `len` reads them all.

    Requests: One per page as far as the registries asked for reach; one more when no organization was named.
    """

    _api: AsyncRegistriesApi
    _wanted: Mapping[str, object] | None = None

    def collections(
        self,
        filters: Mapping[str, object] | None = None,
        order: str | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> AsyncRegistryCollections:
        """List the collections of all these registries; everything is as in `registry.collections`.

        The `limit` and `order` of the registries have no part in it, their filter has.

        Requests: None until iterated; then one per page.
        """
        return self._api._collections(
            self._organization, self._wanted, filters, order, per_page, limit, after
        )

    def versions(
        self,
        filters: Mapping[str, object] | None = None,
        order: str | None = None,
        *,
        collections: Mapping[str, object] | None = None,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> AsyncRegistryVersions:
        """List the versions linked to all these registries; everything is as in `registry.versions`.

        Args:
            filters: As in `registry.versions`.
            order: As in `registry.versions`.
            collections: A filter of the collections, as in `registry.collections`.
            per_page: Versions to ask for at once; None begins with 100, and asks for more each time.
            limit: Versions after which the list ends; None for all.
            after: The `cursor` of an earlier list, to go on behind it.

        Requests: None until iterated; then one per page, and one before the first when `id`, a time or an order is
        named.
        """
        return self._api._versions(
            self._organization, self._wanted, collections, filters, order, per_page, limit, after
        )


class AsyncRegistriesApi(AsyncCollectionsApi):
    """Registries, from the front door."""

    def registries(
        self,
        organization: str | None = None,
        filters: Mapping[str, object] | None = None,
        order: str | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> AsyncRegistries:
        """List the registries of an organization that the viewer may see.

        Args:
            organization: Name of the organization; None means the only one of the viewer.
            filters: A Mongo-style dict over `id`, `name`, `entity_id`, `description`, `created_at`, `updated_at`.
                Names are without `wandb-registry-`, but for a `$regex`, which sees it.
            order: `name`, `created_at` or `updated_at`, with `+` or `-` before it.
            per_page: Registries to ask for at once; None begins with 100, and asks for more each time.
            limit: Registries after which the list ends; None for all.
            after: The `cursor` of an earlier list, to go on behind it.

        Raises:
            FilterError: The filter names another field.
            OrderError: The order does.
            NotFoundError: There is no such organization; raised by the first page.
            UsageError: No organization was named, and the viewer has several; raised by the first page.

        Requests: None until iterated; then one per page, and one before the first without an organization.
        """
        call = ops.list_registries(
            organization=organization or "",
            filters=registry_filter(filters),
            order=listed_order(order, "registries"),
        )

        def read(answer: ListRegistries) -> Page[AsyncRegistry]:
            """Take a page of registries out of an answer."""
            home = answer.organization
            if home is None or home.org_entity is None:
                raise missing_organization(organization or "", "ListRegistries")
            found = home.org_entity.projects
            if found is None:
                return Page((), None, 0)

            def make(each: ProjectRegistry | None) -> AsyncRegistry | None:
                known = each is not None and each.name.startswith(PREFIX)
                return AsyncRegistry(self, each) if each is not None and known else None

            return page_of(found, make)

        listing = Listing(
            call, read, registry_key, per_page=per_page, first_page=100, limit=limit, after=after
        )
        listed = AsyncRegistries(self._session, listing, organization)
        listed._api, listed._wanted = self, filters
        return listed

    async def registry(self, name: str, organization: str | None = None) -> AsyncRegistry:
        """Fetch one registry.

        Args:
            name: Its name, with or without `wandb-registry-`.
            organization: Name of the organization; None looks into all of the viewer's.

        Raises:
            UsageError: The name is none; or several organizations have such a registry, and none was named.
            NotFoundError: There is no such organization or registry, or the API key may not see it.

        Requests: One; one more per 1,000 types beyond the first 1,000.
        """
        project = full_name(name)
        if organization is None:
            mine = await self._session.send(ops.get_viewer_registry(project=project))
            found = own_registry(mine, project)
        else:
            call = ops.get_registry(organization=organization, project=project)
            held = registry_of(await self._session.send(call), organization)[1]
            if held is None:
                raise missing_registry(project, organization, "GetRegistry")
            found = held
        registry = AsyncRegistry(self, found)
        registry._further_types = await further_types(self._session, found)
        return registry

    async def create_registry(
        self,
        name: str,
        visibility: RegistryVisibility | str = RegistryVisibility.ORGANIZATION,
        organization: str | None = None,
        *,
        description: str | None = None,
        artifact_types: Iterable[str] | None = None,
    ) -> AsyncRegistry:
        """Make a registry.

        Args:
            name: Its name in the organization, with or without `wandb-registry-`.
            visibility: `organization`: everybody in it sees the registry; `restricted`: its members alone.
            organization: Name of the organization; None means the only one of the viewer.
            description: What it is for.
            artifact_types: The types that may be linked to it; None for any.

        Raises:
            UsageError: The name, the visibility or a type is none; nothing was sent.
            ConflictError: There is a registry of that name; it was not changed.
            NotFoundError: There is no such organization.
            PermissionDeniedError: The API key may not make registries.

        Requests: Two; three without an organization.
        """
        project, seen = full_name(name), checked_visibility(visibility)
        types = checked_types(artifact_types or ())
        if organization is None:
            organization = await only_organization_name(self._session)
        call = ops.get_registry(organization=organization, project=project)
        entity, before = registry_of(await self._session.send(call), organization)
        if before is not None:
            raise taken(project, organization)
        given = new_registry_input(entity, project, seen, description, types)
        answer = await self._session.send(ops.upsert_registry(input=given))
        return AsyncRegistry(self, changed_registry(answer.upsert_model, project))

    def _collections(
        self,
        organization: str | None,
        registries: Mapping[str, object] | None,
        filters: Mapping[str, object] | None,
        order: str | None,
        per_page: int | None,
        limit: int | None,
        after: str | None,
    ) -> AsyncRegistryCollections:
        call = ops.list_registry_collections(
            organization=organization or "",
            registries=registry_filter(registries),
            filters=listed_filter(filters),
            order=listed_order(order, "collections"),
        )

        def read(answer: ListRegistryCollections) -> Page[AsyncArtifactCollection]:
            """Take a page of collections out of an answer."""
            home = answer.organization
            if home is None or home.org_entity is None:
                raise missing_organization(organization or "", "ListRegistryCollections")
            found = home.org_entity.artifact_collections
            if found is None:
                return Page((), None, 0)
            at = ProjectPath(home.org_entity.name, "")
            return page_of(found, lambda each: self._built(each, at), found.total_count)

        listing = Listing(
            call, read, _collection_key, per_page=per_page, first_page=100, limit=limit, after=after
        )
        return AsyncRegistryCollections(self._session, listing, organization)

    def _versions(
        self,
        organization: str | None,
        registries: Mapping[str, object] | None,
        collections: Mapping[str, object] | None,
        filters: Mapping[str, object] | None,
        order: str | None,
        per_page: int | None,
        limit: int | None,
        after: str | None,
    ) -> AsyncRegistryVersions:
        call = ops.list_registry_versions(
            organization=organization or "",
            registries=registry_filter(registries),
            collections=listed_filter(collections),
        )
        context = self._artifact_context(None)

        def make(
            each: ArtifactCollectionMembershipFull | None,
        ) -> AsyncArtifact[dict[str, JsonValue]] | None:
            place = place_of_membership(each) if each is not None else None
            if each is None or each.artifact is None or place is None:
                return None
            return AsyncArtifact[dict[str, JsonValue]](self._session, each.artifact, place, context)

        def read(answer: ListRegistryVersions) -> Page[AsyncArtifact[dict[str, JsonValue]]]:
            """Take a page of versions out of an answer."""
            home = answer.organization
            if home is None or home.org_entity is None:
                raise missing_organization(organization or "", "ListRegistryVersions")
            found = home.org_entity.artifact_memberships
            return Page((), None, 0) if found is None else page_of(found, make)

        listing = Listing(
            call, read, _version_key, per_page=per_page, first_page=100, limit=limit, after=after
        )
        search = VersionSearch.checked(filters, order)
        return AsyncRegistryVersions(self._session, listing, organization, search)


def registry_key(registry: AsyncRegistry) -> str:
    """Return what makes a registry itself, wherever it is listed."""
    return registry.internal_id


def _collection_key(collection: AsyncArtifactCollection) -> str:
    return collection.id


def _version_key(artifact: AsyncArtifact[Any]) -> str:
    # One version may be linked to many collections.
    return str(artifact.path)
