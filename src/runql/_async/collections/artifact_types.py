"""Artifact types of a project, and lists of types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._async.artifacts.registry_owner import AsyncRegistryPathLister
from runql._models.collections.base import ArtifactTypeAttributes
from runql._paths.artifacts import CollectionPath

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql_graphql.fragments.collections.base import ArtifactTypeFields

    from runql._async.collections.api import AsyncCollectionsApi
    from runql._async.collections.listing import AsyncArtifactCollections
    from runql._async.collections.resource import AsyncArtifactCollection
    from runql._paging.order import Order
    from runql._paths.projects import ProjectPath
    from runql.filters import Filter


__all__ = ["AsyncArtifactType", "AsyncArtifactTypes"]


class AsyncArtifactType(ArtifactTypeAttributes):
    """An artifact type of a project, such as `dataset`, and its collections."""

    def __init__(
        self, api: AsyncCollectionsApi, snapshot: ArtifactTypeFields, path: ProjectPath
    ) -> None:
        super().__init__(snapshot, path)
        self._api = api

    def collections(
        self,
        filters: Filter | Mapping[str, object] | str | None = None,
        order: str | Order | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> AsyncArtifactCollections:
        """List the collections of the type; the arguments are those of `api.artifact_collections`.

        Requests: None until iterated; then one per page.
        """
        return self._api.artifact_collections(
            self._path,
            self.name,
            order,
            filters=filters,
            per_page=per_page,
            limit=limit,
            after=after,
        )

    async def collection(self, name: str) -> AsyncArtifactCollection:
        """Fetch one collection of the type.

        Raises:
            NotFoundError: If no collection has that name.

        Requests: One.
        """
        path = CollectionPath(self._path.entity, self._path.project, name, known=self._path.known)
        return await self._api.artifact_collection(self.name, path)


class AsyncArtifactTypes(AsyncRegistryPathLister[AsyncArtifactType]):
    """Lazy list of artifact types. The server reports no count, so `len` reads all pages.

    Requests: One per page up to the last requested type; one more for a registry.
    """


def type_key(artifact_type: AsyncArtifactType) -> str:
    """Return the deduplication key of a type."""
    return artifact_type.id
