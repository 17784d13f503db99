# Generated from queries/history.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/history.graphql."""

from __future__ import annotations

from typing import Final

GET_RUN_EVENTS: Final = """query GetRunEvents($entity: String, $project: String!, $run: String!, $samples: Int) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      ...RunEvents
    }
  }
}"""

GET_RUN_HISTORY_BUCKETS: Final = """query GetRunHistoryBuckets($entity: String, $project: String!, $run: String!, $specs: [JSONString!]!) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      ...RunHistoryBuckets
    }
  }
}"""

GET_RUN_HISTORY_EXTENT: Final = """query GetRunHistoryExtent($entity: String, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      ...RunHistoryExtent
    }
  }
}"""

GET_RUN_HISTORY_PAGE: Final = """query GetRunHistoryPage($entity: String, $project: String!, $run: String!, $minStep: Int64, $maxStep: Int64, $samples: Int) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      ...RunHistoryPage
    }
  }
}"""

GET_RUN_HISTORY_PLAN: Final = """query GetRunHistoryPlan($entity: String, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      ...RunHistoryPlan
    }
  }
}"""

GET_RUN_HISTORY_SAMPLE: Final = """query GetRunHistorySample($entity: String, $project: String!, $run: String!, $whole: Boolean!, $minStep: Int64, $maxStep: Int64, $samples: Int, $specs: [JSONString!]!) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      ...RunHistoryExtent
      history(
        minStep: $minStep
        maxStep: $maxStep
        samples: $samples
        maxKeyLimit: 1000000
      ) @include(if: $whole)
      sampledHistory(specs: $specs) @skip(if: $whole)
    }
  }
}"""

GET_RUN_SAMPLED_HISTORY: Final = """query GetRunSampledHistory($entity: String, $project: String!, $run: String!, $specs: [JSONString!]!) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      ...RunSampledHistory
    }
  }
}"""

LIST_RUN_HISTORY_EXTENTS: Final = """query ListRunHistoryExtents($entity: String, $project: String!, $filters: JSONString, $order: String, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    id
    runs(filters: $filters, order: $order, first: $first, after: $after) {
      edges {
        cursor
        node {
          ...RunHistoryExtent
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""

LIST_RUN_HISTORY_PLANS: Final = """query ListRunHistoryPlans($entity: String, $project: String!, $filters: JSONString, $order: String, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    id
    runs(filters: $filters, order: $order, first: $first, after: $after) {
      edges {
        cursor
        node {
          ...RunHistoryPlan
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""

ParquetHistoryFields: Final = """fragment ParquetHistoryFields on ParquetHistory {
  parquetUrls
  liveData
}"""

RunEvents: Final = """fragment RunEvents on Run {
  id
  eventsLineCount
  events(samples: $samples)
}"""

RunHistoryBuckets: Final = """fragment RunHistoryBuckets on Run {
  id
  historyKeys
  bucketedHistory(packVersion: 1, specs: $specs)
}"""

RunHistoryExtent: Final = """fragment RunHistoryExtent on Run {
  id
  name
  displayName
  state
  historyLineCount
  historyKeys
}"""

RunHistoryPage: Final = """fragment RunHistoryPage on Run {
  id
  history(
    minStep: $minStep
    maxStep: $maxStep
    samples: $samples
    maxKeyLimit: 1000000
  )
}"""

RunHistoryPlan: Final = """fragment RunHistoryPlan on Run {
  id
  name
  displayName
  state
  historyLineCount
  historyKeys
  parquetHistory(liveKeys: ["_step"]) {
    ...ParquetHistoryFields
  }
}"""

RunSampledHistory: Final = """fragment RunSampledHistory on Run {
  id
  sampledHistory(specs: $specs)
}"""
