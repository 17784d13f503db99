# Generated from queries/analysis.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/analysis.graphql."""

from __future__ import annotations

from typing import Final

LIST_RUN_HISTORY_BUCKETS: Final = """query ListRunHistoryBuckets($entity: String, $project: String!, $filters: JSONString, $order: String, $specs: [JSONString!]!, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    id
    runs(filters: $filters, order: $order, first: $first, after: $after) {
      edges {
        cursor
        node {
          ...RunHistoryExtent
          ...RunHistoryBuckets
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""

LIST_RUN_SAMPLED_HISTORIES: Final = """query ListRunSampledHistories($entity: String, $project: String!, $filters: JSONString, $order: String, $specs: [JSONString!]!, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    id
    runs(filters: $filters, order: $order, first: $first, after: $after) {
      edges {
        cursor
        node {
          ...RunHistoryExtent
          ...RunSampledHistory
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""
