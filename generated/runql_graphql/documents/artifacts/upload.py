# Generated from queries/artifacts/upload.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/artifacts/upload.graphql."""

from __future__ import annotations

from typing import Final

ArtifactBirth: Final = """fragment ArtifactBirth on Artifact {
  id
}"""

ArtifactManifestTarget: Final = """fragment ArtifactManifestTarget on ArtifactManifest {
  id
  file {
    ...FilePlace
  }
}"""

ArtifactProgress: Final = """fragment ArtifactProgress on Artifact {
  id
  state
  digest
}"""

ArtifactStart: Final = """fragment ArtifactStart on Artifact {
  id
  state
  digest
  ttlDurationSeconds
  tags {
    ...TagFields
  }
}"""

COMMIT_ARTIFACT: Final = """mutation CommitArtifact($artifact: ID!) {
  commitArtifact(input: {artifactID: $artifact}) {
    artifact {
      ...ArtifactProgress
    }
  }
}"""

COMPLETE_ARTIFACT_UPLOAD: Final = """mutation CompleteArtifactUpload($artifact: ID!, $path: String!, $upload: String!, $parts: [UploadPartsInput!]!) {
  completeMultipartUploadArtifact(
    input: {artifactID: $artifact, storagePath: $path, uploadID: $upload, completedParts: $parts, completeMultipartAction: Complete}
  ) {
    digest
  }
}"""

CREATE_ARTIFACT: Final = """mutation CreateArtifact($input: CreateArtifactInput!) {
  createArtifact(input: $input) {
    artifact {
      ...ArtifactStart
    }
  }
}"""

CREATE_ARTIFACT_FILES: Final = """mutation CreateArtifactFiles($files: [CreateArtifactFileSpecInput!]!, $layout: ArtifactStorageLayout!, $first: Int, $after: String) {
  createArtifactFiles(input: {artifactFiles: $files, storageLayout: $layout}) {
    files(first: $first, after: $after) {
      edges {
        node {
          ...FilePartsTarget
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}"""

CREATE_ARTIFACT_MANIFEST: Final = """mutation CreateArtifactManifest($artifact: ID!, $base: ID, $name: String!, $digest: String!, $entity: String!, $project: String!, $run: String!, $type: ArtifactManifestType!) {
  createArtifactManifest(
    input: {artifactID: $artifact, baseArtifactID: $base, name: $name, digest: $digest, entityName: $entity, projectName: $project, runName: $run, type: $type}
  ) {
    artifactManifest {
      ...ArtifactManifestTarget
    }
  }
}"""

FilePartsTarget: Final = """fragment FilePartsTarget on File {
  id
  storagePath
  uploadUrl
  uploadHeaders
  uploadMultipartUrls {
    uploadID
    uploadUrlParts {
      partNumber
      uploadUrl
    }
  }
  artifact {
    ...ArtifactBirth
  }
}"""

FilePlace: Final = """fragment FilePlace on File {
  id
  uploadUrl
  uploadHeaders
}"""
