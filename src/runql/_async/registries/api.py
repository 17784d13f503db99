"""`Api` methods that list, fetch and create registries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops.registries import base as ops

from runql._async._client.api_base import AsyncApiBase
from runql._paging.connections import page_of
from runql._paging.pages import Listing, Page, PageWindow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql_graphql.fragments.registries.base import ProjectRegistry
    from runql_graphql.list_registries import ListRegistries

    from runql._async.registries.listing import AsyncRegistries
    from runql._async.registries.resource import AsyncRegistry
    from runql._models.registries.base import RegistryVisibility
    from runql._paging.order import Order
    from runql.filters import Filter


__all__ = ["AsyncRegistriesApi"]


class AsyncRegistriesApi(AsyncApiBase):
    """`AsyncApi` methods for registries."""

    def registries(
        self,
        organization: str | None = None,
        filters: Filter | Mapping[str, object] | str | None = None,
        order: str | Order | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> AsyncRegistries:
        """List the registries of an organization that the viewer has access to.

        Args:
            organization: Name of the organization; None means the viewer's only organization.
            filters: An expression, a Mongo-style dict, or a string, over `id`, `name`, `entity_id`,
                `description`, `created_at` and `updated_at`. Names and name patterns omit
                `wandb-registry-`.
            order: `name`, `created_at` or `updated_at`, with `+` or `-` before it.
            per_page: Registries per request; None starts with 100 and grows.
            limit: Maximum number of registries; None for all.
            after: The `cursor` of an earlier list, to continue after it.

        Raises:
            FilterError: If the filter names another field.
            OrderError: If the order names another field.
            NotFoundError: If the organization does not exist; raised by the first page.
            UsageError: If `organization` is None, and the viewer has several; raised by the first
                page.

        Requests: None until iterated; then one per page, and one before the first page if
        `organization` is None.

        Examples:
            >>> [registry.name async for registry in api.registries("sandbox-org")]
            ['models']
        """
        from runql._async.registries.listing import AsyncRegistries, registry_key
        from runql._async.registries.resource import AsyncRegistry
        from runql._models.accounts.organizations import missing_organization
        from runql._models.registries.filters import PREFIX, listed_order, registry_filter

        call = ops.list_registries(
            organization=organization or "",
            filters=registry_filter(filters),
            order=listed_order(order, "registries"),
        )

        def read(response: ListRegistries) -> Page[AsyncRegistry]:
            """Return a page of registries from a response."""
            owner = response.organization
            if owner is None or owner.org_entity is None:
                raise missing_organization(organization or "", "ListRegistries")
            found = owner.org_entity.projects
            if found is None:
                return Page((), None, 0)

            def make(each: ProjectRegistry | None) -> AsyncRegistry | None:
                known = each is not None and each.name.startswith(PREFIX)
                return AsyncRegistry(self._session, each) if each is not None and known else None

            return page_of(found, make)

        listing = Listing(
            call, read, registry_key, PageWindow(per_page, limit, after), first_page=100
        )
        return AsyncRegistries(self._session, listing, organization, filters)

    async def registry(self, name: str, organization: str | None = None) -> AsyncRegistry:
        """Fetch one registry.

        Args:
            name: Name of the registry, with or without `wandb-registry-`.
            organization: Name of the organization; None searches all organizations of the viewer.

        Raises:
            UsageError: If the name is invalid, or if `organization` is None and several
                organizations have a registry of that name.
            NotFoundError: If the organization or the registry does not exist, or the API key has no
                access to it.

        Requests: One; one more per 1,000 types beyond the first 1,000.

        Examples:
            >>> registry = await api.registry("models", "sandbox-org")
            >>> [model.name async for model in registry.collections()]
            ['classifier']
        """
        from runql._async.registries.artifact_types import further_types
        from runql._async.registries.resource import AsyncRegistry
        from runql._models.registries.base import full_name
        from runql._models.registries.responses import missing_registry, own_registry, registry_of

        project = full_name(name)
        if organization is None:
            mine = await self._session.send(ops.get_viewer_registry(project=project))
            found = own_registry(mine, project)
        else:
            call = ops.get_registry(organization=organization, project=project)
            held = registry_of(await self._session.send(call), organization)[1]
            if held is None:
                raise missing_registry(project, organization, "GetRegistry")
            found = held
        registry = AsyncRegistry(self._session, found)
        registry._further_types = await further_types(self._session, found)
        return registry

    async def create_registry(
        self,
        name: str,
        visibility: RegistryVisibility | str = "organization",
        organization: str | None = None,
        *,
        description: str | None = None,
        artifact_types: Iterable[str] | None = None,
    ) -> AsyncRegistry:
        """Create a registry.

        Args:
            name: Name in the organization, with or without `wandb-registry-`.
            visibility: `organization` for all users of the organization, or `restricted` for members of the registry.
            organization: Name of the organization; None means the viewer's only organization.
            description: Purpose of the registry.
            artifact_types: Artifact types that can be linked; None for any.

        Raises:
            UsageError: If the name, the visibility or a type is invalid; nothing was sent.
            ConflictError: If a registry of that name exists; nothing was changed.
            NotFoundError: If the organization does not exist.
            PermissionDeniedError: If the API key has no permission to create registries.

        Requests: Two; three if `organization` is None.
        """
        from runql._async.registries.contents import only_organization_name
        from runql._async.registries.resource import AsyncRegistry
        from runql._models.registries.base import checked_types, checked_visibility, full_name
        from runql._models.registries.responses import (
            changed_registry,
            new_registry_input,
            registry_of,
            taken,
        )

        project, seen = full_name(name), checked_visibility(visibility)
        types = checked_types(artifact_types or ())
        if organization is None:
            organization = await only_organization_name(self._session)
        call = ops.get_registry(organization=organization, project=project)
        entity, before = registry_of(await self._session.send(call), organization)
        if before is not None:
            raise taken(project, organization)
        given = new_registry_input(entity, project, seen, description, types)
        response = await self._session.send(ops.upsert_registry(input=given))
        return AsyncRegistry(self._session, changed_registry(response.upsert_model, project))
