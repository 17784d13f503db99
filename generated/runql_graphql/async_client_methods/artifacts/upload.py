# Generated from queries/artifacts/upload.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/artifacts/upload.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calls import UNSET, AsyncSender, Unset
from ...ops.artifacts import upload as _ops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...commit_artifact import CommitArtifact
    from ...complete_artifact_upload import CompleteArtifactUpload
    from ...create_artifact import CreateArtifact
    from ...create_artifact_files import CreateArtifactFiles
    from ...create_artifact_manifest import CreateArtifactManifest
    from ...enums import ArtifactManifestType, ArtifactStorageLayout
    from ...inputs import CreateArtifactFileSpecInput, CreateArtifactInput, UploadPartsInput

__all__ = ["AsyncArtifactsUploadMethods"]


class AsyncArtifactsUploadMethods:
    """Operations of queries/artifacts/upload.graphql."""

    _sender: AsyncSender

    async def create_artifact(self, *, input: CreateArtifactInput) -> CreateArtifact:
        """Create a version; if a version with the same content exists, the server returns that
        committed version.

        Args:
            input: `CreateArtifactInput!`.

        Source: mutation CreateArtifact in queries/artifacts/upload.graphql.
        """
        return await self._sender.send(_ops.create_artifact(input=input))

    async def create_artifact_manifest(
        self,
        *,
        artifact: str,
        base: str | None | Unset = UNSET,
        name: str,
        digest: str,
        entity: str,
        project: str,
        run: str,
        type_: ArtifactManifestType,
    ) -> CreateArtifactManifest:
        """Request an upload URL for the manifest of a version; a second request with the digest
        returns the same manifest.

        Args:
            artifact: `ID!`.
            base: `ID`.
            name: `String!`.
            digest: `String!`.
            entity: `String!`.
            project: `String!`.
            run: `String!`.
            type_: `ArtifactManifestType!`.

        Source: mutation CreateArtifactManifest in queries/artifacts/upload.graphql.
        """
        return await self._sender.send(
            _ops.create_artifact_manifest(
                artifact=artifact,
                base=base,
                name=name,
                digest=digest,
                entity=entity,
                project=project,
                run=run,
                type_=type_,
            )
        )

    async def create_artifact_files(
        self,
        *,
        files: Sequence[CreateArtifactFileSpecInput],
        layout: ArtifactStorageLayout,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> CreateArtifactFiles:
        """Request upload URLs for files of a version, in the order of the request; files that the
        server has get no URL.

        Args:
            files: `[CreateArtifactFileSpecInput!]!`.
            layout: `ArtifactStorageLayout!`.
            first: `Int`.
            after: `String`.

        Source: mutation CreateArtifactFiles in queries/artifacts/upload.graphql.
        """
        return await self._sender.send(
            _ops.create_artifact_files(files=files, layout=layout, first=first, after=after)
        )

    async def complete_artifact_upload(
        self, *, artifact: str, path: str, upload: str, parts: Sequence[UploadPartsInput]
    ) -> CompleteArtifactUpload:
        """Complete a multipart upload.

        Args:
            artifact: `ID!`.
            path: `String!`.
            upload: `String!`.
            parts: `[UploadPartsInput!]!`.

        Source: mutation CompleteArtifactUpload in queries/artifacts/upload.graphql.
        """
        return await self._sender.send(
            _ops.complete_artifact_upload(artifact=artifact, path=path, upload=upload, parts=parts)
        )

    async def commit_artifact(self, *, artifact: str) -> CommitArtifact:
        """Commit a version: the server assigns its number and its aliases.

        Args:
            artifact: `ID!`.

        Source: mutation CommitArtifact in queries/artifacts/upload.graphql.
        """
        return await self._sender.send(_ops.commit_artifact(artifact=artifact))
