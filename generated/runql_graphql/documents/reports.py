# Generated from queries/reports.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/reports.graphql."""

from __future__ import annotations

from typing import Final

CREATE_REPORT_COMMENT: Final = """mutation CreateReportComment($id: ID!, $body: String!, $thread: ID) {
  createViewDiscussionComment(
    input: {viewID: $id, body: $body, discussionThreadID: $thread}
  ) {
    discussionThread {
      ...DiscussionThreadFields
    }
    discussionComment {
      ...DiscussionCommentFields
    }
  }
}"""

DELETE_REPORT: Final = """mutation DeleteReport($id: ID!, $deleteDrafts: Boolean) {
  deleteView(input: {id: $id, deleteDrafts: $deleteDrafts}) {
    success
    pendingDrafts
  }
}"""

DiscussionCommentFields: Final = """fragment DiscussionCommentFields on DiscussionComment {
  id
  body
  createdAt
  updatedAt
  deletedAt
  poster {
    ...UserFields
  }
}"""

DiscussionThreadFields: Final = """fragment DiscussionThreadFields on DiscussionThread {
  id
  title
  body
  createdAt
  updatedAt
  deletedAt
  poster {
    ...UserFields
  }
  comments(first: 100) {
    edges {
      node {
        ...DiscussionCommentFields
      }
    }
    pageInfo {
      ...PageInfoFields
    }
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

LIST_REPORT_COMMENTS: Final = """query ListReportComments($id: ID!, $first: Int, $after: String) {
  view(id: $id) {
    id
    discussionThreads(first: $first, after: $after) {
      totalCount
      edges {
        cursor
        node {
          ...DiscussionThreadFields
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""

LIST_THREAD_COMMENTS: Final = """query ListThreadComments($id: ID!, $first: Int, $after: String) {
  discussionThread(id: $id) {
    id
    comments(first: $first, after: $after) {
      edges {
        cursor
        node {
          ...DiscussionCommentFields
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
    email
    photoUrl
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
