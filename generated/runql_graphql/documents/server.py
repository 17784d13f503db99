# Generated from queries/server.graphql by `make generate`. Do not edit.

"""Texts of queries/server.graphql, as they are sent."""

from __future__ import annotations

from typing import Final

GET_SERVER_INFO: Final = """query GetServerInfo {
  serverInfo {
    ...ServerInfoFields
  }
}"""

ServerFeatureFields: Final = """fragment ServerFeatureFields on ServerFeature {
  name
  isEnabled
}"""

ServerInfoFields: Final = """fragment ServerInfoFields on ServerInfo {
  features {
    ...ServerFeatureFields
  }
}"""
