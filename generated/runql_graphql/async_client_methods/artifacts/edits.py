# Generated from queries/artifacts/edits.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/artifacts/edits.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calls import AsyncSender
from ...ops.artifacts import edits as _ops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...add_artifact_aliases import AddArtifactAliases
    from ...delete_artifact import DeleteArtifact
    from ...delete_artifact_aliases import DeleteArtifactAliases
    from ...inputs import (
        ArtifactCollectionAliasInput,
        LinkArtifactInput,
        UpdateArtifactInput,
        UseArtifactInput,
    )
    from ...link_artifact import LinkArtifact
    from ...unlink_artifact import UnlinkArtifact
    from ...update_artifact import UpdateArtifact
    from ...use_artifact import UseArtifact

__all__ = ["AsyncArtifactsEditsMethods"]


class AsyncArtifactsEditsMethods:
    """Operations of queries/artifacts/edits.graphql."""

    _sender: AsyncSender

    async def update_artifact(self, *, input: UpdateArtifactInput) -> UpdateArtifact:
        """Change description, metadata, time to live and tags of a version; null leaves a field
        unchanged.

        Args:
            input: `UpdateArtifactInput!`.

        Source: mutation UpdateArtifact in queries/artifacts/edits.graphql.
        """
        return await self._sender.send(_ops.update_artifact(input=input))

    async def add_artifact_aliases(
        self, *, artifact: str, aliases: Sequence[ArtifactCollectionAliasInput]
    ) -> AddArtifactAliases:
        """Add aliases to a version in collections that it is in.

        Args:
            artifact: `ID!`.
            aliases: `[ArtifactCollectionAliasInput!]!`.

        Source: mutation AddArtifactAliases in queries/artifacts/edits.graphql.
        """
        return await self._sender.send(
            _ops.add_artifact_aliases(artifact=artifact, aliases=aliases)
        )

    async def delete_artifact_aliases(
        self, *, artifact: str, aliases: Sequence[ArtifactCollectionAliasInput]
    ) -> DeleteArtifactAliases:
        """Remove aliases from a version.

        Args:
            artifact: `ID!`.
            aliases: `[ArtifactCollectionAliasInput!]!`.

        Source: mutation DeleteArtifactAliases in queries/artifacts/edits.graphql.
        """
        return await self._sender.send(
            _ops.delete_artifact_aliases(artifact=artifact, aliases=aliases)
        )

    async def link_artifact(self, *, input: LinkArtifactInput) -> LinkArtifact:
        """Link a version to a portfolio, which is created if it does not exist.

        Args:
            input: `LinkArtifactInput!`.

        Source: mutation LinkArtifact in queries/artifacts/edits.graphql.
        """
        return await self._sender.send(_ops.link_artifact(input=input))

    async def unlink_artifact(self, *, artifact: str, portfolio: str) -> UnlinkArtifact:
        """Unlink a version from a portfolio.

        Args:
            artifact: `ID!`.
            portfolio: `ID!`.

        Source: mutation UnlinkArtifact in queries/artifacts/edits.graphql.
        """
        return await self._sender.send(_ops.unlink_artifact(artifact=artifact, portfolio=portfolio))

    async def delete_artifact(self, *, artifact: str, with_aliases: bool) -> DeleteArtifact:
        """Delete a version; a version with aliases only together with its aliases.

        Args:
            artifact: `ID!`.
            with_aliases: `Boolean!`.

        Source: mutation DeleteArtifact in queries/artifacts/edits.graphql.
        """
        return await self._sender.send(
            _ops.delete_artifact(artifact=artifact, with_aliases=with_aliases)
        )

    async def use_artifact(self, *, input: UseArtifactInput) -> UseArtifact:
        """Record a version as an input of a run.

        Args:
            input: `UseArtifactInput!`.

        Source: mutation UseArtifact in queries/artifacts/edits.graphql.
        """
        return await self._sender.send(_ops.use_artifact(input=input))
