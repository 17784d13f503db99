# Generated from src/runql/_async/collections/listing.py by `make generate`. Do not edit.

"""Lists of artifact collections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from runql._sync.artifacts.registry_owner import PlacedLister
from runql._sync.collections.resource import ArtifactCollection

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql_graphql.calls import Call

    from runql._paging.pages import Page

    _Question: TypeAlias = tuple[Call[Any], Callable[[Any], Page["ArtifactCollection"]]]

__all__ = ["ArtifactCollections"]


class ArtifactCollections(PlacedLister[ArtifactCollection]):
    """Collections of artifacts: a lazy list.

    Requests: One per page as far as the collections asked for reach; one more for a registry.
    """


def collection_key(collection: ArtifactCollection) -> str:
    """Return what makes a collection itself, wherever it is listed."""
    return collection.id
