# Generated from queries/sweeps.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/sweeps.graphql."""

from __future__ import annotations

from typing import Final

AgentFields: Final = """fragment AgentFields on Agent {
  id
  name
  host
  state
  totalRuns
  createdAt
  heartbeatAt
}"""

CREATE_SWEEP_RUN: Final = """mutation CreateSweepRun($id: ID!, $config: JSONString!, $displayName: String) {
  enqueueSweepRun(input: {id: $id, config: $config, displayName: $displayName}) {
    id
    runQueueItemId
  }
}"""

DELETE_SWEEP: Final = """mutation DeleteSweep($id: ID!, $deleteRuns: Boolean! = false) {
  deleteSweep(input: {id: $id, deleteRuns: $deleteRuns}) {
    affectedAgents
    affectedRuns
  }
}"""

GET_SWEEP: Final = """query GetSweep($entity: String, $project: String!, $sweep: String!) {
  project(name: $project, entityName: $entity) {
    sweep(sweepName: $sweep) {
      ...SweepFields
    }
  }
}"""

GET_SWEEP_AGENT: Final = """query GetSweepAgent($entity: String, $project: String!, $sweep: String!, $agent: String!) {
  project(name: $project, entityName: $entity) {
    sweep(sweepName: $sweep) {
      agent(agentName: $agent) {
        ...AgentFields
      }
    }
  }
}"""

LIST_AGENT_RUNS: Final = """query ListAgentRuns($entity: String, $project: String!, $sweep: String!, $agent: String!, $order: String, $first: Int, $after: String, $configKeys: [String!], $summaryKeys: [String!], $withConfig: Boolean! = true, $withSummary: Boolean! = true, $withSystemMetrics: Boolean! = false, $withHistoryKeys: Boolean! = false) {
  project(name: $project, entityName: $entity) {
    sweep(sweepName: $sweep) {
      agent(agentName: $agent) {
        totalRuns
        runs(order: $order, first: $first, after: $after) {
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
    }
  }
}"""

LIST_SWEEPS: Final = """query ListSweeps($entity: String, $project: String!, $filters: JSONString, $order: String, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    totalSweeps
    sweeps(filters: $filters, order: $order, first: $first, after: $after) {
      edges {
        cursor
        node {
          ...SweepFields
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""

LIST_SWEEP_AGENTS: Final = """query ListSweepAgents($entity: String, $project: String!, $sweep: String!) {
  project(name: $project, entityName: $entity) {
    sweep(sweepName: $sweep) {
      agents {
        edges {
          cursor
          node {
            ...AgentFields
          }
        }
        pageInfo {
          ...PageInfoFields
        }
      }
    }
  }
}"""

SweepFields: Final = """fragment SweepFields on Sweep {
  id
  name
  displayName
  description
  method
  state
  config
  bestLoss
  runCount
  runCountExpected
  createdAt
  heartbeatAt
  updatedAt
  user {
    ...UserFields
  }
  project {
    ...RunProjectFields
  }
}"""

UPSERT_SWEEP: Final = """mutation UpsertSweep($input: UpsertSweepInput!) {
  upsertSweep(input: $input) {
    inserted
    configValidationWarnings
    sweep {
      ...SweepFields
    }
  }
}"""
