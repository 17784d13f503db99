# Generated from queries/lineage/neighbors.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/lineage/neighbors.graphql."""

from __future__ import annotations

from typing import Final

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
