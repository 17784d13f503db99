# Generated from queries/collections/edits.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/collections/edits.graphql."""

from __future__ import annotations

from typing import Final

ADD_COLLECTION_TAGS: Final = """mutation AddCollectionTags($input: CreateArtifactCollectionTagAssignmentsInput!) {
  createArtifactCollectionTagAssignments(input: $input) {
    tags {
      ...TagFields
    }
  }
}"""

DELETE_ARTIFACT_PORTFOLIO: Final = """mutation DeleteArtifactPortfolio($portfolio: ID!) {
  deleteArtifactPortfolio(input: {artifactPortfolioID: $portfolio}) {
    artifactCollection {
      __typename
      id
    }
  }
}"""

DELETE_ARTIFACT_SEQUENCE: Final = """mutation DeleteArtifactSequence($sequence: ID!) {
  deleteArtifactSequence(input: {artifactSequenceID: $sequence}) {
    artifactCollection {
      __typename
      id
    }
  }
}"""

DELETE_COLLECTION_TAGS: Final = """mutation DeleteCollectionTags($input: DeleteArtifactCollectionTagAssignmentsInput!) {
  deleteArtifactCollectionTagAssignments(input: $input) {
    success
  }
}"""

MOVE_ARTIFACT_SEQUENCE: Final = """mutation MoveArtifactSequence($sequence: ID!, $type: String!) {
  moveArtifactSequence(
    input: {artifactSequenceID: $sequence, destinationArtifactTypeName: $type}
  ) {
    artifactCollection {
      __typename
      ... on ArtifactSequence {
        ...ArtifactSequenceFields
      }
      ... on ArtifactPortfolio {
        ...ArtifactPortfolioFields
      }
    }
  }
}"""

UPDATE_ARTIFACT_PORTFOLIO: Final = """mutation UpdateArtifactPortfolio($input: UpdateArtifactPortfolioInput!) {
  updateArtifactPortfolio(input: $input) {
    artifactCollection {
      __typename
      ... on ArtifactSequence {
        ...ArtifactSequenceFields
      }
      ... on ArtifactPortfolio {
        ...ArtifactPortfolioFields
      }
    }
  }
}"""

UPDATE_ARTIFACT_SEQUENCE: Final = """mutation UpdateArtifactSequence($input: UpdateArtifactSequenceInput!) {
  updateArtifactSequence(input: $input) {
    artifactCollection {
      __typename
      ... on ArtifactSequence {
        ...ArtifactSequenceFields
      }
      ... on ArtifactPortfolio {
        ...ArtifactPortfolioFields
      }
    }
  }
}"""
