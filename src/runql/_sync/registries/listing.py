# Generated from src/runql/_async/registries/listing.py by `make generate`. Do not edit.

"""Lists of registries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql._models.registries.filters import CollectionSearch, VersionSearch
from runql._paging.pages import Listing, PageWindow
from runql._sync.registries.contents import (
    OrganizationLister,
    RegistryCollections,
    RegistryVersions,
    registry_collections,
    registry_versions,
)
from runql._sync.registries.resource import Registry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql._paging.order import Order
    from runql._sync._client.session import Session
    from runql.filters import Filter

__all__ = ["Registries"]


class Registries(OrganizationLister[Registry]):
    """Lazy list of an organization's registries.

    The server reports no count, so `len` reads all pages.

    Requests: One per page up to the last requested registry; one more if the organization is not
    specified.
    """

    def __init__(
        self,
        session: Session,
        listing: Listing[Any, Registry],
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
    ) -> RegistryCollections:
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
    ) -> RegistryVersions:
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


def registry_key(registry: Registry) -> str:
    """Return the deduplication key of a registry."""
    return registry.internal_id
