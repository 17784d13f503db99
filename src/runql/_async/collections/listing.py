"""Lists of artifact collections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from runql._async.artifacts.registry_owner import AsyncPlacedLister
from runql._async.collections.resource import AsyncArtifactCollection

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql_graphql.calls import Call

    from runql._paging.pages import Page

    _Question: TypeAlias = tuple[Call[Any], Callable[[Any], Page["AsyncArtifactCollection"]]]

__all__ = ["AsyncArtifactCollections"]


class AsyncArtifactCollections(AsyncPlacedLister[AsyncArtifactCollection]):
    """Collections of artifacts: a lazy list.

    Requests: One per page as far as the collections asked for reach; one more for a registry.
    """


def collection_key(collection: AsyncArtifactCollection) -> str:
    """Return what makes a collection itself, wherever it is listed."""
    return collection.id
