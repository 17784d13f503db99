# Generated from queries/reports.graphql by `make generate`. Do not edit.

"""Texts of queries/reports.graphql, as they are sent."""

from __future__ import annotations

from typing import Final

DELETE_REPORT: Final = """mutation DeleteReport($id: ID!, $deleteDrafts: Boolean) {
  deleteView(input: {id: $id, deleteDrafts: $deleteDrafts}) {
    success
    pendingDrafts
  }
}"""

GET_REPORT: Final = """query GetReport($id: ID!) {
  view(id: $id) {
    ...ReportFields
  }
}"""

LIST_REPORTS: Final = """query ListReports($entity: String, $project: String!, $type: String!, $name: String, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    id
    allViews(viewType: $type, viewName: $name, first: $first, after: $after) {
      edges {
        cursor
        node {
          ...ReportFields
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""

ReportFields: Final = """fragment ReportFields on View {
  id
  name
  displayName
  description
  type
  spec
  createdAt
  updatedAt
  locked
  viewCount
  entityName
  projectName
  user {
    ...UserFields
  }
}"""

UPSERT_REPORT: Final = """mutation UpsertReport($input: UpsertViewInput!) {
  upsertView(input: $input) {
    view {
      ...ReportFields
    }
    inserted
  }
}"""
