# Generated from queries/runs/undeletion.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/runs/undeletion.graphql."""

from __future__ import annotations

from typing import Final

UNDELETE_RUNS: Final = """mutation UndeleteRuns($entity: String!, $project: String!, $filters: JSONString!) {
  undeleteRuns(
    input: {entityName: $entity, projectName: $project, filters: $filters}
  ) {
    clientMutationId
  }
}"""
