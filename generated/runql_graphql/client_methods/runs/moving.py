# Generated from queries/runs/moving.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/runs/moving.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calls import Sender
from ...ops.runs import moving as _ops

if TYPE_CHECKING:
    from ...get_task import GetTask
    from ...move_runs import MoveRuns

__all__ = ["RunsMovingMethods"]


class RunsMovingMethods:
    """Operations of queries/runs/moving.graphql."""

    _sender: Sender

    def move_runs(
        self,
        *,
        entity: str,
        project: str,
        destination_entity: str,
        destination_project: str,
        filters: str,
    ) -> MoveRuns:
        """Move all runs of a project that match a filter to another project.

        Args:
            entity: `String!`.
            project: `String!`.
            destination_entity: `String!`.
            destination_project: `String!`.
            filters: `JSONString!`.

        Source: mutation MoveRuns in queries/runs/moving.graphql.
        """
        return self._sender.send(
            _ops.move_runs(
                entity=entity,
                project=project,
                destination_entity=destination_entity,
                destination_project=destination_project,
                filters=filters,
            )
        )

    def get_task(self, *, id: str) -> GetTask:
        """The state of an asynchronous server task.

        Args:
            id: `ID!`.

        Source: query GetTask in queries/runs/moving.graphql.
        """
        return self._sender.send(_ops.get_task(id=id))
