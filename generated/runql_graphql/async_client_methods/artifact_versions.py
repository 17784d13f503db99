# Generated from queries/artifact_versions.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/artifact_versions.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls import UNSET, AsyncSender, Unset
from ..ops import artifact_versions as _ops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..add_artifact_aliases import AddArtifactAliases
    from ..commit_artifact import CommitArtifact
    from ..complete_artifact_upload import CompleteArtifactUpload
    from ..create_artifact import CreateArtifact
    from ..create_artifact_files import CreateArtifactFiles
    from ..create_artifact_manifest import CreateArtifactManifest
    from ..delete_artifact import DeleteArtifact
    from ..delete_artifact_aliases import DeleteArtifactAliases
    from ..enums import ArtifactManifestType, ArtifactStorageLayout
    from ..inputs import (
        ArtifactCollectionAliasInput,
        CreateArtifactFileSpecInput,
        CreateArtifactInput,
        LinkArtifactInput,
        UpdateArtifactInput,
        UploadPartsInput,
        UseArtifactInput,
    )
    from ..link_artifact import LinkArtifact
    from ..unlink_artifact import UnlinkArtifact
    from ..update_artifact import UpdateArtifact
    from ..use_artifact import UseArtifact

__all__ = ["AsyncArtifactVersionsMethods"]


class AsyncArtifactVersionsMethods:
    """Operations of queries/artifact_versions.graphql."""

    _sender: AsyncSender

    async def create_artifact(self, *, input: CreateArtifactInput) -> CreateArtifact:
        """Start a version; one that has the same content is given instead, and is committed already.

        Args:
            input: `CreateArtifactInput!`.

        Source: mutation CreateArtifact in queries/artifact_versions.graphql.
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
        """Make a place for the manifest of a version; asked again with a digest, it is the same place.

        Args:
            artifact: `ID!`.
            base: `ID`.
            name: `String!`.
            digest: `String!`.
            entity: `String!`.
            project: `String!`.
            run: `String!`.
            type_: `ArtifactManifestType!`.

        Source: mutation CreateArtifactManifest in queries/artifact_versions.graphql.
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
        """Make places for files of a version, in the order asked for; those whose bytes are there have
        no address.

        Args:
            files: `[CreateArtifactFileSpecInput!]!`.
            layout: `ArtifactStorageLayout!`.
            first: `Int`.
            after: `String`.

        Source: mutation CreateArtifactFiles in queries/artifact_versions.graphql.
        """
        return await self._sender.send(
            _ops.create_artifact_files(files=files, layout=layout, first=first, after=after)
        )

    async def complete_artifact_upload(
        self, *, artifact: str, path: str, upload: str, parts: Sequence[UploadPartsInput]
    ) -> CompleteArtifactUpload:
        """Put the parts of an upload together.

        Args:
            artifact: `ID!`.
            path: `String!`.
            upload: `String!`.
            parts: `[UploadPartsInput!]!`.

        Source: mutation CompleteArtifactUpload in queries/artifact_versions.graphql.
        """
        return await self._sender.send(
            _ops.complete_artifact_upload(artifact=artifact, path=path, upload=upload, parts=parts)
        )

    async def commit_artifact(self, *, artifact: str) -> CommitArtifact:
        """Finish a version: it gets its number and its aliases.

        Args:
            artifact: `ID!`.

        Source: mutation CommitArtifact in queries/artifact_versions.graphql.
        """
        return await self._sender.send(_ops.commit_artifact(artifact=artifact))

    async def update_artifact(self, *, input: UpdateArtifactInput) -> UpdateArtifact:
        """Change description, metadata, time to live and tags of a version; null leaves a field alone.

        Args:
            input: `UpdateArtifactInput!`.

        Source: mutation UpdateArtifact in queries/artifact_versions.graphql.
        """
        return await self._sender.send(_ops.update_artifact(input=input))

    async def add_artifact_aliases(
        self, *, artifact: str, aliases: Sequence[ArtifactCollectionAliasInput]
    ) -> AddArtifactAliases:
        """Give a version aliases in collections that it is in.

        Args:
            artifact: `ID!`.
            aliases: `[ArtifactCollectionAliasInput!]!`.

        Source: mutation AddArtifactAliases in queries/artifact_versions.graphql.
        """
        return await self._sender.send(
            _ops.add_artifact_aliases(artifact=artifact, aliases=aliases)
        )

    async def delete_artifact_aliases(
        self, *, artifact: str, aliases: Sequence[ArtifactCollectionAliasInput]
    ) -> DeleteArtifactAliases:
        """Take aliases off a version.

        Args:
            artifact: `ID!`.
            aliases: `[ArtifactCollectionAliasInput!]!`.

        Source: mutation DeleteArtifactAliases in queries/artifact_versions.graphql.
        """
        return await self._sender.send(
            _ops.delete_artifact_aliases(artifact=artifact, aliases=aliases)
        )

    async def link_artifact(self, *, input: LinkArtifactInput) -> LinkArtifact:
        """Put a version into a portfolio, which is made if need be.

        Args:
            input: `LinkArtifactInput!`.

        Source: mutation LinkArtifact in queries/artifact_versions.graphql.
        """
        return await self._sender.send(_ops.link_artifact(input=input))

    async def unlink_artifact(self, *, artifact: str, portfolio: str) -> UnlinkArtifact:
        """Take a version out of a portfolio.

        Args:
            artifact: `ID!`.
            portfolio: `ID!`.

        Source: mutation UnlinkArtifact in queries/artifact_versions.graphql.
        """
        return await self._sender.send(_ops.unlink_artifact(artifact=artifact, portfolio=portfolio))

    async def delete_artifact(self, *, artifact: str, with_aliases: bool) -> DeleteArtifact:
        """Delete a version; one with aliases only together with them.

        Args:
            artifact: `ID!`.
            with_aliases: `Boolean!`.

        Source: mutation DeleteArtifact in queries/artifact_versions.graphql.
        """
        return await self._sender.send(
            _ops.delete_artifact(artifact=artifact, with_aliases=with_aliases)
        )

    async def use_artifact(self, *, input: UseArtifactInput) -> UseArtifact:
        """Take a version as a run's input.

        Args:
            input: `UseArtifactInput!`.

        Source: mutation UseArtifact in queries/artifact_versions.graphql.
        """
        return await self._sender.send(_ops.use_artifact(input=input))
