# Generated from src/runql/_async/collections/listing.py by `make generate`. Do not edit.

"""Lists of artifact collections."""

from __future__ import annotations

from runql._sync.artifacts.registry_owner import RegistryPathLister
from runql._sync.collections.resource import ArtifactCollection

__all__ = ["ArtifactCollections"]


class ArtifactCollections(RegistryPathLister[ArtifactCollection]):
    """Lazy list of artifact collections.

    Requests: One per page up to the last requested collection; one more for a registry.
    """


def collection_key(collection: ArtifactCollection) -> str:
    """Return the deduplication key of a collection."""
    return collection.id
