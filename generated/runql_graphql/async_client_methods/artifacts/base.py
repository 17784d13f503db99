# Generated from queries/artifacts/base.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/artifacts/base.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calls import UNSET, AsyncSender, Unset
from ...ops.artifacts import base as _ops

if TYPE_CHECKING:
    from ...get_artifact import GetArtifact
    from ...get_artifact_by_id import GetArtifactById
    from ...get_artifact_state import GetArtifactState
    from ...get_collection_artifact import GetCollectionArtifact
    from ...list_artifact_links import ListArtifactLinks
    from ...list_artifact_memberships import ListArtifactMemberships
    from ...list_artifacts import ListArtifacts

__all__ = ["AsyncArtifactsBaseMethods"]


class AsyncArtifactsBaseMethods:
    """Operations of queries/artifacts/base.graphql."""

    _sender: AsyncSender

    async def get_artifact(
        self, *, entity: str | None | Unset = UNSET, project: str, name: str
    ) -> GetArtifact:
        """Get a version by `collection:alias`, `collection:v3` or `collection:digest`.

        Args:
            entity: `String`.
            project: `String!`.
            name: `String!`.

        Source: query GetArtifact in queries/artifacts/base.graphql.
        """
        return await self._sender.send(_ops.get_artifact(entity=entity, project=project, name=name))

    async def get_collection_artifact(
        self, *, entity: str | None | Unset = UNSET, project: str, collection: str, alias: str
    ) -> GetCollectionArtifact:
        """Get a version by its collection and its number or alias, on servers that cannot look up
        versions in a project.

        Args:
            entity: `String`.
            project: `String!`.
            collection: `String!`.
            alias: `String!`.

        Source: query GetCollectionArtifact in queries/artifacts/base.graphql.
        """
        return await self._sender.send(
            _ops.get_collection_artifact(
                entity=entity, project=project, collection=collection, alias=alias
            )
        )

    async def get_artifact_by_id(self, *, id: str) -> GetArtifactById:
        """Get a version by its opaque ID.

        Args:
            id: `ID!`.

        Source: query GetArtifactById in queries/artifacts/base.graphql.
        """
        return await self._sender.send(_ops.get_artifact_by_id(id=id))

    async def get_artifact_state(
        self, *, entity: str | None | Unset = UNSET, project: str, name: str
    ) -> GetArtifactState:
        """Check whether a version exists, and get its type.

        Args:
            entity: `String`.
            project: `String!`.
            name: `String!`.

        Source: query GetArtifactState in queries/artifacts/base.graphql.
        """
        return await self._sender.send(
            _ops.get_artifact_state(entity=entity, project=project, name=name)
        )

    async def list_artifacts(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        type_: str,
        collection: str,
        filters: str | None | Unset = UNSET,
        order: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListArtifacts:
        """List versions of a collection that match a MongoDB-style filter, in a given order, and count
        them.

        Args:
            entity: `String`.
            project: `String!`.
            type_: `String!`.
            collection: `String!`.
            filters: `JSONString`.
            order: `String`.
            first: `Int`.
            after: `String`.

        Source: query ListArtifacts in queries/artifacts/base.graphql.
        """
        return await self._sender.send(
            _ops.list_artifacts(
                entity=entity,
                project=project,
                type_=type_,
                collection=collection,
                filters=filters,
                order=order,
                first=first,
                after=after,
            )
        )

    async def list_artifact_links(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        type_: str,
        collection: str,
        filters: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListArtifactLinks:
        """List versions of a collection that match a MongoDB-style filter, with only their links.

        Args:
            entity: `String`.
            project: `String!`.
            type_: `String!`.
            collection: `String!`.
            filters: `JSONString`.
            first: `Int`.
            after: `String`.

        Source: query ListArtifactLinks in queries/artifacts/base.graphql.
        """
        return await self._sender.send(
            _ops.list_artifact_links(
                entity=entity,
                project=project,
                type_=type_,
                collection=collection,
                filters=filters,
                first=first,
                after=after,
            )
        )

    async def list_artifact_memberships(self, *, id: str) -> ListArtifactMemberships:
        """List the collections that contain a version.

        Args:
            id: `ID!`.

        Source: query ListArtifactMemberships in queries/artifacts/base.graphql.
        """
        return await self._sender.send(_ops.list_artifact_memberships(id=id))
