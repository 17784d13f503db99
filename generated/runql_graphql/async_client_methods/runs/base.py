# Generated from queries/runs/base.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/runs/base.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calls import UNSET, AsyncSender, Unset
from ...ops.runs import base as _ops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...count_runs import CountRuns
    from ...delete_run import DeleteRun
    from ...get_run import GetRun
    from ...get_run_state import GetRunState
    from ...inputs import UpsertBucketInput
    from ...list_runs import ListRuns
    from ...stop_run import StopRun
    from ...update_run_state import UpdateRunState
    from ...upsert_run import UpsertRun

__all__ = ["AsyncRunsBaseMethods"]


class AsyncRunsBaseMethods:
    """Operations of queries/runs/base.graphql."""

    _sender: AsyncSender

    async def get_run(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        run: str,
        config_keys: Sequence[str] | None | Unset = UNSET,
        summary_keys: Sequence[str] | None | Unset = UNSET,
        with_config: bool | Unset = UNSET,
        with_summary: bool | Unset = UNSET,
        with_system_metrics: bool | Unset = UNSET,
        with_history_keys: bool | Unset = UNSET,
    ) -> GetRun:
        """Get a run by its ID, the last part of its path (`name` in the schema).

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.
            config_keys: `[String!]`.
            summary_keys: `[String!]`.
            with_config: `Boolean!`, true if left out.
            with_summary: `Boolean!`, true if left out.
            with_system_metrics: `Boolean!`, false if left out.
            with_history_keys: `Boolean!`, false if left out.

        Source: query GetRun in queries/runs/base.graphql.
        """
        return await self._sender.send(
            _ops.get_run(
                entity=entity,
                project=project,
                run=run,
                config_keys=config_keys,
                summary_keys=summary_keys,
                with_config=with_config,
                with_summary=with_summary,
                with_system_metrics=with_system_metrics,
                with_history_keys=with_history_keys,
            )
        )

    async def list_runs(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        filters: str | None | Unset = UNSET,
        order: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
        config_keys: Sequence[str] | None | Unset = UNSET,
        summary_keys: Sequence[str] | None | Unset = UNSET,
        with_config: bool | Unset = UNSET,
        with_summary: bool | Unset = UNSET,
        with_system_metrics: bool | Unset = UNSET,
        with_history_keys: bool | Unset = UNSET,
    ) -> ListRuns:
        """List runs of a project that match a MongoDB-style filter, in a given order, and count them.

        Args:
            entity: `String`.
            project: `String!`.
            filters: `JSONString`.
            order: `String`.
            first: `Int`.
            after: `String`.
            config_keys: `[String!]`.
            summary_keys: `[String!]`.
            with_config: `Boolean!`, true if left out.
            with_summary: `Boolean!`, true if left out.
            with_system_metrics: `Boolean!`, false if left out.
            with_history_keys: `Boolean!`, false if left out.

        Source: query ListRuns in queries/runs/base.graphql.
        """
        return await self._sender.send(
            _ops.list_runs(
                entity=entity,
                project=project,
                filters=filters,
                order=order,
                first=first,
                after=after,
                config_keys=config_keys,
                summary_keys=summary_keys,
                with_config=with_config,
                with_summary=with_summary,
                with_system_metrics=with_system_metrics,
                with_history_keys=with_history_keys,
            )
        )

    async def count_runs(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        filters: str | None | Unset = UNSET,
    ) -> CountRuns:
        """Count the runs of a project that match a filter.

        Args:
            entity: `String`.
            project: `String!`.
            filters: `JSONString`.

        Source: query CountRuns in queries/runs/base.graphql.
        """
        return await self._sender.send(
            _ops.count_runs(entity=entity, project=project, filters=filters)
        )

    async def get_run_state(
        self, *, entity: str | None | Unset = UNSET, project: str, run: str
    ) -> GetRunState:
        """Get only the state of a run, to wait for it.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.

        Source: query GetRunState in queries/runs/base.graphql.
        """
        return await self._sender.send(_ops.get_run_state(entity=entity, project=project, run=run))

    async def upsert_run(
        self,
        *,
        input: UpsertBucketInput,
        config_keys: Sequence[str] | None | Unset = UNSET,
        summary_keys: Sequence[str] | None | Unset = UNSET,
        with_config: bool | Unset = UNSET,
        with_summary: bool | Unset = UNSET,
        with_system_metrics: bool | Unset = UNSET,
        with_history_keys: bool | Unset = UNSET,
    ) -> UpsertRun:
        """Create a run, or change the given fields of an existing one.

        Args:
            input: `UpsertBucketInput!`.
            config_keys: `[String!]`.
            summary_keys: `[String!]`.
            with_config: `Boolean!`, true if left out.
            with_summary: `Boolean!`, true if left out.
            with_system_metrics: `Boolean!`, false if left out.
            with_history_keys: `Boolean!`, false if left out.

        Source: mutation UpsertRun in queries/runs/base.graphql.
        """
        return await self._sender.send(
            _ops.upsert_run(
                input=input,
                config_keys=config_keys,
                summary_keys=summary_keys,
                with_config=with_config,
                with_summary=with_summary,
                with_system_metrics=with_system_metrics,
                with_history_keys=with_history_keys,
            )
        )

    async def stop_run(self, *, id: str) -> StopRun:
        """Request that a run stops; the run receives the request with its next heartbeat.

        Args:
            id: `ID!`.

        Source: mutation StopRun in queries/runs/base.graphql.
        """
        return await self._sender.send(_ops.stop_run(id=id))

    async def delete_run(self, *, id: str, delete_artifacts: bool | Unset = UNSET) -> DeleteRun:
        """Delete a run, and optionally its artifacts.

        Args:
            id: `ID!`.
            delete_artifacts: `Boolean!`, false if left out.

        Source: mutation DeleteRun in queries/runs/base.graphql.
        """
        return await self._sender.send(_ops.delete_run(id=id, delete_artifacts=delete_artifacts))

    async def update_run_state(self, *, id: str, state: str) -> UpdateRunState:
        """Set the state of a run that has no process.

        Args:
            id: `ID!`.
            state: `String!`.

        Source: mutation UpdateRunState in queries/runs/base.graphql.
        """
        return await self._sender.send(_ops.update_run_state(id=id, state=state))
