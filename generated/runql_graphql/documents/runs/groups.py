# Generated from queries/runs/groups.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/runs/groups.graphql."""

from __future__ import annotations

from typing import Final

GroupedRunConnectionPage: Final = """fragment GroupedRunConnectionPage on GroupedRunConnection {
  edges {
    cursor
    node {
      ...GroupedRunSize
    }
  }
}"""

GroupedRunSize: Final = """fragment GroupedRunSize on GroupedRun {
  group
  totalRuns
}"""

LIST_RUN_GROUPS: Final = """query ListRunGroups($entity: String, $project: String!, $filters: JSONString, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    id
    runCount(filters: $filters)
    groupedRuns(
      groupKeys: ["group"]
      filters: $filters
      first: $first
      after: $after
    ) {
      __typename
      ...GroupedRunConnectionPage
    }
  }
}"""
