# Generated from queries/collections/edits.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/collections/edits.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calls import Sender
from ...ops.collections import edits as _ops

if TYPE_CHECKING:
    from ...add_collection_tags import AddCollectionTags
    from ...delete_artifact_portfolio import DeleteArtifactPortfolio
    from ...delete_artifact_sequence import DeleteArtifactSequence
    from ...delete_collection_tags import DeleteCollectionTags
    from ...inputs import (
        CreateArtifactCollectionTagAssignmentsInput,
        DeleteArtifactCollectionTagAssignmentsInput,
        UpdateArtifactPortfolioInput,
        UpdateArtifactSequenceInput,
    )
    from ...move_artifact_sequence import MoveArtifactSequence
    from ...update_artifact_portfolio import UpdateArtifactPortfolio
    from ...update_artifact_sequence import UpdateArtifactSequence

__all__ = ["CollectionsEditsMethods"]


class CollectionsEditsMethods:
    """Operations of queries/collections/edits.graphql."""

    _sender: Sender

    def update_artifact_sequence(
        self, *, input: UpdateArtifactSequenceInput
    ) -> UpdateArtifactSequence:
        """Change name and description of a sequence; null leaves a field unchanged.

        Args:
            input: `UpdateArtifactSequenceInput!`.

        Source: mutation UpdateArtifactSequence in queries/collections/edits.graphql.
        """
        return self._sender.send(_ops.update_artifact_sequence(input=input))

    def update_artifact_portfolio(
        self, *, input: UpdateArtifactPortfolioInput
    ) -> UpdateArtifactPortfolio:
        """Change name and description of a portfolio; null leaves a field unchanged.

        Args:
            input: `UpdateArtifactPortfolioInput!`.

        Source: mutation UpdateArtifactPortfolio in queries/collections/edits.graphql.
        """
        return self._sender.send(_ops.update_artifact_portfolio(input=input))

    def move_artifact_sequence(self, *, sequence: str, type_: str) -> MoveArtifactSequence:
        """Change the type of a collection.

        Args:
            sequence: `ID!`.
            type_: `String!`.

        Source: mutation MoveArtifactSequence in queries/collections/edits.graphql.
        """
        return self._sender.send(_ops.move_artifact_sequence(sequence=sequence, type_=type_))

    def delete_artifact_sequence(self, *, sequence: str) -> DeleteArtifactSequence:
        """Delete a sequence and its versions.

        Args:
            sequence: `ID!`.

        Source: mutation DeleteArtifactSequence in queries/collections/edits.graphql.
        """
        return self._sender.send(_ops.delete_artifact_sequence(sequence=sequence))

    def delete_artifact_portfolio(self, *, portfolio: str) -> DeleteArtifactPortfolio:
        """Delete a portfolio and its links, but not the linked versions.

        Args:
            portfolio: `ID!`.

        Source: mutation DeleteArtifactPortfolio in queries/collections/edits.graphql.
        """
        return self._sender.send(_ops.delete_artifact_portfolio(portfolio=portfolio))

    def add_collection_tags(
        self, *, input: CreateArtifactCollectionTagAssignmentsInput
    ) -> AddCollectionTags:
        """Add tags to a collection.

        Args:
            input: `CreateArtifactCollectionTagAssignmentsInput!`.

        Source: mutation AddCollectionTags in queries/collections/edits.graphql.
        """
        return self._sender.send(_ops.add_collection_tags(input=input))

    def delete_collection_tags(
        self, *, input: DeleteArtifactCollectionTagAssignmentsInput
    ) -> DeleteCollectionTags:
        """Remove tags from a collection.

        Args:
            input: `DeleteArtifactCollectionTagAssignmentsInput!`.

        Source: mutation DeleteCollectionTags in queries/collections/edits.graphql.
        """
        return self._sender.send(_ops.delete_collection_tags(input=input))
