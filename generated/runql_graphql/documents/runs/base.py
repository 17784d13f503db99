# Generated from queries/runs/base.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/runs/base.graphql."""

from __future__ import annotations

from typing import Final

COUNT_RUNS: Final = """query CountRuns($entity: String, $project: String!, $filters: JSONString) {
  project(name: $project, entityName: $entity) {
    runCount(filters: $filters)
  }
}"""

DELETE_RUN: Final = """mutation DeleteRun($id: ID!, $deleteArtifacts: Boolean! = false) {
  deleteRun(input: {id: $id, deleteArtifacts: $deleteArtifacts}) {
    clientMutationId
  }
}"""

GET_RUN: Final = """query GetRun($entity: String, $project: String!, $run: String!, $configKeys: [String!], $summaryKeys: [String!], $withConfig: Boolean! = true, $withSummary: Boolean! = true, $withSystemMetrics: Boolean! = false, $withHistoryKeys: Boolean! = false) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      ...RunFull
    }
  }
}"""

GET_RUN_STATE: Final = """query GetRunState($entity: String, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      ...RunStateFields
    }
  }
}"""

LIST_RUNS: Final = """query ListRuns($entity: String, $project: String!, $filters: JSONString, $order: String, $first: Int, $after: String, $configKeys: [String!], $summaryKeys: [String!], $withConfig: Boolean! = true, $withSummary: Boolean! = true, $withSystemMetrics: Boolean! = false, $withHistoryKeys: Boolean! = false) {
  project(name: $project, entityName: $entity) {
    runCount(filters: $filters)
    runs(filters: $filters, order: $order, first: $first, after: $after) {
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

RunFull: Final = """fragment RunFull on Run {
  ...RunLight
  config(keys: $configKeys) @include(if: $withConfig)
  summaryMetrics(keys: $summaryKeys) @include(if: $withSummary)
  systemMetrics @include(if: $withSystemMetrics)
  historyKeys @include(if: $withHistoryKeys)
}"""

RunLight: Final = """fragment RunLight on Run {
  id
  name
  displayName
  state
  tags
  group
  jobType
  commit
  host
  notes
  description
  readOnly
  createdAt
  heartbeatAt
  updatedAt
  computeSeconds
  historyLineCount
  sweepName
  projectId
  user {
    ...UserFields
  }
  project {
    ...RunProjectFields
  }
}"""

RunProjectFields: Final = """fragment RunProjectFields on Project {
  id
  name
  entityName
}"""

RunStateFields: Final = """fragment RunStateFields on Run {
  id
  state
}"""

STOP_RUN: Final = """mutation StopRun($id: ID!) {
  stopRun(input: {id: $id}) {
    success
  }
}"""

UPDATE_RUN_STATE: Final = """mutation UpdateRunState($id: ID!, $state: String!) {
  updateRunState(input: {id: $id, state: $state}) {
    success
  }
}"""

UPSERT_RUN: Final = """mutation UpsertRun($input: UpsertBucketInput!, $configKeys: [String!], $summaryKeys: [String!], $withConfig: Boolean! = true, $withSummary: Boolean! = true, $withSystemMetrics: Boolean! = false, $withHistoryKeys: Boolean! = false) {
  upsertBucket(input: $input) {
    inserted
    bucket {
      ...RunFull
    }
  }
}"""
