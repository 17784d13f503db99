# Generated from src/runql/_async/collections/api.py by `make generate`. Do not edit.

"""Artifact collection and artifact type methods of `Api`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from runql_graphql.ops.collections import base as ops

from runql._paging.connections import page_of
from runql._paging.pages import Listing, Page, PageWindow
from runql._paths.artifacts import CollectionPath, parse_collection_path
from runql._paths.projects import ProjectPath, parse_project_path
from runql._sync._client.api_base import ApiBase
from runql.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from runql_graphql.calls import Call
    from runql_graphql.list_artifact_collections import ListArtifactCollections
    from runql_graphql.list_artifact_types import ListArtifactTypes
    from runql_graphql.list_project_collections import ListProjectCollections

    from runql._paging.order import Order
    from runql._sync.collections.artifact_types import ArtifactType, ArtifactTypes
    from runql._sync.collections.listing import ArtifactCollections
    from runql._sync.collections.resource import ArtifactCollection
    from runql.filters import Filter

    _CollectionsQuery: TypeAlias = tuple[Call[Any], Callable[[Any], Page["ArtifactCollection"]]]

__all__ = ["CollectionsApi"]


class CollectionsApi(ApiBase):
    """`Api` methods for artifact collections and artifact types."""

    def artifact_types(
        self,
        project: str | ProjectPath | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> ArtifactTypes:
        """List the artifact types of a project.

        Args:
            project: `entity/project` or `project`; None means the settings' project.
            per_page: Types per request; None starts with 50 and grows.
            limit: Maximum number of types; None for all.
            after: The `cursor` of an earlier list, to continue after it.

        Raises:
            NotFoundError: If the project does not exist; raised by the first page.

        Requests: None until iterated; then one per page, and one before the first for a registry.

        Examples:
            >>> [each.name for each in api.artifact_types("sandbox/vision")]
            ['dataset', 'evaluation', 'model']
        """
        from runql._models.collections.base import missing_type
        from runql._sync.collections.artifact_types import (
            ArtifactType,
            ArtifactTypes,
            type_key,
        )

        path = parse_project_path(project, entity=self._entity, project=self._project)

        def listing(at: ProjectPath) -> Listing[Any, ArtifactType]:
            """Return the listing of the types of a project."""
            call = ops.list_artifact_types(entity=at.entity, project=at.project)

            def read(response: ListArtifactTypes) -> Page[ArtifactType]:
                """Return a page of types from a response."""
                if response.project is None:
                    raise missing_type(at, "", "ListArtifactTypes", project_exists=False)
                return page_of(
                    response.project.artifact_types,
                    lambda each: ArtifactType(self, each, at) if each is not None else None,
                )

            return Listing(call, read, type_key, PageWindow(per_page, limit, after))

        return ArtifactTypes.under(self._session, path, listing)

    def artifact_type(
        self, type_name: str, project: str | ProjectPath | None = None
    ) -> ArtifactType:
        """Fetch one artifact type of a project.

        Raises:
            NotFoundError: If the project or the type does not exist.

        Requests: One; two for a registry.
        """
        from runql._models.collections.base import missing_type
        from runql._sync.artifacts.registry_owner import with_registry_entity
        from runql._sync.collections.artifact_types import ArtifactType

        path = parse_project_path(project, entity=self._entity, project=self._project)
        path = with_registry_entity(self._session, path)
        call = ops.get_artifact_type(entity=path.entity, project=path.project, type_=type_name)
        found = self._session.send(call).project
        if found is None or found.artifact_type is None:
            exists = found is not None
            raise missing_type(path, type_name, "GetArtifactType", project_exists=exists)
        return ArtifactType(self, found.artifact_type, path)

    def artifact_collections(
        self,
        project_name: str | ProjectPath | None = None,
        type_name: str | None = None,
        order: str | Order | None = None,
        *,
        filters: Filter | Mapping[str, object] | str | None = None,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> ArtifactCollections:
        """List the collections of a project.

        Args:
            project_name: `entity/project` or `project`; None means the settings' project.
            type_name: Type of the collections; None for every type.
            order: `+` or `-` and `name`, `created_at`, `updated_at`, `type`, `description`, `state`
                or `id`; None for the server's order.
            filters: An expression, a Mongo-style dict such as `{"name": "model"}`, or a string,
                over the same fields and `tag` and `alias`.
            per_page: Collections per request; None starts with 50 and grows.
            limit: Maximum number of collections; None for all.
            after: The `cursor` of an earlier list, to continue after it.

        Raises:
            FilterError: If the filter has an unknown field or an invalid value.
            OrderError: If the order names an unknown column.
            NotFoundError: If the project or type does not exist; raised by the first page.

        Requests: None until iterated; then one per page, and one before the first for a registry.

        Examples:
            >>> [each.name for each in api.artifact_collections("sandbox/vision", "model")]
            ['classifier']
        """
        from runql._models.collections.search import collection_filter, collection_order
        from runql._sync.collections.listing import ArtifactCollections, collection_key

        path = parse_project_path(project_name, entity=self._entity, project=self._project)
        wanted, ordered = collection_filter(filters), collection_order(order)

        def listing(at: ProjectPath) -> Listing[Any, ArtifactCollection]:
            """Return the listing of the collections of a project."""
            call, read = (
                self._every_type(at, wanted, ordered)
                if type_name is None
                else self._one_type(at, type_name, wanted, ordered)
            )
            return Listing(call, read, collection_key, PageWindow(per_page, limit, after))

        return ArtifactCollections.under(self._session, path, listing)

    def artifact_collection(
        self, type_name: str, name: str | CollectionPath | Sequence[str]
    ) -> ArtifactCollection:
        """Fetch one collection.

        Args:
            type_name: Type of the collection.
            name: `entity/project/collection`, a shorter form, or the collection's URL.

        Raises:
            PathError: If the path is not that of a collection; nothing was sent.
            NotFoundError: If the project, the type or the collection does not exist; the message
                names the missing one.

        Requests: One; two for a registry.

        Examples:
            >>> collection = api.artifact_collection("dataset", "sandbox/vision/samples")
            >>> collection.aliases()
            ['take-0', 'take-1', 'latest']
        """
        from runql._models.collections.base import missing_collection, missing_type
        from runql._sync.artifacts.registry_owner import with_registry_entity
        from runql._sync.collections.resource import collection_of

        path = parse_collection_path(name, entity=self._entity, project=self._project)
        path = with_registry_entity(self._session, path)
        call = ops.get_artifact_collection(
            entity=path.entity, project=path.project, type_=type_name, name=path.collection
        )
        project = self._session.send(call).project
        kind = project.artifact_type if project is not None else None
        if kind is None:
            exists = project is not None
            project_path = path.project_path
            raise missing_type(
                project_path, type_name, "GetArtifactCollection", project_exists=exists
            )
        found = collection_of(self._session, kind.artifact_collection, path.project_path)
        if found is None:
            raise missing_collection(path, type_name, "GetArtifactCollection")
        return found

    def artifact_collection_exists(
        self,
        name: str | CollectionPath | Sequence[str],
        type: str,
    ) -> bool:
        """Return whether a collection exists and the API key has access to it.

        Raises:
            PermissionDeniedError: If the server refuses access instead of reporting that the
                collection does not exist.
            TransportError: If no usable response arrived, so the result is unknown.

        Requests: One; two for a registry.
        """
        try:
            self.artifact_collection(type, name)
        except NotFoundError:
            return False
        return True

    def _every_type(
        self, at: ProjectPath, filters: str | None, order: str | None
    ) -> _CollectionsQuery:
        from runql._models.collections.base import missing_type
        from runql._sync.collections.resource import collection_of

        def read(response: ListProjectCollections) -> Page[ArtifactCollection]:
            """Return a page of collections from a response."""
            if response.project is None:
                raise missing_type(at, "", "ListProjectCollections", project_exists=False)
            found = response.project.artifact_collections
            if found is None:
                return Page((), None, 0)
            return page_of(
                found, lambda each: collection_of(self._session, each, at), found.total_count
            )

        call = ops.list_project_collections(
            entity=at.entity, project=at.project, filters=filters, order=order
        )
        return call, read

    def _one_type(
        self, at: ProjectPath, name: str, filters: str | None, order: str | None
    ) -> _CollectionsQuery:
        from runql._models.collections.base import missing_type
        from runql._sync.collections.resource import collection_of

        def read(response: ListArtifactCollections) -> Page[ArtifactCollection]:
            """Return a page of collections from a response."""
            project = response.project
            kind = project.artifact_type if project is not None else None
            if kind is None:
                exists = project is not None
                raise missing_type(at, name, "ListArtifactCollections", project_exists=exists)
            found = kind.artifact_collections
            if found is None:
                return Page((), None, 0)
            return page_of(
                found, lambda each: collection_of(self._session, each, at), found.total_count
            )

        call = ops.list_artifact_collections(
            entity=at.entity, project=at.project, type_=name, filters=filters, order=order
        )
        return call, read
