# Generated from queries/lineage/graph.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/lineage/graph.graphql."""

from __future__ import annotations

from typing import Final

ArtifactLineageDagArtifactFields: Final = """fragment ArtifactLineageDagArtifactFields on ArtifactLineageDagArtifact {
  artifactNodeID
  entityName
  projectName
  artifactSequenceName
  artifactTypeName
  versionIndex
}"""

ArtifactLineageDagClusterFields: Final = """fragment ArtifactLineageDagClusterFields on ArtifactLineageDagCluster {
  id
}"""

ArtifactLineageDagEdgeFields: Final = """fragment ArtifactLineageDagEdgeFields on ArtifactLineageDagEdge {
  edgeID
  artifactNodeID
  runNodeID
  direction
}"""

ArtifactLineageDagFields: Final = """fragment ArtifactLineageDagFields on ArtifactLineageDag {
  hitLimit
  artifacts {
    ...ArtifactLineageDagArtifactFields
  }
  runs {
    ...ArtifactLineageDagRunFields
  }
  edges {
    ...ArtifactLineageDagEdgeFields
  }
  clusters {
    ...ArtifactLineageDagClusterFields
  }
}"""

ArtifactLineageDagRunFields: Final = """fragment ArtifactLineageDagRunFields on ArtifactLineageDagRun {
  runNodeID
  entityName
  projectName
  runName
  displayName
  jobType
}"""

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

GET_ARTIFACT_GRAPH: Final = """query GetArtifactGraph($id: ID!, $limit: Int!) {
  artifact(id: $id) {
    id
    artifactLineageDag(limit: $limit, filterGeneratedArtifacts: false) {
      ...ArtifactLineageDagFields
    }
  }
}"""

GET_LINEAGE_START: Final = """query GetLineageStart($id: ID!) {
  artifact(id: $id) {
    ...ArtifactNode
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
