"""Lists of registries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql._async.registries.contents import (
    AsyncOrganizationLister,
    AsyncRegistryCollections,
    AsyncRegistryVersions,
    registry_collections,
    registry_versions,
)
from runql._async.registries.resource import AsyncRegistry
from runql._models.registries.filters import CollectionSearch, VersionSearch
from runql._paging.pages import Listing, PageWindow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql._async._client.session import AsyncSession
    from runql._paging.order import Order
    from runql.filters import Filter

__all__ = ["AsyncRegistries"]


class AsyncRegistries(AsyncOrganizationLister[AsyncRegistry]):
    """Lazy list of an organization's registries.

    The server reports no count, so `len` reads all pages.

    Requests: One per page up to the last requested registry; one more if the organization is not
    specified.
    """

    def __init__(
        self,
        session: AsyncSession,
        listing: Listing[Any, AsyncRegistry],
        organization: str | None,
        filters: Filter | Mapping[str, object] | str | None = None,
    ) -> None:
        super().__init__(session, listing, organization)
        self._filters = filters

    def collections(
        self,
        filters: Filter | Mapping[str, object] | str | None = None,
        order: str | Order | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> AsyncRegistryCollections:
        """List the collections of all these registries, as `registry.collections` does.

        The filter of the list of registries applies; its `limit` and `order` are ignored.

        Requests: None until iterated; then one per page.
        """
        return registry_collections(
            self._session,
            self._organization,
            self._filters,
            CollectionSearch.checked(filters, order),
            PageWindow(per_page, limit, after),
        )

    def versions(
        self,
        filters: Filter | Mapping[str, object] | str | None = None,
        order: str | Order | None = None,
        *,
        collections: Filter | Mapping[str, object] | str | None = None,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> AsyncRegistryVersions:
        """List the versions linked to all these registries.

        Args:
            filters: As in `registry.versions`.
            order: As in `registry.versions`.
            collections: Filter of the collections, as in `registry.collections`.
            per_page: Versions per request; None starts with 100 and grows.
            limit: Maximum number of versions; None for all.
            after: The `cursor` of an earlier list, to continue after it.

        Requests: None until iterated; then one per page, and one before the first page if the filter
        uses `id` or a time, or an order is passed.
        """
        return registry_versions(
            self._session,
            self._organization,
            self._filters,
            collections,
            VersionSearch.checked(filters, order),
            PageWindow(per_page, limit, after),
        )


def registry_key(registry: AsyncRegistry) -> str:
    """Return the deduplication key of a registry."""
    return registry.internal_id
