# Generated from queries/runs/edits.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/runs/edits.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calls import UNSET, Sender, Unset
from ...ops.runs import edits as _ops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...inputs import UpsertBucketInput
    from ...update_run import UpdateRun

__all__ = ["RunsEditsMethods"]


class RunsEditsMethods:
    """Operations of queries/runs/edits.graphql."""

    _sender: Sender

    def update_run(
        self,
        *,
        id: str,
        input: UpsertBucketInput,
        config_keys: Sequence[str] | None | Unset = UNSET,
        summary_keys: Sequence[str] | None | Unset = UNSET,
        with_config: bool | Unset = UNSET,
        with_summary: bool | Unset = UNSET,
        with_system_metrics: bool | Unset = UNSET,
        with_history_keys: bool | Unset = UNSET,
    ) -> UpdateRun:
        """Change a run, and read it before and after the change in one request. `before` changes
        nothing: mutations run in order, so it shows what others wrote since the run was read.

        Args:
            id: `String!`.
            input: `UpsertBucketInput!`.
            config_keys: `[String!]`.
            summary_keys: `[String!]`.
            with_config: `Boolean!`, true if left out.
            with_summary: `Boolean!`, true if left out.
            with_system_metrics: `Boolean!`, false if left out.
            with_history_keys: `Boolean!`, false if left out.

        Source: mutation UpdateRun in queries/runs/edits.graphql.
        """
        return self._sender.send(
            _ops.update_run(
                id=id,
                input=input,
                config_keys=config_keys,
                summary_keys=summary_keys,
                with_config=with_config,
                with_summary=with_summary,
                with_system_metrics=with_system_metrics,
                with_history_keys=with_history_keys,
            )
        )
