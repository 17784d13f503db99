# Generated from queries/artifacts/files.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/artifacts/files.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calls import UNSET, Sender, Unset
from ...ops.artifacts import files as _ops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...get_artifact_manifest import GetArtifactManifest
    from ...list_artifact_file_urls import ListArtifactFileUrls
    from ...list_artifact_files import ListArtifactFiles

__all__ = ["ArtifactsFilesMethods"]


class ArtifactsFilesMethods:
    """Operations of queries/artifacts/files.graphql."""

    _sender: Sender

    def get_artifact_manifest(self, *, id: str) -> GetArtifactManifest:
        """Get the URL of a version's manifest.

        Args:
            id: `ID!`.

        Source: query GetArtifactManifest in queries/artifacts/files.graphql.
        """
        return self._sender.send(_ops.get_artifact_manifest(id=id))

    def list_artifact_files(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        collection: str,
        alias: str,
        names: Sequence[str] | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListArtifactFiles:
        """List files of a version as a member of a collection: all, or by exact names.

        Args:
            entity: `String`.
            project: `String!`.
            collection: `String!`.
            alias: `String!`.
            names: `[String!]`.
            first: `Int`.
            after: `String`.

        Source: query ListArtifactFiles in queries/artifacts/files.graphql.
        """
        return self._sender.send(
            _ops.list_artifact_files(
                entity=entity,
                project=project,
                collection=collection,
                alias=alias,
                names=names,
                first=first,
                after=after,
            )
        )

    def list_artifact_file_urls(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        collection: str,
        alias: str,
        names: Sequence[str] | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListArtifactFileUrls:
        """List only the URLs of a version's files.

        Args:
            entity: `String`.
            project: `String!`.
            collection: `String!`.
            alias: `String!`.
            names: `[String!]`.
            first: `Int`.
            after: `String`.

        Source: query ListArtifactFileUrls in queries/artifacts/files.graphql.
        """
        return self._sender.send(
            _ops.list_artifact_file_urls(
                entity=entity,
                project=project,
                collection=collection,
                alias=alias,
                names=names,
                first=first,
                after=after,
            )
        )
