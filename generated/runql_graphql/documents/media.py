# Generated from queries/media.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/media.graphql."""

from __future__ import annotations

from typing import Final

ArtifactTable: Final = """fragment ArtifactTable on Artifact {
  ...ArtifactFields
  currentManifest {
    ...ArtifactManifestFields
  }
}"""

ClientIDMappingFields: Final = """fragment ClientIDMappingFields on ClientIDMapping {
  serverID
}"""

GET_CLIENT_ID_MAPPING: Final = """query GetClientIdMapping($clientId: ID!) {
  clientIDMapping(clientID: $clientId) {
    ...ClientIDMappingFields
  }
}"""

GET_TABLE_ARTIFACT: Final = """query GetTableArtifact($id: ID!) {
  artifact(id: $id) {
    ...ArtifactTable
  }
}"""
