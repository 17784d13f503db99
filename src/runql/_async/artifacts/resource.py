"""`AsyncArtifact`: one version of an artifact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic

from runql_graphql.ops.artifacts import base as ops
from typing_extensions import TypeVar

from runql._async._relations import collections
from runql._async.artifacts.edits import AsyncArtifactEdits
from runql._async.artifacts.files import AsyncArtifactFiles
from runql._async.artifacts.folders import AsyncArtifactFolders
from runql._async.artifacts.lineage import AsyncArtifactLineage
from runql._async.artifacts.lookup import find_membership
from runql._async.artifacts.values import AsyncArtifactValues
from runql._models.artifacts.base import membership_location, missing_artifact, source_location
from runql._wire.json_types import JsonValue

if TYPE_CHECKING:
    from typing import Self

    from runql_graphql.fragments.artifacts.base import ArtifactFields

    from runql._async._client.session import AsyncSession
    from runql._async.collections.resource import AsyncArtifactCollection
    from runql._models.artifacts.base import ArtifactContext, ArtifactLocation
    from runql._paths.artifacts import CollectionPath

__all__ = ["AsyncArtifact", "MetadataT"]

MetadataT = TypeVar("MetadataT", default=dict[str, JsonValue])
"""Type of `artifact.metadata`: a dict, or the type passed as `metadata=`."""


class AsyncArtifact(
    AsyncArtifactFiles,
    AsyncArtifactFolders,
    AsyncArtifactValues,
    AsyncArtifactLineage,
    AsyncArtifactEdits[MetadataT],
    Generic[MetadataT],
):
    """A version of a W&B artifact: its attributes, files and lineage.

    Attributes reflect the last response from the server and send no request. Edits of `description`,
    `metadata`, `aliases`, `tags` and `ttl` are local until `save()`.
    """

    def __init__(
        self,
        session: AsyncSession,
        snapshot: ArtifactFields,
        location: ArtifactLocation,
        context: ArtifactContext,
    ) -> None:
        super().__init__(snapshot, location, context)
        self._session = session

    @property
    def source_artifact(self) -> AsyncArtifact[MetadataT]:
        """The version at the path that it was logged to; the same object unless found through a link.

        Raises:
            NotFoundError: If this API key has no access to the project that the version was logged to.

        Requests: None.
        """
        if not self.is_link:
            return self
        self._require_source()
        return AsyncArtifact(
            self._session, self._snapshot, source_location(self._snapshot), self._context
        )

    @property
    async def collection(self) -> AsyncArtifactCollection:
        """The collection that the version was found in; `collection_path` has its path without a request.

        Raises:
            NotFoundError: If the collection has been deleted.

        Requests: One; later reads send none until `refresh()` or a change by this client.
        """
        return await self._collection_at(self.collection_path)

    @property
    async def source_collection(self) -> AsyncArtifactCollection:
        """The collection that the version was logged to; `source_path` has its path without a request.

        Raises:
            NotFoundError: If the collection has been deleted, or this API key has no access to it.

        Requests: One; later reads send none until `refresh()` or a change by this client.
        """
        self._require_source()
        return await self._collection_at(self.source_path.collection_path)

    @property
    async def linked_artifacts(self) -> list[AsyncArtifact[MetadataT]]:
        """The version as found in each collection that it is linked to, including registries.

        Raises:
            NotFoundError: If the version has been deleted.

        Requests: One; later reads send none until `refresh()` or a change by this client.
        """
        writes = self._session.writes
        known: tuple[AsyncArtifact[MetadataT], ...] | None = self._remembered.get("links", writes)
        if known is not None:
            return list(known)
        response = await self._session.send(ops.list_artifact_memberships(id=self.id))
        if response.artifact is None:
            raise missing_artifact(self.path, "ListArtifactMemberships")
        nodes = [edge.node for edge in response.artifact.artifact_memberships.edges]
        locations = [membership_location(node) for node in nodes if node is not None]
        source_path = self.source_path.collection_path
        links: list[AsyncArtifact[MetadataT]] = [
            AsyncArtifact(self._session, self._snapshot, location, self._context)
            for location in locations
            if location is not None and location.path.collection_path != source_path
        ]
        self._remembered.keep("links", writes, tuple(links))
        return links

    async def refresh(self) -> Self:
        """Fetch the attributes again; unsaved edits are dropped.

        Raises:
            NotFoundError: If the version has been deleted.

        Requests: One.
        """
        self._remembered.forget()
        path = self.collection_path.version(self.version)
        membership = await find_membership(self._session, path)
        snapshot = membership.artifact if membership.artifact is not None else self._snapshot
        self._accept(snapshot, membership_location(membership, self.path) or self._location)
        return self

    def _found(self, snapshot: ArtifactFields, location: ArtifactLocation) -> Self:
        return type(self)(self._session, snapshot, location, self._context)

    async def _collection_at(self, path: CollectionPath) -> AsyncArtifactCollection:
        writes = self._session.writes
        known: AsyncArtifactCollection | None = self._remembered.get(path, writes)
        if known is not None:
            return known
        found = await collections(self._session).artifact_collection(self.type, path)
        return self._remembered.keep(path, writes, found)
