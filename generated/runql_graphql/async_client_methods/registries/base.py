# Generated from queries/registries/base.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/registries/base.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calls import UNSET, AsyncSender, Unset
from ...ops.registries import base as _ops

if TYPE_CHECKING:
    from ...get_registry import GetRegistry
    from ...get_registry_owner import GetRegistryOwner
    from ...get_registry_search import GetRegistrySearch
    from ...get_viewer_registry import GetViewerRegistry
    from ...inputs import UpsertModelInput
    from ...list_registries import ListRegistries
    from ...list_registry_collections import ListRegistryCollections
    from ...list_registry_versions import ListRegistryVersions
    from ...update_registry_name import UpdateRegistryName
    from ...upsert_registry import UpsertRegistry

__all__ = ["AsyncRegistriesBaseMethods"]


class AsyncRegistriesBaseMethods:
    """Operations of queries/registries/base.graphql."""

    _sender: AsyncSender

    async def get_registry(self, *, organization: str, project: str) -> GetRegistry:
        """Get a registry of an organization by the name of its project.

        Args:
            organization: `String!`.
            project: `String!`.

        Source: query GetRegistry in queries/registries/base.graphql.
        """
        return await self._sender.send(
            _ops.get_registry(organization=organization, project=project)
        )

    async def get_viewer_registry(self, *, project: str) -> GetViewerRegistry:
        """Get a registry by the name of its project, in each organization of the viewer.

        Args:
            project: `String!`.

        Source: query GetViewerRegistry in queries/registries/base.graphql.
        """
        return await self._sender.send(_ops.get_viewer_registry(project=project))

    async def list_registries(
        self,
        *,
        organization: str,
        filters: str | None | Unset = UNSET,
        order: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListRegistries:
        """List the registries of an organization that match a MongoDB-style filter.

        Args:
            organization: `String!`.
            filters: `JSONString`.
            order: `String`.
            first: `Int`.
            after: `String`.

        Source: query ListRegistries in queries/registries/base.graphql.
        """
        return await self._sender.send(
            _ops.list_registries(
                organization=organization, filters=filters, order=order, first=first, after=after
            )
        )

    async def list_registry_collections(
        self,
        *,
        organization: str,
        registries: str | None | Unset = UNSET,
        filters: str | None | Unset = UNSET,
        order: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListRegistryCollections:
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
        return await self._sender.send(
            _ops.list_registry_collections(
                organization=organization,
                registries=registries,
                filters=filters,
                order=order,
                first=first,
                after=after,
            )
        )

    async def list_registry_versions(
        self,
        *,
        organization: str,
        registries: str | None | Unset = UNSET,
        collections: str | None | Unset = UNSET,
        filters: str | None | Unset = UNSET,
        order: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListRegistryVersions:
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
        return await self._sender.send(
            _ops.list_registry_versions(
                organization=organization,
                registries=registries,
                collections=collections,
                filters=filters,
                order=order,
                first=first,
                after=after,
            )
        )

    async def get_registry_search(self, *, organization: str) -> GetRegistrySearch:
        """Get how the versions of an organization's registries are searched; older servers lack the
        field.

        Args:
            organization: `String!`.

        Source: query GetRegistrySearch in queries/registries/base.graphql.
        """
        return await self._sender.send(_ops.get_registry_search(organization=organization))

    async def get_registry_owner(self, *, name: str | None | Unset = UNSET) -> GetRegistryOwner:
        """Resolve a name to an organization: the organization of an entity, or an organization itself.

        Args:
            name: `String`.

        Source: query GetRegistryOwner in queries/registries/base.graphql.
        """
        return await self._sender.send(_ops.get_registry_owner(name=name))

    async def upsert_registry(self, *, input: UpsertModelInput) -> UpsertRegistry:
        """Create a registry, or change the given fields of an existing one.

        Args:
            input: `UpsertModelInput!`.

        Source: mutation UpsertRegistry in queries/registries/base.graphql.
        """
        return await self._sender.send(_ops.upsert_registry(input=input))

    async def update_registry_name(
        self, *, entity: str, project: str, name: str
    ) -> UpdateRegistryName:
        """Rename a registry.

        Args:
            entity: `String!`.
            project: `String!`.
            name: `String!`.

        Source: mutation UpdateRegistryName in queries/registries/base.graphql.
        """
        return await self._sender.send(
            _ops.update_registry_name(entity=entity, project=project, name=name)
        )
