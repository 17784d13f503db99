"""Lists of artifact collections."""

from __future__ import annotations

from runql._async.artifacts.registry_owner import AsyncRegistryPathLister
from runql._async.collections.resource import AsyncArtifactCollection

__all__ = ["AsyncArtifactCollections"]


class AsyncArtifactCollections(AsyncRegistryPathLister[AsyncArtifactCollection]):
    """Collections of artifacts: a lazy list.

    Requests: One per page as far as the collections requested reach; one more for a registry.
    """


def collection_key(collection: AsyncArtifactCollection) -> str:
    """Return what makes a collection itself, wherever it is listed."""
    return collection.id
