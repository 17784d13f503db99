"""Lists of artifact collections."""

from __future__ import annotations

from runql._async.artifacts.registry_owner import AsyncRegistryPathLister
from runql._async.collections.resource import AsyncArtifactCollection

__all__ = ["AsyncArtifactCollections"]


class AsyncArtifactCollections(AsyncRegistryPathLister[AsyncArtifactCollection]):
    """Lazy list of artifact collections.

    Requests: One per page up to the last requested collection; one more for a registry.
    """


def collection_key(collection: AsyncArtifactCollection) -> str:
    """Return the deduplication key of a collection."""
    return collection.id
