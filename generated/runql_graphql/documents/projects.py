# Generated from queries/projects.graphql by `make generate`. Do not edit.

"""Texts of queries/projects.graphql, as they are sent."""

from __future__ import annotations

from typing import Final

GET_PROJECT: Final = """query GetProject($entity: String, $project: String!) {
  project(name: $project, entityName: $entity) {
    ...ProjectFields
  }
}"""

LIST_PROJECTS: Final = """query ListProjects($entity: String, $order: String, $first: Int, $after: String) {
  projects(entityName: $entity, order: $order, first: $first, after: $after) {
    edges {
      cursor
      node {
        ...ProjectFields
      }
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}"""

ProjectFields: Final = """fragment ProjectFields on Project {
  id
  internalId
  name
  entityName
  description
  access
  createdAt
  lastActive
  readOnly
  tags {
    ...RunTagFields
  }
}"""

RunTagFields: Final = """fragment RunTagFields on RunTag {
  name
  colorIndex
}"""
