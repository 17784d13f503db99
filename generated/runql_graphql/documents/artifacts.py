# Generated from queries/artifacts.graphql by `make generate`. Do not edit.

"""Texts of queries/artifacts.graphql, as they are sent."""

from __future__ import annotations

from typing import Final

ArtifactAliasFields: Final = """fragment ArtifactAliasFields on ArtifactAlias {
  id
  alias
  artifactCollection {
    __typename
    id
    name
    project {
      ...RunProjectFields
    }
  }
}"""

ArtifactCollectionMembershipFields: Final = """fragment ArtifactCollectionMembershipFields on ArtifactCollectionMembership {
  id
  versionIndex
  createdAt
  aliases {
    ...ArtifactAliasFields
  }
  artifactCollection {
    __typename
    id
    name
    project {
      ...RunProjectFields
    }
  }
}"""

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

ArtifactCollectionMembershipFull: Final = """fragment ArtifactCollectionMembershipFull on ArtifactCollectionMembership {
  ...ArtifactCollectionMembershipFields
  artifact {
    ...ArtifactFields
  }
}"""

ArtifactCollectionMembershipState: Final = """fragment ArtifactCollectionMembershipState on ArtifactCollectionMembership {
  id
  artifact {
    ...ArtifactStateFields
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

ArtifactFields: Final = """fragment ArtifactFields on Artifact {
  id
  state
  digest
  size
  fileCount
  commitHash
  versionIndex
  description
  metadata
  historyStep
  createdAt
  updatedAt
  ttlDurationSeconds
  ttlIsInherited
  artifactType {
    ...ArtifactTypeName
  }
  artifactSequence {
    ...ArtifactSequencePlace
  }
  tags {
    ...TagFields
  }
  aliases {
    ...ArtifactAliasFields
  }
}"""

ArtifactManifestFields: Final = """fragment ArtifactManifestFields on ArtifactManifest {
  id
  file {
    ...FileFields
  }
}"""

ArtifactSequencePlace: Final = """fragment ArtifactSequencePlace on ArtifactSequence {
  id
  name
  project {
    ...RunProjectFields
  }
}"""

ArtifactStateFields: Final = """fragment ArtifactStateFields on Artifact {
  id
  state
  artifactType {
    ...ArtifactTypeName
  }
}"""

ArtifactTypeName: Final = """fragment ArtifactTypeName on ArtifactType {
  id
  name
}"""

FileUrl: Final = """fragment FileUrl on File {
  name
  directUrl
}"""

GET_ARTIFACT: Final = """query GetArtifact($entity: String, $project: String!, $name: String!) {
  project(name: $project, entityName: $entity) {
    artifactCollectionMembership(name: $name) {
      ...ArtifactCollectionMembershipFull
    }
  }
}"""

GET_ARTIFACT_BY_ID: Final = """query GetArtifactById($id: ID!) {
  artifact(id: $id) {
    ...ArtifactFields
  }
}"""

GET_ARTIFACT_CREATOR: Final = """query GetArtifactCreator($id: ID!, $configKeys: [String!], $summaryKeys: [String!], $withConfig: Boolean! = true, $withSummary: Boolean! = true, $withSystemMetrics: Boolean! = false, $withHistoryKeys: Boolean! = false) {
  artifact(id: $id) {
    createdBy {
      __typename
      ... on Run {
        ...RunFull
      }
      ... on User {
        ...UserFields
      }
    }
  }
}"""

GET_ARTIFACT_MANIFEST: Final = """query GetArtifactManifest($id: ID!) {
  artifact(id: $id) {
    currentManifest {
      ...ArtifactManifestFields
    }
  }
}"""

GET_ARTIFACT_STATE: Final = """query GetArtifactState($entity: String, $project: String!, $name: String!) {
  project(name: $project, entityName: $entity) {
    artifactCollectionMembership(name: $name) {
      ...ArtifactCollectionMembershipState
    }
  }
}"""

LIST_ARTIFACTS: Final = """query ListArtifacts($entity: String, $project: String!, $type: String!, $collection: String!, $filters: JSONString, $order: String, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    artifactType(name: $type) {
      artifactCollection(name: $collection) {
        __typename
        id
        name
        project {
          ...RunProjectFields
        }
        artifacts(filters: $filters, order: $order, first: $first, after: $after) {
          totalCount
          edges {
            cursor
            version
            node {
              ...ArtifactFields
            }
          }
          pageInfo {
            ...PageInfoFields
          }
        }
      }
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

LIST_ARTIFACT_MEMBERSHIPS: Final = """query ListArtifactMemberships($id: ID!) {
  artifact(id: $id) {
    artifactMemberships {
      edges {
        node {
          ...ArtifactCollectionMembershipFields
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""

LIST_ARTIFACT_USERS: Final = """query ListArtifactUsers($id: ID!, $filters: JSONString, $order: String, $first: Int, $after: String, $configKeys: [String!], $summaryKeys: [String!], $withConfig: Boolean! = true, $withSummary: Boolean! = true, $withSystemMetrics: Boolean! = false, $withHistoryKeys: Boolean! = false) {
  artifact(id: $id) {
    usedBy(filters: $filters, order: $order, first: $first, after: $after) {
      edges {
        cursor
        node {
          ...RunFull
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""

LIST_RUN_INPUT_ARTIFACTS: Final = """query ListRunInputArtifacts($entity: String, $project: String!, $run: String!, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      ...RunInputArtifactsPage
    }
  }
}"""

LIST_RUN_OUTPUT_ARTIFACTS: Final = """query ListRunOutputArtifacts($entity: String, $project: String!, $run: String!, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      ...RunOutputArtifactsPage
    }
  }
}"""

RunInputArtifactsPage: Final = """fragment RunInputArtifactsPage on Run {
  id
  inputArtifacts(first: $first, after: $after) {
    totalCount
    edges {
      cursor
      node {
        ...ArtifactFields
      }
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}"""

RunOutputArtifactsPage: Final = """fragment RunOutputArtifactsPage on Run {
  id
  outputArtifacts(first: $first, after: $after) {
    totalCount
    edges {
      cursor
      node {
        ...ArtifactFields
      }
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}"""

TagFields: Final = """fragment TagFields on Tag {
  id
  name
}"""
