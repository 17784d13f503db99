# Generated from queries/users.graphql by `make generate`. Do not edit.

"""Texts of queries/users.graphql, as they are sent."""

from __future__ import annotations

from typing import Final

EntityFields: Final = """fragment EntityFields on Entity {
  id
  name
  isTeam
}"""

GET_VIEWER: Final = """query GetViewer {
  viewer {
    ...ViewerFields
  }
}"""

UserFields: Final = """fragment UserFields on User {
  id
  username
  name
}"""

ViewerFields: Final = """fragment ViewerFields on User {
  ...UserFields
  email
  entity
  admin
  teams {
    edges {
      node {
        ...EntityFields
      }
    }
  }
}"""
