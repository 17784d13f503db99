"""`AsyncRegistry`: one registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops import projects as project_ops
from runql_graphql.ops.registries import base as ops

from runql._async._client.multi_request import in_steps
from runql._async.registries.artifact_types import further_types
from runql._async.registries.contents import registry_collections, registry_versions
from runql._async.registries.members import AsyncRegistryMembers
from runql._models._attributes.inputs import input_of
from runql._models._attributes.mutation_results import check_done
from runql._models.projects.changes import check_same_project, created_by_update
from runql._models.registries.base import (
    RegistryDrafts,
    full_name,
)
from runql._models.registries.filters import CollectionSearch, VersionSearch
from runql._models.registries.responses import (
    changed_registry,
    missing_registry,
    missing_registry_collection,
    registry_of,
)
from runql._paging.pages import PageWindow
from runql._paths.artifacts import CollectionPath

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql_graphql.fragments.registries.base import ProjectRegistry

    from runql._async._client.session import AsyncSession
    from runql._async.collections.resource import AsyncArtifactCollection
    from runql._async.registries.contents import AsyncRegistryCollections, AsyncRegistryVersions
    from runql._paging.order import Order
    from runql.filters import Filter

__all__ = ["AsyncRegistry"]


class AsyncRegistry(AsyncRegistryMembers, RegistryDrafts):
    """A W&B registry: its attributes, members, collections and linked versions.

    Attributes reflect the last response from the server. Edits of `name`, `description`,
    `visibility`, `allow_all_artifact_types` and `artifact_types` are local until `update()`.
    """

    def __init__(self, session: AsyncSession, snapshot: ProjectRegistry) -> None:
        super().__init__(snapshot)
        self._session = session

    def collections(
        self,
        filters: Filter | Mapping[str, object] | str | None = None,
        order: str | Order | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> AsyncRegistryCollections:
        """List the collections of the registry.

        Args:
            filters: An expression, a Mongo-style dict, or a string, over `id`, `name`, `tag`,
                `description`, `created_at` and `updated_at`.
            order: `name`, `created_at` or `updated_at`, with `+` or `-` before it.
            per_page: Collections per request; None starts with 100 and grows.
            limit: Maximum number of collections; None for all.
            after: The `cursor` of an earlier list, to continue after it.

        Raises:
            FilterError: If the filter names another field.
            OrderError: If the order names another field.

        Requests: None until iterated; then one per page.
        """
        return registry_collections(
            self._session,
            self.organization,
            self._only,
            CollectionSearch.checked(filters, order),
            PageWindow(per_page, limit, after),
        )

    def versions(
        self,
        filters: Filter | Mapping[str, object] | str | None = None,
        order: str | Order | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> AsyncRegistryVersions:
        """List the versions linked to the registry, as found in its collections.

        Args:
            filters: An expression, a Mongo-style dict, or a string, over `id`, `version`, `tag`,
                `alias`, `metadata.KEY`, `created_at`, and `updated_at` or, depending on the
                organization's search feature, `artifact_size` and `linked_at`.
            order: `created_at`, `artifact_size` or `linked_at`, with `+` or `-` before it.
            per_page: Versions per request; None starts with 100 and grows.
            limit: Maximum number of versions; None for all.
            after: The `cursor` of an earlier list, to continue after it.

        Raises:
            FilterError: If the filter names another field.
            OrderError: If the order names another field.
            UnsupportedError: If the organization's search does not support a field; raised by the
                first page.

        Requests: None until iterated; then one per page, and one before the first page if the filter
        uses `id` or a time, or an order is passed.

        Examples:
            >>> registry = await api.registry("models", "sandbox-org")
            >>> [(model.name, model.aliases) async for model in registry.versions()]
            [('classifier:v0', ['production', 'latest'])]
        """
        return registry_versions(
            self._session,
            self.organization,
            self._only,
            None,
            VersionSearch.checked(filters, order),
            PageWindow(per_page, limit, after),
        )

    async def collection(self, name: str) -> AsyncArtifactCollection:
        """Fetch one collection of the registry.

        Raises:
            NotFoundError: If no collection has that name.

        Requests: One.
        """
        found = await self.collections({"name": name}, limit=1).first()
        if found is None:
            path = CollectionPath(self.entity, self._snapshot.name, name)
            raise missing_registry_collection(path)
        return found

    async def update(self) -> None:
        """Save the edited attributes; unchanged attributes are not sent.

        The name is saved last, in a separate request. If that fails, its edit is kept locally.

        Raises:
            UsageError: If a saved type was removed, or types were added although all types are
                allowed; nothing was sent.
            NotFoundError: If the registry was deleted or renamed after it was fetched.
            ConflictError: If a registry of the new name exists.
            PartialUpdateError: If the name could not be saved after other attributes were.
            PermissionDeniedError: If the API key does not administer the registry.

        Requests: None without edits; one for the name, and two for other attributes.
        """
        from runql_graphql.inputs import UpsertModelInput

        changes, name = self._changes(), full_name(self.name)

        async def save() -> None:
            """Save all attributes except the name."""
            entity, saved = self.entity, self._snapshot.name
            current = project_ops.get_project(entity=entity, project=saved)
            check_same_project(await self._session.send(current), self.internal_id, self.path)
            given = input_of(UpsertModelInput, {"entity_name": entity, "name": saved, **changes})
            response = await self._session.send(ops.upsert_registry(input=given), idempotent=True)
            found = changed_registry(response.upsert_model, self._saved_name)
            if found.internal_id != self.internal_id:
                raise created_by_update(self.path)
            self._accept(found)

        async def rename() -> None:
            """Save the name."""
            call = ops.update_registry_name(
                entity=self.entity, project=self._snapshot.name, name=name
            )
            done = await self._session.send(call)
            self._take(changed_registry(done.rename_project, name))

        steps = [("attributes", save)] if changes else []
        if name != self._snapshot.name:
            steps.append(("the name", rename))
        await in_steps(self.path, steps)

    async def refresh(self) -> None:
        """Fetch the attributes again; unsaved edits are dropped.

        Raises:
            NotFoundError: If the registry has been deleted.

        Requests: One; one more per 1,000 types beyond the first 1,000.
        """
        call = ops.get_registry(organization=self.organization, project=self._snapshot.name)
        found = registry_of(await self._session.send(call), self.organization)[1]
        if found is None:
            raise missing_registry(self._snapshot.name, self.organization, "GetRegistry")
        self._take(found)
        self._further_types = await further_types(self._session, found)

    async def delete(self) -> None:
        """Delete the registry with its collections; the linked versions are not deleted.

        Raises:
            NotFoundError: If the registry has been deleted.
            PermissionDeniedError: If the API key does not administer the registry.

        Requests: One.
        """
        done = (await self._session.send(project_ops.delete_project(id=self.id))).delete_model
        check_done(
            done.success if done is not None else None, "DeleteProject", "delete the registry"
        )

    @property
    def _only(self) -> Mapping[str, object]:
        return {"name": self._snapshot.name}
