# Generated from queries/runs/moving.graphql by `make generate`. Do not edit.

"""GraphQL text of queries/runs/moving.graphql."""

from __future__ import annotations

from typing import Final

GET_TASK: Final = """query GetTask($id: ID!) {
  task(id: $id) {
    ...TaskFields
  }
}"""

MOVE_RUNS: Final = """mutation MoveRuns($entity: String!, $project: String!, $destinationEntity: String!, $destinationProject: String!, $filters: JSONString!) {
  moveRuns(
    input: {sourceEntityName: $entity, sourceProjectName: $project, destinationEntityName: $destinationEntity, destinationProjectName: $destinationProject, filters: $filters}
  ) {
    task {
      ...TaskFields
    }
  }
}"""

TaskFields: Final = """fragment TaskFields on Task {
  id
  state
}"""
