# Generated from src/runql/_async/collections/listing.py by `make generate`. Do not edit.

"""Lists of artifact collections."""

from __future__ import annotations

from runql._sync.artifacts.registry_owner import RegistryPathLister
from runql._sync.collections.resource import ArtifactCollection

__all__ = ["ArtifactCollections"]


class ArtifactCollections(RegistryPathLister[ArtifactCollection]):
    """Collections of artifacts: a lazy list.

    Requests: One per page as far as the collections requested reach; one more for a registry.
    """


def collection_key(collection: ArtifactCollection) -> str:
    """Return what makes a collection itself, wherever it is listed."""
    return collection.id
