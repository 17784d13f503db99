# Generated from queries/artifacts/base.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/artifacts/base.graphql."""

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

ArtifactCollectionMembershipFull: Final = """fragment ArtifactCollectionMembershipFull on ArtifactCollectionMembership {
  ...ArtifactCollectionMembershipFields
  artifact {
    ...ArtifactFields
  }
}"""

ArtifactCollectionMembershipPlace: Final = """fragment ArtifactCollectionMembershipPlace on ArtifactCollectionMembership {
  id
  artifactCollection {
    __typename
    id
  }
}"""

ArtifactCollectionMembershipState: Final = """fragment ArtifactCollectionMembershipState on ArtifactCollectionMembership {
  id
  artifact {
    ...ArtifactStateFields
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

ArtifactLinks: Final = """fragment ArtifactLinks on Artifact {
  id
  artifactMemberships {
    edges {
      node {
        ...ArtifactCollectionMembershipPlace
      }
    }
    pageInfo {
      ...PageInfoFields
    }
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

GET_ARTIFACT_STATE: Final = """query GetArtifactState($entity: String, $project: String!, $name: String!) {
  project(name: $project, entityName: $entity) {
    artifactCollectionMembership(name: $name) {
      ...ArtifactCollectionMembershipState
    }
  }
}"""

GET_COLLECTION_ARTIFACT: Final = """query GetCollectionArtifact($entity: String, $project: String!, $collection: String!, $alias: String!) {
  project(name: $project, entityName: $entity) {
    artifactCollection(name: $collection) {
      __typename
      id
      artifactMembership(aliasName: $alias) {
        ...ArtifactCollectionMembershipFull
      }
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

LIST_ARTIFACT_LINKS: Final = """query ListArtifactLinks($entity: String, $project: String!, $type: String!, $collection: String!, $filters: JSONString, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    artifactType(name: $type) {
      artifactCollection(name: $collection) {
        __typename
        id
        artifacts(filters: $filters, first: $first, after: $after) {
          edges {
            cursor
            node {
              ...ArtifactLinks
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

TagFields: Final = """fragment TagFields on Tag {
  id
  name
}"""
