# Generated from queries/lineage.graphql by `make generate`. Do not edit.

"""Texts of queries/lineage.graphql, as they are sent."""

from __future__ import annotations

from typing import Final

ArtifactNode: Final = """fragment ArtifactNode on Artifact {
  id
  versionIndex
  artifactType {
    ...ArtifactTypeName
  }
  artifactSequence {
    ...ArtifactSequencePlace
  }
  createdBy {
    __typename
    ... on Run {
      ...RunNode
    }
    ... on User {
      ...UserFields
    }
  }
  usedBy(first: 200) {
    edges {
      node {
        ...RunNode
      }
    }
    pageInfo {
      ...PageInfoFields
    }
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

GET_LINEAGE_START: Final = """query GetLineageStart($id: ID!) {
  artifact(id: $id) {
    ...ArtifactNode
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

LIST_LINEAGE_INPUTS: Final = """query ListLineageInputs($entity: String, $project: String!, $run: String!, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      id
      inputArtifacts(first: $first, after: $after) {
        edges {
          cursor
          node {
            ...ArtifactNode
          }
        }
        pageInfo {
          ...PageInfoFields
        }
      }
    }
  }
}"""

LIST_LINEAGE_OUTPUTS: Final = """query ListLineageOutputs($entity: String, $project: String!, $run: String!, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      id
      outputArtifacts(first: $first, after: $after) {
        edges {
          cursor
          node {
            ...ArtifactNode
          }
        }
        pageInfo {
          ...PageInfoFields
        }
      }
    }
  }
}"""

LIST_LINEAGE_RUNS: Final = """query ListLineageRuns($entity: String, $project: String!, $filters: JSONString, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    runs(filters: $filters, first: $first, after: $after) {
      edges {
        cursor
        node {
          ...RunNodeFull
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""

LIST_LINEAGE_USERS: Final = """query ListLineageUsers($id: ID!, $first: Int, $after: String) {
  artifact(id: $id) {
    id
    usedBy(first: $first, after: $after) {
      edges {
        cursor
        node {
          ...RunNode
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

RunNode: Final = """fragment RunNode on Run {
  id
  name
  displayName
  jobType
  state
  project {
    ...RunProjectFields
  }
}"""

RunNodeFull: Final = """fragment RunNodeFull on Run {
  ...RunNode
  inputArtifacts(first: 200) {
    edges {
      node {
        ...ArtifactNode
      }
    }
    pageInfo {
      ...PageInfoFields
    }
  }
  outputArtifacts(first: 200) {
    edges {
      node {
        ...ArtifactNode
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
