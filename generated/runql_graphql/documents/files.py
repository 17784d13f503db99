# Generated from queries/files.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/files.graphql."""

from __future__ import annotations

from typing import Final

CREATE_RUN_FILES: Final = """mutation CreateRunFiles($entity: String!, $project: String!, $run: String!, $files: [String!]!) {
  createRunFiles(
    input: {entityName: $entity, projectName: $project, runName: $run, files: $files}
  ) {
    uploadHeaders
    files {
      name
      uploadUrl
    }
  }
}"""

DELETE_FILES: Final = """mutation DeleteFiles($files: [ID!]!) {
  deleteFiles(input: {files: $files}) {
    success
  }
}"""

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

FolderMetadataFields: Final = """fragment FolderMetadataFields on FolderMetadata {
  name
  numberOfFiles
  size
}"""

GET_RUN_FOLDERS: Final = """query GetRunFolders($entity: String, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      ...RunFolders
    }
  }
}"""

LIST_RUN_FILES: Final = """query ListRunFiles($entity: String, $project: String!, $run: String!, $names: [String], $pattern: String, $contentTypes: [String!], $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      ...RunFilesPage
    }
  }
}"""

MARK_RUN_FILES_UPLOADED: Final = """mutation MarkRunFilesUploaded($entity: String!, $project: String!, $run: String!, $files: [String!]!) {
  markRunFilesUploaded(
    input: {entityName: $entity, projectName: $project, runName: $run, files: $files}
  ) {
    success
  }
}"""

RunFilesPage: Final = """fragment RunFilesPage on Run {
  id
  fileCount
  files(
    names: $names
    pattern: $pattern
    contentType: $contentTypes
    first: $first
    after: $after
  ) {
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

RunFolders: Final = """fragment RunFolders on Run {
  id
  folders {
    folderList {
      ...FolderMetadataFields
    }
  }
}"""
