# Generated from queries/runs/edits.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/runs/edits.graphql."""

from __future__ import annotations

from typing import Final

UPDATE_RUN: Final = """mutation UpdateRun($id: String!, $input: UpsertBucketInput!, $configKeys: [String!], $summaryKeys: [String!], $withConfig: Boolean! = true, $withSummary: Boolean! = true, $withSystemMetrics: Boolean! = false, $withHistoryKeys: Boolean! = false) {
  before: upsertBucket(input: {id: $id}) {
    bucket {
      ...RunFull
    }
  }
  upsertBucket(input: $input) {
    bucket {
      ...RunFull
    }
  }
}"""
