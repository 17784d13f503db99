# Generated from queries/artifacts/edits.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/artifacts/edits.graphql."""

from __future__ import annotations

from typing import Final

ADD_ARTIFACT_ALIASES: Final = """mutation AddArtifactAliases($artifact: ID!, $aliases: [ArtifactCollectionAliasInput!]!) {
  addAliases(input: {artifactID: $artifact, aliases: $aliases}) {
    success
  }
}"""

DELETE_ARTIFACT: Final = """mutation DeleteArtifact($artifact: ID!, $withAliases: Boolean!) {
  deleteArtifact(input: {artifactID: $artifact, deleteAliases: $withAliases}) {
    artifact {
      ...ArtifactProgress
    }
  }
}"""

DELETE_ARTIFACT_ALIASES: Final = """mutation DeleteArtifactAliases($artifact: ID!, $aliases: [ArtifactCollectionAliasInput!]!) {
  deleteAliases(input: {artifactID: $artifact, aliases: $aliases}) {
    success
  }
}"""

LINK_ARTIFACT: Final = """mutation LinkArtifact($input: LinkArtifactInput!) {
  linkArtifact(input: $input) {
    versionIndex
    artifactMembership {
      ...ArtifactCollectionMembershipFull
    }
  }
}"""

UNLINK_ARTIFACT: Final = """mutation UnlinkArtifact($artifact: ID!, $portfolio: ID!) {
  unlinkArtifact(input: {artifactID: $artifact, artifactPortfolioID: $portfolio}) {
    success
  }
}"""

UPDATE_ARTIFACT: Final = """mutation UpdateArtifact($input: UpdateArtifactInput!) {
  updateArtifact(input: $input) {
    artifact {
      ...ArtifactFields
    }
  }
}"""

USE_ARTIFACT: Final = """mutation UseArtifact($input: UseArtifactInput!) {
  useArtifact(input: $input) {
    artifact {
      ...ArtifactBirth
    }
  }
}"""
