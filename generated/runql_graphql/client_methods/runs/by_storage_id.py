# Generated from queries/runs/by_storage_id.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/runs/by_storage_id.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calls import UNSET, Sender, Unset
from ...ops.runs import by_storage_id as _ops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...get_runs_by_id import GetRunsById

__all__ = ["RunsByStorageIdMethods"]


class RunsByStorageIdMethods:
    """Operations of queries/runs/by_storage_id.graphql."""

    _sender: Sender

    def get_runs_by_id(
        self,
        *,
        ids: Sequence[str],
        config_keys: Sequence[str] | None | Unset = UNSET,
        summary_keys: Sequence[str] | None | Unset = UNSET,
        with_config: bool | Unset = UNSET,
        with_summary: bool | Unset = UNSET,
        with_system_metrics: bool | Unset = UNSET,
        with_history_keys: bool | Unset = UNSET,
    ) -> GetRunsById:
        """List runs of any projects by their opaque IDs.

        Args:
            ids: `[ID!]!`.
            config_keys: `[String!]`.
            summary_keys: `[String!]`.
            with_config: `Boolean!`, true if left out.
            with_summary: `Boolean!`, true if left out.
            with_system_metrics: `Boolean!`, false if left out.
            with_history_keys: `Boolean!`, false if left out.

        Source: query GetRunsById in queries/runs/by_storage_id.graphql.
        """
        return self._sender.send(
            _ops.get_runs_by_id(
                ids=ids,
                config_keys=config_keys,
                summary_keys=summary_keys,
                with_config=with_config,
                with_summary=with_summary,
                with_system_metrics=with_system_metrics,
                with_history_keys=with_history_keys,
            )
        )
