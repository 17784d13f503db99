# Generated from src/runql/_async/artifacts/listing.py by `make generate`. Do not edit.

"""Lists of versions, and how to get at artifacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from runql._models.artifacts.base import ArtifactContext, ArtifactLocation, source_location
from runql._paging.connections import page_of
from runql._paging.pages import Page
from runql._sync.artifacts.registry_owner import RegistryPathLister
from runql._sync.artifacts.resource import Artifact, MetadataT

if TYPE_CHECKING:
    from runql_graphql.fragments.artifacts.base import ArtifactFields
    from runql_graphql.list_artifacts import ListArtifactsProjectArtifactTypeArtifactCollection

    from runql._paths.artifacts import CollectionPath
    from runql._sync._client.session import Session

__all__ = ["Artifacts"]


class Artifacts(RegistryPathLister[Artifact[MetadataT]], Generic[MetadataT]):
    """Versions of artifacts: a lazy list.

    Requests: One per page as far as the versions requested reach; one more for a registry.
    """


@dataclass(frozen=True, slots=True)
class ArtifactBuilder:
    """Makes artifacts of responses.

    Attributes:
        session: What the artifacts send their own requests through.
        context: What the artifacts have in common.
        tags: Tags that versions must have; others are left out.
    """

    session: Session
    context: ArtifactContext
    tags: frozenset[str] = frozenset()

    def build(
        self, snapshot: ArtifactFields, location: ArtifactLocation | None = None
    ) -> Artifact[Any]:
        """Make one version, found where it was logged unless a place is given."""
        at = location if location is not None else source_location(snapshot)
        return Artifact[Any](self.session, snapshot, at, self.context)

    def page(
        self,
        collection: ListArtifactsProjectArtifactTypeArtifactCollection,
        requested: CollectionPath,
    ) -> Page[Artifact[Any]]:
        """Make a page of the versions of a collection."""
        connection = collection.artifacts
        if connection is None:
            return Page((), None, 0)
        collection_path = requested.replace_from(collection.project, collection.name)
        versions = {edge.node.id: edge.version for edge in connection.edges}

        def make(snapshot: ArtifactFields) -> Artifact[Any] | None:
            if not self.tags <= {tag.name for tag in snapshot.tags}:
                return None
            version = versions[snapshot.id]
            return self.build(
                snapshot, ArtifactLocation(collection_path.version(version), int(version[1:]))
            )

        return page_of(connection, make, None if self.tags else connection.total_count)


def artifact_key(artifact: Artifact[Any]) -> str:
    """Return what makes a version itself, wherever it is listed."""
    return artifact.id
