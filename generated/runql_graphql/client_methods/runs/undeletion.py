# Generated from queries/runs/undeletion.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/runs/undeletion.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calls import Sender
from ...ops.runs import undeletion as _ops

if TYPE_CHECKING:
    from ...undelete_runs import UndeleteRuns

__all__ = ["RunsUndeletionMethods"]


class RunsUndeletionMethods:
    """Operations of queries/runs/undeletion.graphql."""

    _sender: Sender

    def undelete_runs(self, *, entity: str, project: str, filters: str) -> UndeleteRuns:
        """Restore deleted runs of a project that match a filter.

        Args:
            entity: `String!`.
            project: `String!`.
            filters: `JSONString!`.

        Source: mutation UndeleteRuns in queries/runs/undeletion.graphql.
        """
        return self._sender.send(
            _ops.undelete_runs(entity=entity, project=project, filters=filters)
        )
