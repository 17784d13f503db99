# Generated from queries/files.graphql by `make generate`. Do not edit.

"""Texts of queries/files.graphql, as they are sent."""

from __future__ import annotations

from typing import Final

FileFields: Final = """fragment FileFields on File {
  id
  name
  sizeBytes
  mimetype
  md5
  updatedAt
  url
  directUrl
}"""

LIST_RUN_FILES: Final = """query ListRunFiles($entity: String, $project: String!, $run: String!, $names: [String], $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      ...RunFilesPage
    }
  }
}"""

RunFilesPage: Final = """fragment RunFilesPage on Run {
  id
  files(names: $names, first: $first, after: $after) {
    edges {
      cursor
      node {
        ...FileFields
      }
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}"""
