# Generated from src/runql/_async/artifacts/listing.py by `make generate`. Do not edit.

"""Lists of artifact versions, and the builder of artifacts from responses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from runql._display.listings import place_of
from runql._models.artifacts.base import ArtifactContext, ArtifactLocation, source_location
from runql._models.collections.search import version_filter
from runql._paging.connections import page_of
from runql._paging.pages import Page
from runql._sync.artifacts.missing_metadata import check_metadata_keys
from runql._sync.artifacts.registry_owner import RegistryPathLister
from runql._sync.artifacts.resource import Artifact, MetadataT

if TYPE_CHECKING:
    from runql_graphql.fragments.artifacts.base import ArtifactFields
    from runql_graphql.list_artifacts import ListArtifactsProjectArtifactTypeArtifactCollection

    from runql._paths.artifacts import CollectionPath
    from runql._sync._client.session import Session

__all__ = ["Artifacts"]


class Artifacts(RegistryPathLister[Artifact[MetadataT]], Generic[MetadataT]):
    """Lazy list of artifact versions.

    Requests: One per page up to the last requested version; one more for a registry, and one more
    for a filter with metadata keys if no version of the first page shows that they exist.
    """

    def _check_first_page(self) -> None:
        listing = self._listing
        check_metadata_keys(
            self._session,
            listing,
            self._buffer,
            place_of(listing.call.variables),
            unfiltered=version_filter(None),
        )


@dataclass(frozen=True, slots=True)
class ArtifactBuilder:
    """Builder of artifacts from responses.

    Attributes:
        session: Session that sends the requests of the artifacts.
        context: Data that all artifacts share.
        tags: Tags that versions must have; others are left out.
    """

    session: Session
    context: ArtifactContext
    tags: frozenset[str] = frozenset()

    def build(
        self, snapshot: ArtifactFields, location: ArtifactLocation | None = None
    ) -> Artifact[Any]:
        """Return one version; its location defaults to where it was logged."""
        at = location if location is not None else source_location(snapshot)
        return Artifact[Any](self.session, snapshot, at, self.context)

    def page(
        self,
        collection: ListArtifactsProjectArtifactTypeArtifactCollection,
        requested: CollectionPath,
    ) -> Page[Artifact[Any]]:
        """Return a page of the versions of a collection."""
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
    """Return the deduplication key of a version."""
    return artifact.id
