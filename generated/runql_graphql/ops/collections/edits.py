# Generated from queries/collections/edits.graphql by `make generate`. Do not edit.

"""Calls of queries/collections/edits.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...calls import Call, Operation
from ...documents import _shared as _shared
from ...documents.artifacts import base as _artifacts_base
from ...documents.collections import base as _collections_base
from ...documents.collections import edits as _collections_edits

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

__all__ = [
    "ADD_COLLECTION_TAGS",
    "DELETE_ARTIFACT_PORTFOLIO",
    "DELETE_ARTIFACT_SEQUENCE",
    "DELETE_COLLECTION_TAGS",
    "MOVE_ARTIFACT_SEQUENCE",
    "UPDATE_ARTIFACT_PORTFOLIO",
    "UPDATE_ARTIFACT_SEQUENCE",
    "add_collection_tags",
    "delete_artifact_portfolio",
    "delete_artifact_sequence",
    "delete_collection_tags",
    "move_artifact_sequence",
    "update_artifact_portfolio",
    "update_artifact_sequence",
]

UPDATE_ARTIFACT_SEQUENCE: Final[Operation[UpdateArtifactSequence]] = Operation(
    name="UpdateArtifactSequence",
    kind="mutation",
    model=".update_artifact_sequence:UpdateArtifactSequence",
    document=Operation.join(
        _collections_edits.UPDATE_ARTIFACT_SEQUENCE,
        _collections_base.ArtifactPortfolioFields,
        _collections_base.ArtifactSequenceFields,
        _artifacts_base.ArtifactTypeName,
        _shared.PageInfoFields,
        _collections_base.ProjectPlace,
        _artifacts_base.TagFields,
    ),
    arguments={"input": "input"},
)


def update_artifact_sequence(*, input: UpdateArtifactSequenceInput) -> Call[UpdateArtifactSequence]:
    """Change name and description of a sequence; null leaves a field unchanged.

    Args:
        input: `UpdateArtifactSequenceInput!`.

    Source: mutation UpdateArtifactSequence in queries/collections/edits.graphql.
    """
    return Call(UPDATE_ARTIFACT_SEQUENCE, {"input": input})


UPDATE_ARTIFACT_PORTFOLIO: Final[Operation[UpdateArtifactPortfolio]] = Operation(
    name="UpdateArtifactPortfolio",
    kind="mutation",
    model=".update_artifact_portfolio:UpdateArtifactPortfolio",
    document=Operation.join(
        _collections_edits.UPDATE_ARTIFACT_PORTFOLIO,
        _collections_base.ArtifactPortfolioFields,
        _collections_base.ArtifactSequenceFields,
        _artifacts_base.ArtifactTypeName,
        _shared.PageInfoFields,
        _collections_base.ProjectPlace,
        _artifacts_base.TagFields,
    ),
    arguments={"input": "input"},
)


def update_artifact_portfolio(
    *, input: UpdateArtifactPortfolioInput
) -> Call[UpdateArtifactPortfolio]:
    """Change name and description of a portfolio; null leaves a field unchanged.

    Args:
        input: `UpdateArtifactPortfolioInput!`.

    Source: mutation UpdateArtifactPortfolio in queries/collections/edits.graphql.
    """
    return Call(UPDATE_ARTIFACT_PORTFOLIO, {"input": input})


MOVE_ARTIFACT_SEQUENCE: Final[Operation[MoveArtifactSequence]] = Operation(
    name="MoveArtifactSequence",
    kind="mutation",
    model=".move_artifact_sequence:MoveArtifactSequence",
    document=Operation.join(
        _collections_edits.MOVE_ARTIFACT_SEQUENCE,
        _collections_base.ArtifactPortfolioFields,
        _collections_base.ArtifactSequenceFields,
        _artifacts_base.ArtifactTypeName,
        _shared.PageInfoFields,
        _collections_base.ProjectPlace,
        _artifacts_base.TagFields,
    ),
    arguments={"sequence": "sequence", "type_": "type"},
)


def move_artifact_sequence(*, sequence: str, type_: str) -> Call[MoveArtifactSequence]:
    """Change the type of a collection.

    Args:
        sequence: `ID!`.
        type_: `String!`.

    Source: mutation MoveArtifactSequence in queries/collections/edits.graphql.
    """
    return Call(MOVE_ARTIFACT_SEQUENCE, {"sequence": sequence, "type": type_})


DELETE_ARTIFACT_SEQUENCE: Final[Operation[DeleteArtifactSequence]] = Operation(
    name="DeleteArtifactSequence",
    kind="mutation",
    model=".delete_artifact_sequence:DeleteArtifactSequence",
    document=Operation.join(_collections_edits.DELETE_ARTIFACT_SEQUENCE),
    arguments={"sequence": "sequence"},
)


def delete_artifact_sequence(*, sequence: str) -> Call[DeleteArtifactSequence]:
    """Delete a sequence and its versions.

    Args:
        sequence: `ID!`.

    Source: mutation DeleteArtifactSequence in queries/collections/edits.graphql.
    """
    return Call(DELETE_ARTIFACT_SEQUENCE, {"sequence": sequence})


DELETE_ARTIFACT_PORTFOLIO: Final[Operation[DeleteArtifactPortfolio]] = Operation(
    name="DeleteArtifactPortfolio",
    kind="mutation",
    model=".delete_artifact_portfolio:DeleteArtifactPortfolio",
    document=Operation.join(_collections_edits.DELETE_ARTIFACT_PORTFOLIO),
    arguments={"portfolio": "portfolio"},
)


def delete_artifact_portfolio(*, portfolio: str) -> Call[DeleteArtifactPortfolio]:
    """Delete a portfolio and its links, but not the linked versions.

    Args:
        portfolio: `ID!`.

    Source: mutation DeleteArtifactPortfolio in queries/collections/edits.graphql.
    """
    return Call(DELETE_ARTIFACT_PORTFOLIO, {"portfolio": portfolio})


ADD_COLLECTION_TAGS: Final[Operation[AddCollectionTags]] = Operation(
    name="AddCollectionTags",
    kind="mutation",
    model=".add_collection_tags:AddCollectionTags",
    document=Operation.join(_collections_edits.ADD_COLLECTION_TAGS, _artifacts_base.TagFields),
    arguments={"input": "input"},
)


def add_collection_tags(
    *, input: CreateArtifactCollectionTagAssignmentsInput
) -> Call[AddCollectionTags]:
    """Add tags to a collection.

    Args:
        input: `CreateArtifactCollectionTagAssignmentsInput!`.

    Source: mutation AddCollectionTags in queries/collections/edits.graphql.
    """
    return Call(ADD_COLLECTION_TAGS, {"input": input})


DELETE_COLLECTION_TAGS: Final[Operation[DeleteCollectionTags]] = Operation(
    name="DeleteCollectionTags",
    kind="mutation",
    model=".delete_collection_tags:DeleteCollectionTags",
    document=Operation.join(_collections_edits.DELETE_COLLECTION_TAGS),
    arguments={"input": "input"},
)


def delete_collection_tags(
    *, input: DeleteArtifactCollectionTagAssignmentsInput
) -> Call[DeleteCollectionTags]:
    """Remove tags from a collection.

    Args:
        input: `DeleteArtifactCollectionTagAssignmentsInput!`.

    Source: mutation DeleteCollectionTags in queries/collections/edits.graphql.
    """
    return Call(DELETE_COLLECTION_TAGS, {"input": input})
