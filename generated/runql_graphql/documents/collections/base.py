# Generated from queries/collections/base.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/collections/base.graphql."""

from __future__ import annotations

from typing import Final

ArtifactAliasActionFields: Final = """fragment ArtifactAliasActionFields on ArtifactAliasAction {
  actionType
  alias
  createdAt
  user {
    ...UserFields
  }
  sourceArtifact {
    ...ArtifactOfAlias
  }
  targetArtifact {
    ...ArtifactOfAlias
  }
}"""

ArtifactAliasName: Final = """fragment ArtifactAliasName on ArtifactAlias {
  id
  alias
}"""

ArtifactOfAlias: Final = """fragment ArtifactOfAlias on Artifact {
  id
  versionIndex
  artifactSequence {
    ...ArtifactSequencePlace
  }
}"""

ArtifactPortfolioFields: Final = """fragment ArtifactPortfolioFields on ArtifactPortfolio {
  id
  name
  description
  createdAt
  updatedAt
  project {
    ...ProjectPlace
  }
  defaultArtifactType {
    ...ArtifactTypeName
  }
  tags(first: 100) {
    edges {
      node {
        ...TagFields
      }
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}"""

ArtifactSequenceFields: Final = """fragment ArtifactSequenceFields on ArtifactSequence {
  id
  name
  description
  createdAt
  updatedAt
  project {
    ...ProjectPlace
  }
  defaultArtifactType {
    ...ArtifactTypeName
  }
  tags(first: 100) {
    edges {
      node {
        ...TagFields
      }
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}"""

ArtifactTypeFields: Final = """fragment ArtifactTypeFields on ArtifactType {
  id
  name
  description
  createdAt
}"""

GET_ARTIFACT_COLLECTION: Final = """query GetArtifactCollection($entity: String, $project: String!, $type: String!, $name: String!) {
  project(name: $project, entityName: $entity) {
    artifactType(name: $type) {
      artifactCollection(name: $name) {
        __typename
        ... on ArtifactSequence {
          ...ArtifactSequenceFields
        }
        ... on ArtifactPortfolio {
          ...ArtifactPortfolioFields
        }
      }
    }
  }
}"""

GET_ARTIFACT_TYPE: Final = """query GetArtifactType($entity: String, $project: String!, $type: String!) {
  project(name: $project, entityName: $entity) {
    artifactType(name: $type) {
      ...ArtifactTypeFields
    }
  }
}"""

LIST_ALIAS_ACTIONS: Final = """query ListAliasActions($id: ID!, $alias: String, $first: Int, $after: String) {
  artifactCollection(id: $id) {
    __typename
    id
    aliasActionHistory(alias: $alias, first: $first, after: $after) {
      edges {
        cursor
        node {
          ...ArtifactAliasActionFields
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""

LIST_ARTIFACT_COLLECTIONS: Final = """query ListArtifactCollections($entity: String, $project: String!, $type: String!, $filters: JSONString, $order: String, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    artifactType(name: $type) {
      artifactCollections(
        filters: $filters
        order: $order
        first: $first
        after: $after
      ) {
        totalCount
        edges {
          cursor
          node {
            __typename
            ... on ArtifactSequence {
              ...ArtifactSequenceFields
            }
            ... on ArtifactPortfolio {
              ...ArtifactPortfolioFields
            }
          }
        }
        pageInfo {
          ...PageInfoFields
        }
      }
    }
  }
}"""

LIST_ARTIFACT_TYPES: Final = """query ListArtifactTypes($entity: String, $project: String!, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    artifactTypes(first: $first, after: $after) {
      edges {
        cursor
        node {
          ...ArtifactTypeFields
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""

LIST_COLLECTION_ALIASES: Final = """query ListCollectionAliases($id: ID!, $first: Int, $after: String) {
  artifactCollection(id: $id) {
    __typename
    id
    aliases(first: $first, after: $after) {
      edges {
        cursor
        node {
          ...ArtifactAliasName
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""

LIST_PROJECT_COLLECTIONS: Final = """query ListProjectCollections($entity: String, $project: String!, $filters: JSONString, $order: String, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    artifactCollections(
      filters: $filters
      order: $order
      first: $first
      after: $after
    ) {
      totalCount
      edges {
        cursor
        node {
          __typename
          ... on ArtifactSequence {
            ...ArtifactSequenceFields
          }
          ... on ArtifactPortfolio {
            ...ArtifactPortfolioFields
          }
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""

LIST_REGISTRY_TYPES: Final = """query ListRegistryTypes($entity: String, $project: String!, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    artifactTypes(includeAll: true, first: $first, after: $after) {
      edges {
        cursor
        node {
          ...ArtifactTypeName
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""

ProjectPlace: Final = """fragment ProjectPlace on Project {
  id
  internalId
  name
  entityName
}"""
