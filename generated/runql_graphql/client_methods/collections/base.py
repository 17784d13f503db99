# Generated from queries/collections/base.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/collections/base.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calls import UNSET, Sender, Unset
from ...ops.collections import base as _ops

if TYPE_CHECKING:
    from ...get_artifact_collection import GetArtifactCollection
    from ...get_artifact_type import GetArtifactType
    from ...list_alias_actions import ListAliasActions
    from ...list_artifact_collections import ListArtifactCollections
    from ...list_artifact_types import ListArtifactTypes
    from ...list_collection_aliases import ListCollectionAliases
    from ...list_project_collections import ListProjectCollections
    from ...list_registry_types import ListRegistryTypes

__all__ = ["CollectionsBaseMethods"]


class CollectionsBaseMethods:
    """Operations of queries/collections/base.graphql."""

    _sender: Sender

    def list_artifact_types(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListArtifactTypes:
        """List the artifact types of a project.

        Args:
            entity: `String`.
            project: `String!`.
            first: `Int`.
            after: `String`.

        Source: query ListArtifactTypes in queries/collections/base.graphql.
        """
        return self._sender.send(
            _ops.list_artifact_types(entity=entity, project=project, first=first, after=after)
        )

    def list_registry_types(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListRegistryTypes:
        """List further artifact types of a registry, with and without linked versions.

        Args:
            entity: `String`.
            project: `String!`.
            first: `Int`.
            after: `String`.

        Source: query ListRegistryTypes in queries/collections/base.graphql.
        """
        return self._sender.send(
            _ops.list_registry_types(entity=entity, project=project, first=first, after=after)
        )

    def get_artifact_type(
        self, *, entity: str | None | Unset = UNSET, project: str, type_: str
    ) -> GetArtifactType:
        """Get an artifact type by name.

        Args:
            entity: `String`.
            project: `String!`.
            type_: `String!`.

        Source: query GetArtifactType in queries/collections/base.graphql.
        """
        return self._sender.send(
            _ops.get_artifact_type(entity=entity, project=project, type_=type_)
        )

    def list_artifact_collections(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        type_: str,
        filters: str | None | Unset = UNSET,
        order: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListArtifactCollections:
        """List collections of one type that match a MongoDB-style filter, and count them.

        Args:
            entity: `String`.
            project: `String!`.
            type_: `String!`.
            filters: `JSONString`.
            order: `String`.
            first: `Int`.
            after: `String`.

        Source: query ListArtifactCollections in queries/collections/base.graphql.
        """
        return self._sender.send(
            _ops.list_artifact_collections(
                entity=entity,
                project=project,
                type_=type_,
                filters=filters,
                order=order,
                first=first,
                after=after,
            )
        )

    def list_project_collections(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        filters: str | None | Unset = UNSET,
        order: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListProjectCollections:
        """List collections of every type that match a MongoDB-style filter, and count them.

        Args:
            entity: `String`.
            project: `String!`.
            filters: `JSONString`.
            order: `String`.
            first: `Int`.
            after: `String`.

        Source: query ListProjectCollections in queries/collections/base.graphql.
        """
        return self._sender.send(
            _ops.list_project_collections(
                entity=entity,
                project=project,
                filters=filters,
                order=order,
                first=first,
                after=after,
            )
        )

    def get_artifact_collection(
        self, *, entity: str | None | Unset = UNSET, project: str, type_: str, name: str
    ) -> GetArtifactCollection:
        """Get a collection by its type and name.

        Args:
            entity: `String`.
            project: `String!`.
            type_: `String!`.
            name: `String!`.

        Source: query GetArtifactCollection in queries/collections/base.graphql.
        """
        return self._sender.send(
            _ops.get_artifact_collection(entity=entity, project=project, type_=type_, name=name)
        )

    def list_collection_aliases(
        self, *, id: str, first: int | None | Unset = UNSET, after: str | None | Unset = UNSET
    ) -> ListCollectionAliases:
        """The aliases in a collection.

        Args:
            id: `ID!`.
            first: `Int`.
            after: `String`.

        Source: query ListCollectionAliases in queries/collections/base.graphql.
        """
        return self._sender.send(_ops.list_collection_aliases(id=id, first=first, after=after))

    def list_alias_actions(
        self,
        *,
        id: str,
        alias: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListAliasActions:
        """List the changes of a collection's aliases, or of one alias.

        Args:
            id: `ID!`.
            alias: `String`.
            first: `Int`.
            after: `String`.

        Source: query ListAliasActions in queries/collections/base.graphql.
        """
        return self._sender.send(
            _ops.list_alias_actions(id=id, alias=alias, first=first, after=after)
        )
