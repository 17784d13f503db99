# Generated from queries/runs/bulk_edits.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/runs/bulk_edits.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calls import UNSET, Sender, Unset
from ...ops.runs import bulk_edits as _ops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...delete_runs import DeleteRuns
    from ...modify_runs import ModifyRuns

__all__ = ["RunsBulkEditsMethods"]


class RunsBulkEditsMethods:
    """Operations of queries/runs/bulk_edits.graphql."""

    _sender: Sender

    def modify_runs(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        filters: str,
        add_tags: Sequence[str | None] | None | Unset = UNSET,
        remove_tags: Sequence[str | None] | None | Unset = UNSET,
    ) -> ModifyRuns:
        """Add tags to all runs of a project that match a filter, and remove tags from them.

        Args:
            entity: `String`.
            project: `String!`.
            filters: `JSONString!`.
            add_tags: `[String]`.
            remove_tags: `[String]`.

        Source: mutation ModifyRuns in queries/runs/bulk_edits.graphql.
        """
        return self._sender.send(
            _ops.modify_runs(
                entity=entity,
                project=project,
                filters=filters,
                add_tags=add_tags,
                remove_tags=remove_tags,
            )
        )

    def delete_runs(
        self, *, entity: str, project: str, filters: str, delete_artifacts: bool | Unset = UNSET
    ) -> DeleteRuns:
        """Delete all runs of a project that match a filter, and optionally the artifact versions that
        they logged.

        Args:
            entity: `String!`.
            project: `String!`.
            filters: `JSONString!`.
            delete_artifacts: `Boolean!`, false if left out.

        Source: mutation DeleteRuns in queries/runs/bulk_edits.graphql.
        """
        return self._sender.send(
            _ops.delete_runs(
                entity=entity, project=project, filters=filters, delete_artifacts=delete_artifacts
            )
        )
