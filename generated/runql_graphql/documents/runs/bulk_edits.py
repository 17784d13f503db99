# Generated from queries/runs/bulk_edits.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/runs/bulk_edits.graphql."""

from __future__ import annotations

from typing import Final

DELETE_RUNS: Final = """mutation DeleteRuns($entity: String!, $project: String!, $filters: JSONString!, $deleteArtifacts: Boolean! = false) {
  deleteRuns(
    input: {entityName: $entity, projectName: $project, filters: $filters, deleteArtifacts: $deleteArtifacts}
  ) {
    errors
  }
}"""

MODIFY_RUNS: Final = """mutation ModifyRuns($entity: String, $project: String!, $filters: JSONString!, $addTags: [String], $removeTags: [String]) {
  modifyRuns(
    input: {entityName: $entity, projectName: $project, filters: $filters, addTags: $addTags, removeTags: $removeTags}
  ) {
    runs {
      ...RunTags
    }
  }
}"""

RunTags: Final = """fragment RunTags on Run {
  id
  tags
}"""
