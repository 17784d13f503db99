# Generated from queries/artifacts/files.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/artifacts/files.graphql."""

from __future__ import annotations

from typing import Final

ArtifactCollectionMembershipFilesPage: Final = """fragment ArtifactCollectionMembershipFilesPage on ArtifactCollectionMembership {
  id
  files(names: $names, first: $first, after: $after) {
    edges {
      cursor
      node {
        ...FileFields
      }
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}"""

ArtifactCollectionMembershipUrlsPage: Final = """fragment ArtifactCollectionMembershipUrlsPage on ArtifactCollectionMembership {
  id
  files(names: $names, first: $first, after: $after) {
    edges {
      cursor
      node {
        ...FileUrl
      }
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}"""

ArtifactManifestFields: Final = """fragment ArtifactManifestFields on ArtifactManifest {
  id
  file {
    ...FileFields
  }
}"""

FileUrl: Final = """fragment FileUrl on File {
  name
  directUrl
}"""

GET_ARTIFACT_MANIFEST: Final = """query GetArtifactManifest($id: ID!) {
  artifact(id: $id) {
    currentManifest {
      ...ArtifactManifestFields
    }
  }
}"""

LIST_ARTIFACT_FILES: Final = """query ListArtifactFiles($entity: String, $project: String!, $collection: String!, $alias: String!, $names: [String!], $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    artifactCollection(name: $collection) {
      __typename
      id
      artifactMembership(aliasName: $alias) {
        ...ArtifactCollectionMembershipFilesPage
      }
    }
  }
}"""

LIST_ARTIFACT_FILE_URLS: Final = """query ListArtifactFileUrls($entity: String, $project: String!, $collection: String!, $alias: String!, $names: [String!], $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    artifactCollection(name: $collection) {
      __typename
      id
      artifactMembership(aliasName: $alias) {
        ...ArtifactCollectionMembershipUrlsPage
      }
    }
  }
}"""
