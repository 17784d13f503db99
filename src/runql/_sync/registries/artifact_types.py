# Generated from src/runql/_async/registries/artifact_types.py by `make generate`. Do not edit.

"""Artifact types of a registry beyond the first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops.collections import base as ops

from runql._models.registries.responses import missing_registry
from runql._paging.connections import page_of
from runql._paging.pages import LARGEST_PAGE, Listing, Page, PageWindow
from runql._sync._client.lister import Lister

if TYPE_CHECKING:
    from runql_graphql.fragments.registries.base import ProjectRegistry
    from runql_graphql.list_registry_types import ListRegistryTypes

    from runql._sync._client.session import Session

__all__ = ["further_types"]


def further_types(session: Session, registry: ProjectRegistry) -> tuple[str, ...]:
    """Return the artifact types of a registry that its first response did not contain.

    Raises:
        NotFoundError: If the registry has been deleted.

    Requests: None for a registry with up to 1,000 types; otherwise one per further 1,000 types.
    """
    page = registry.artifact_types.page_info
    if not page.has_next_page:
        return ()
    entity = registry.entity

    def read(response: ListRegistryTypes) -> Page[str]:
        """Return a page of types from a response."""
        if response.project is None:
            raise missing_registry(registry.name, entity.name, "ListRegistryTypes")
        found = response.project.artifact_types
        return page_of(found, lambda each: each.name if each is not None else None)

    call = ops.list_registry_types(entity=entity.name, project=registry.name)
    listing = Listing(call, read, str, PageWindow(per_page=LARGEST_PAGE, after=page.end_cursor))
    return tuple(Lister[str](session, listing).all())
