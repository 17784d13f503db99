# Generated from queries/projects.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/projects.graphql."""

from __future__ import annotations

from typing import Final

ArtifactTypeStorageNodeFields: Final = """fragment ArtifactTypeStorageNodeFields on ArtifactTypeStorageNode {
  id
  name
  size
}"""

DELETE_PROJECT: Final = """mutation DeleteProject($id: String!) {
  deleteModel(input: {id: $id}) {
    success
  }
}"""

GET_KEY_VALUES: Final = """query GetKeyValues($entity: String, $project: String!, $keyPath: String!, $filters: JSONString) {
  project(name: $project, entityName: $entity) {
    runKeySuggestions(keyPath: $keyPath, filters: $filters) {
      ...KeySuggestionFields
    }
  }
}"""

GET_PROJECT: Final = """query GetProject($entity: String, $project: String!) {
  project(name: $project, entityName: $entity) {
    ...ProjectFields
  }
}"""

GET_TAG_COUNTS: Final = """query GetTagCounts($entity: String, $project: String!, $filters: JSONString) {
  project(name: $project, entityName: $entity) {
    tagCounts(filters: $filters) {
      ...TagCountFields
    }
  }
}"""

KeySuggestionFields: Final = """fragment KeySuggestionFields on RunKeySuggestion {
  value
  count
}"""

LIST_PROJECTS: Final = """query ListProjects($entity: String, $pattern: String, $order: String, $first: Int, $after: String) {
  projects(
    entityName: $entity
    pattern: $pattern
    order: $order
    first: $first
    after: $after
  ) {
    edges {
      cursor
      node {
        ...ProjectFields
      }
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}"""

LIST_PROJECT_FIELDS: Final = """query ListProjectFields($entity: String, $project: String!, $columns: [String!], $pattern: String, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    fields(columns: $columns, pattern: $pattern, first: $first, after: $after) {
      edges {
        cursor
        node {
          ...ProjectFieldFields
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""

LIST_PROJECT_STORAGE: Final = """query ListProjectStorage($entity: String!, $first: Int, $after: String) {
  entity(name: $entity) {
    id
    storageTree {
      id
      size
      projects(first: $first, after: $after) {
        edges {
          cursor
          node {
            ...ProjectStorageNodeFields
          }
        }
        pageInfo {
          ...PageInfoFields
        }
      }
    }
  }
}"""

LIST_RUN_TAGS: Final = """query ListRunTags($entity: String, $project: String!, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    id
    runTags(first: $first, after: $after) {
      edges {
        cursor
        node {
          ...RunTagFields
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""

ProjectFieldFields: Final = """fragment ProjectFieldFields on ProjectField {
  path
  type
}"""

ProjectFields: Final = """fragment ProjectFields on Project {
  id
  internalId
  name
  entityName
  description
  access
  createdAt
  lastActive
  readOnly
  tags {
    ...RunTagFields
  }
}"""

ProjectStorageNodeFields: Final = """fragment ProjectStorageNodeFields on ProjectStorageNode {
  id
  name
  size
  artifactTypes(first: 1000) {
    ...ArtifactTypeStorageNodeFields
  }
}"""

RunTagFields: Final = """fragment RunTagFields on RunTag {
  name
  colorIndex
}"""

TagCountFields: Final = """fragment TagCountFields on RunTagCount {
  name
  count
}"""

UPDATE_PROJECT_NAME: Final = """mutation UpdateProjectName($entity: String!, $project: String!, $name: String!) {
  renameProject(
    input: {entityName: $entity, oldProjectName: $project, newProjectName: $name}
  ) {
    project {
      ...ProjectFields
    }
  }
}"""

UPSERT_PROJECT: Final = """mutation UpsertProject($input: UpsertModelInput!) {
  upsertModel(input: $input) {
    inserted
    project {
      ...ProjectFields
    }
  }
}"""
