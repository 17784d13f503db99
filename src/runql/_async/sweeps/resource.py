"""`AsyncSweep`: one sweep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops import sweeps as ops

from runql._async.sweeps.agents import AsyncAgent
from runql._async.sweeps.runs import AsyncSweepRuns
from runql._models._attributes.json_text import dump_document
from runql._models._attributes.json_values import encode_document
from runql._models.sweeps.responses import (
    enqueued_run,
    found_agent,
    found_agents,
    found_sweep,
    sweep_changes,
    upserted_sweep,
)
from runql._models.sweeps.state import SweepState, check_transition

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from runql_graphql.fragments.sweeps import SweepFields

    from runql._async._client.session import AsyncSession
    from runql._paths.sweeps import SweepPath

__all__ = ["AsyncSweep"]


class AsyncSweep(AsyncSweepRuns):
    """A W&B sweep. Attributes reflect the last response from the server."""

    def __init__(
        self, session: AsyncSession, snapshot: SweepFields, path: SweepPath, app_url: str
    ) -> None:
        super().__init__(snapshot, path, app_url)
        self._session = session

    async def agents(self) -> list[AsyncAgent]:
        """Return all agents of the sweep; the server does not paginate them.

        Raises:
            NotFoundError: If the sweep has been deleted.

        Requests: One.
        """
        path = self._path
        call = ops.list_sweep_agents(entity=path.entity, project=path.project, sweep=path.sweep)
        found = found_agents(await self._session.send(call), path)
        return [AsyncAgent(self._session, each, path) for each in found]

    async def agent(self, agent: str) -> AsyncAgent:
        """Return one agent by its name or ID.

        Raises:
            NotFoundError: If the sweep has no such agent.

        Requests: One.
        """
        path = self._path
        call = ops.get_sweep_agent(
            entity=path.entity, project=path.project, sweep=path.sweep, agent=agent
        )
        found = found_agent(await self._session.send(call), path, agent)
        return AsyncAgent(self._session, found, path)

    async def refresh(self) -> Self:
        """Fetch the sweep again.

        Raises:
            NotFoundError: If the sweep has been deleted.

        Requests: One.
        """
        path = self._path
        call = ops.get_sweep(entity=path.entity, project=path.project, sweep=path.sweep)
        self._run_list = None
        self._accept(found_sweep(await self._session.send(call), path))
        return self

    async def pause(self) -> None:
        """Pause the sweep: agents get no new runs until `resume()`; running runs continue.

        Raises:
            ConflictError: If the sweep is neither running nor paused.

        Requests: Two: one reads the current state, one sends the change.
        """
        await self._set_state(SweepState.PAUSED)

    async def resume(self) -> None:
        """Resume the sweep: agents get new runs again.

        Raises:
            ConflictError: If the sweep has ended.

        Requests: Two: one reads the current state, one sends the change.
        """
        await self._set_state(SweepState.RUNNING)

    async def stop(self) -> None:
        """Stop the sweep: agents get no new runs; running runs continue to their end.

        Raises:
            ConflictError: If the sweep has ended.

        Requests: Two: one reads the current state, one sends the change.
        """
        await self._set_state(SweepState.FINISHED)

    async def cancel(self) -> None:
        """Cancel the sweep, and kill its running runs.

        Raises:
            ConflictError: If the sweep has ended.

        Requests: Two: one reads the current state, one sends the change.
        """
        await self._set_state(SweepState.CANCELED)

    async def update(self, *, name: str | None = None, description: str | None = None) -> None:
        """Set the display name or the description; None leaves an attribute unchanged.

        Requests: One; none if both are None.
        """
        if name is not None or description is not None:
            await self._upsert(display_name=name, description=description)

    async def enqueue_run(
        self, config: Mapping[str, object], display_name: str | None = None
    ) -> str:
        """Add a run with this config to the queue, for the next agent.

        Returns:
            The ID of the run.

        Raises:
            UnsupportedError: If the server is too old to queue runs.

        Requests: One.
        """
        # The mutation requires plain values, not the wrapped values of a run's config.
        call = ops.create_sweep_run(
            id=self.storage_id,
            config=dump_document(encode_document(config, "config")),
            display_name=display_name,
        )
        return enqueued_run(await self._session.send(call), self._path)

    async def delete(self, *, delete_runs: bool = False) -> None:
        """Delete the sweep; with `delete_runs`, delete its runs too.

        Raises:
            NotFoundError: If the sweep has already been deleted.

        Requests: One.
        """
        call = ops.delete_sweep(id=self.storage_id, delete_runs=delete_runs)
        await self._session.send(call)

    async def _set_state(self, wanted: SweepState) -> None:
        await self.refresh()
        check_transition(self.state, wanted, str(self._path))
        await self._upsert(state=wanted.value)

    async def _upsert(self, **changes: str | None) -> None:
        change = sweep_changes(self._path, self.storage_id, **changes)
        response = await self._session.send(ops.upsert_sweep(input=change), idempotent=True)
        self._accept(upserted_sweep(response, str(self._path)))
