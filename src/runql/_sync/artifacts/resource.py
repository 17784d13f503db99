# Generated from src/runql/_async/artifacts/resource.py by `make generate`. Do not edit.

"""`Artifact`: one version of an artifact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic

from runql_graphql.ops.artifacts import base as ops
from typing_extensions import TypeVar

from runql._models.artifacts.base import membership_location, missing_artifact, source_location
from runql._sync._relations import collections
from runql._sync.artifacts.edits import ArtifactEdits
from runql._sync.artifacts.files import ArtifactFiles
from runql._sync.artifacts.folders import ArtifactFolders
from runql._sync.artifacts.lineage import ArtifactLineage
from runql._sync.artifacts.lookup import find_membership
from runql._sync.artifacts.values import ArtifactValues
from runql._wire.json_types import JsonValue

if TYPE_CHECKING:
    from typing import Self

    from runql_graphql.fragments.artifacts.base import ArtifactFields

    from runql._models.artifacts.base import ArtifactContext, ArtifactLocation
    from runql._paths.artifacts import CollectionPath
    from runql._sync._client.session import Session
    from runql._sync.collections.resource import ArtifactCollection

__all__ = ["Artifact", "MetadataT"]

MetadataT = TypeVar("MetadataT", default=dict[str, JsonValue])
"""Type of `artifact.metadata`: a dict, or the type passed as `metadata=`."""


class Artifact(
    ArtifactFiles,
    ArtifactFolders,
    ArtifactValues,
    ArtifactLineage,
    ArtifactEdits[MetadataT],
    Generic[MetadataT],
):
    """A version of a W&B artifact: its attributes, files and lineage.

    Attributes reflect the last response from the server and send no request. Edits of `description`,
    `metadata`, `aliases`, `tags` and `ttl` are local until `save()`.
    """

    def __init__(
        self,
        session: Session,
        snapshot: ArtifactFields,
        location: ArtifactLocation,
        context: ArtifactContext,
    ) -> None:
        super().__init__(snapshot, location, context)
        self._session = session

    @property
    def source_artifact(self) -> Artifact[MetadataT]:
        """The version at the path that it was logged to; the same object unless found through a link.

        Raises:
            NotFoundError: If this API key has no access to the project that the version was logged to.

        Requests: None.
        """
        if not self.is_link:
            return self
        self._require_source()
        return Artifact(
            self._session, self._snapshot, source_location(self._snapshot), self._context
        )

    @property
    def collection(self) -> ArtifactCollection:
        """The collection that the version was found in; `collection_path` has its path without a request.

        Raises:
            NotFoundError: If the collection has been deleted.

        Requests: One; later reads send none until `refresh()` or a change by this client.
        """
        return self._collection_at(self.collection_path)

    @property
    def source_collection(self) -> ArtifactCollection:
        """The collection that the version was logged to; `source_path` has its path without a request.

        Raises:
            NotFoundError: If the collection has been deleted, or this API key has no access to it.

        Requests: One; later reads send none until `refresh()` or a change by this client.
        """
        self._require_source()
        return self._collection_at(self.source_path.collection_path)

    @property
    def linked_artifacts(self) -> list[Artifact[MetadataT]]:
        """The version as found in each collection that it is linked to, including registries.

        Raises:
            NotFoundError: If the version has been deleted.

        Requests: One; later reads send none until `refresh()` or a change by this client.
        """
        writes = self._session.writes
        known: tuple[Artifact[MetadataT], ...] | None = self._remembered.get("links", writes)
        if known is not None:
            return list(known)
        response = self._session.send(ops.list_artifact_memberships(id=self.id))
        if response.artifact is None:
            raise missing_artifact(self.path, "ListArtifactMemberships")
        nodes = [edge.node for edge in response.artifact.artifact_memberships.edges]
        locations = [membership_location(node) for node in nodes if node is not None]
        source_path = self.source_path.collection_path
        links: list[Artifact[MetadataT]] = [
            Artifact(self._session, self._snapshot, location, self._context)
            for location in locations
            if location is not None and location.path.collection_path != source_path
        ]
        self._remembered.keep("links", writes, tuple(links))
        return links

    def refresh(self) -> Self:
        """Fetch the attributes again; unsaved edits are dropped.

        Raises:
            NotFoundError: If the version has been deleted.

        Requests: One.
        """
        self._remembered.forget()
        path = self.collection_path.version(self.version)
        membership = find_membership(self._session, path)
        snapshot = membership.artifact if membership.artifact is not None else self._snapshot
        self._accept(snapshot, membership_location(membership, self.path) or self._location)
        return self

    def _found(self, snapshot: ArtifactFields, location: ArtifactLocation) -> Self:
        return type(self)(self._session, snapshot, location, self._context)

    def _collection_at(self, path: CollectionPath) -> ArtifactCollection:
        writes = self._session.writes
        known: ArtifactCollection | None = self._remembered.get(path, writes)
        if known is not None:
            return known
        found = collections(self._session).artifact_collection(self.type, path)
        return self._remembered.keep(path, writes, found)
