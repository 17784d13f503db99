# Generated from queries/console_logs.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/console_logs.graphql."""

from __future__ import annotations

from typing import Final

GET_CONSOLE_LOG_TAIL: Final = """query GetConsoleLogTail($entity: String, $project: String!, $run: String!, $last: Int!, $before: String, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      ...RunConsoleLogTail
    }
  }
}"""

LIST_CONSOLE_LOGS: Final = """query ListConsoleLogs($entity: String, $project: String!, $run: String!, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      ...RunConsoleLogPage
    }
  }
}"""

LogLineFields: Final = """fragment LogLineFields on LogLine {
  number
  level
  label
  timestamp
  line
}"""

RunConsoleLogPage: Final = """fragment RunConsoleLogPage on Run {
  id
  state
  logLineCount
  logLines(first: $first, after: $after, useImprovedPagination: true) {
    edges {
      cursor
      node {
        ...LogLineFields
      }
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}"""

RunConsoleLogTail: Final = """fragment RunConsoleLogTail on Run {
  id
  state
  logLineCount
  logLines(last: $last, before: $before, first: $first, after: $after) {
    edges {
      cursor
      node {
        ...LogLineFields
      }
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}"""
