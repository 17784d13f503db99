# Generated from queries/sweeps.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/sweeps.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls import UNSET, AsyncSender, Unset
from ..ops import sweeps as _ops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..create_sweep_run import CreateSweepRun
    from ..delete_sweep import DeleteSweep
    from ..get_sweep import GetSweep
    from ..get_sweep_agent import GetSweepAgent
    from ..inputs import UpsertSweepInput
    from ..list_agent_runs import ListAgentRuns
    from ..list_sweep_agents import ListSweepAgents
    from ..list_sweeps import ListSweeps
    from ..upsert_sweep import UpsertSweep

__all__ = ["AsyncSweepsMethods"]


class AsyncSweepsMethods:
    """Operations of queries/sweeps.graphql."""

    _sender: AsyncSender

    async def get_sweep(
        self, *, entity: str | None | Unset = UNSET, project: str, sweep: str
    ) -> GetSweep:
        """Get a sweep by its ID, the last part of its path (`name` in the schema).

        Args:
            entity: `String`.
            project: `String!`.
            sweep: `String!`.

        Source: query GetSweep in queries/sweeps.graphql.
        """
        return await self._sender.send(_ops.get_sweep(entity=entity, project=project, sweep=sweep))

    async def list_sweeps(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        filters: str | None | Unset = UNSET,
        order: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListSweeps:
        """List sweeps of a project that match a MongoDB-style filter; `totalSweeps` counts all sweeps
        of the project.

        Args:
            entity: `String`.
            project: `String!`.
            filters: `JSONString`.
            order: `String`.
            first: `Int`.
            after: `String`.

        Source: query ListSweeps in queries/sweeps.graphql.
        """
        return await self._sender.send(
            _ops.list_sweeps(
                entity=entity,
                project=project,
                filters=filters,
                order=order,
                first=first,
                after=after,
            )
        )

    async def list_sweep_agents(
        self, *, entity: str | None | Unset = UNSET, project: str, sweep: str
    ) -> ListSweepAgents:
        """List all agents of a sweep; the server does not paginate them.

        Args:
            entity: `String`.
            project: `String!`.
            sweep: `String!`.

        Source: query ListSweepAgents in queries/sweeps.graphql.
        """
        return await self._sender.send(
            _ops.list_sweep_agents(entity=entity, project=project, sweep=sweep)
        )

    async def get_sweep_agent(
        self, *, entity: str | None | Unset = UNSET, project: str, sweep: str, agent: str
    ) -> GetSweepAgent:
        """Get an agent of a sweep by its name or its opaque ID.

        Args:
            entity: `String`.
            project: `String!`.
            sweep: `String!`.
            agent: `String!`.

        Source: query GetSweepAgent in queries/sweeps.graphql.
        """
        return await self._sender.send(
            _ops.get_sweep_agent(entity=entity, project=project, sweep=sweep, agent=agent)
        )

    async def list_agent_runs(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        sweep: str,
        agent: str,
        order: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
        config_keys: Sequence[str] | None | Unset = UNSET,
        summary_keys: Sequence[str] | None | Unset = UNSET,
        with_config: bool | Unset = UNSET,
        with_summary: bool | Unset = UNSET,
        with_system_metrics: bool | Unset = UNSET,
        with_history_keys: bool | Unset = UNSET,
    ) -> ListAgentRuns:
        """List the runs of an agent.

        Args:
            entity: `String`.
            project: `String!`.
            sweep: `String!`.
            agent: `String!`.
            order: `String`.
            first: `Int`.
            after: `String`.
            config_keys: `[String!]`.
            summary_keys: `[String!]`.
            with_config: `Boolean!`, true if left out.
            with_summary: `Boolean!`, true if left out.
            with_system_metrics: `Boolean!`, false if left out.
            with_history_keys: `Boolean!`, false if left out.

        Source: query ListAgentRuns in queries/sweeps.graphql.
        """
        return await self._sender.send(
            _ops.list_agent_runs(
                entity=entity,
                project=project,
                sweep=sweep,
                agent=agent,
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

    async def upsert_sweep(self, *, input: UpsertSweepInput) -> UpsertSweep:
        """Create a sweep, or change the given fields of an existing one; null leaves a field
        unchanged.

        Args:
            input: `UpsertSweepInput!`.

        Source: mutation UpsertSweep in queries/sweeps.graphql.
        """
        return await self._sender.send(_ops.upsert_sweep(input=input))

    async def create_sweep_run(
        self, *, id: str, config: str, display_name: str | None | Unset = UNSET
    ) -> CreateSweepRun:
        """Add a run with given parameter values to the queue of a sweep.

        Args:
            id: `ID!`.
            config: `JSONString!`.
            display_name: `String`.

        Source: mutation CreateSweepRun in queries/sweeps.graphql.
        """
        return await self._sender.send(
            _ops.create_sweep_run(id=id, config=config, display_name=display_name)
        )

    async def delete_sweep(self, *, id: str, delete_runs: bool | Unset = UNSET) -> DeleteSweep:
        """Delete a sweep, and optionally its runs.

        Args:
            id: `ID!`.
            delete_runs: `Boolean!`, false if left out.

        Source: mutation DeleteSweep in queries/sweeps.graphql.
        """
        return await self._sender.send(_ops.delete_sweep(id=id, delete_runs=delete_runs))
