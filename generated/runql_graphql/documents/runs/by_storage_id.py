# Generated from queries/runs/by_storage_id.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/runs/by_storage_id.graphql."""

from __future__ import annotations

from typing import Final

GET_RUNS_BY_ID: Final = """query GetRunsById($ids: [ID!]!, $configKeys: [String!], $summaryKeys: [String!], $withConfig: Boolean! = true, $withSummary: Boolean! = true, $withSystemMetrics: Boolean! = false, $withHistoryKeys: Boolean! = false) {
  runs(ids: $ids) {
    runs {
      ...RunFull
    }
  }
}"""
