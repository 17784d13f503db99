# Generated from queries/server.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/server.graphql."""

from __future__ import annotations

from typing import Final

GET_RATE_LIMITS: Final = """query GetRateLimits {
  viewer {
    id
    defaultEntity {
      id
      name
      rateLimits {
        ...RateLimitFields
      }
    }
  }
}"""

GET_SERVER_INFO: Final = """query GetServerInfo {
  serverInfo {
    ...ServerInfoFields
  }
}"""

GET_SERVER_VERSION: Final = """query GetServerVersion {
  serverInfo {
    ...ServerVersionFields
  }
}"""

LocalVersionFields: Final = """fragment LocalVersionFields on LocalVersionInfo {
  versionOnThisInstanceString
  latestVersionString
  outOfDate
}"""

RateLimitFields: Final = """fragment RateLimitFields on RateLimits {
  graphql
  sdkGraphql
  sdkGraphqlQuerySeconds
  filestreamCount
  filestreamSize
  filestreamPerRunCount
  runUpdateCount
  createArtifacts
  createArtifactsRequestCount
  createArtifactsTimeWindow
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

ServerVersionFields: Final = """fragment ServerVersionFields on ServerInfo {
  cliVersionInfo
  latestLocalVersionInfo {
    ...LocalVersionFields
  }
}"""
