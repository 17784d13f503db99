"""One sweep, and what it does."""

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
    """A sweep: its attributes as of the last response of the server, its runs and agents, and methods that change it."""

    def __init__(
        self, session: AsyncSession, snapshot: SweepFields, path: SweepPath, app_url: str
    ) -> None:
        super().__init__(snapshot, path, app_url)
        self._session = session

    async def agents(self) -> list[AsyncAgent]:
        """Return the agents that have worked on the sweep; the server does not page them.

        Raises:
            NotFoundError: If the sweep has been deleted.

        Requests: One.
        """
        path = self._path
        call = ops.list_sweep_agents(entity=path.entity, project=path.project, sweep=path.sweep)
        found = found_agents(await self._session.send(call), path)
        return [AsyncAgent(self._session, each, path) for each in found]

    async def agent(self, agent: str) -> AsyncAgent:
        """Return one agent, by its name or its id.

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
        """Give agents no more runs until `resume()`; runs that run continue.

        Raises:
            ConflictError: If the sweep is neither running nor paused.

        Requests: Two: the state of the moment, and the change.
        """
        await self._set_state(SweepState.PAUSED)

    async def resume(self) -> None:
        """Give agents runs again.

        Requests: Two: the state of the moment, and the change.
        """
        await self._set_state(SweepState.RUNNING)

    async def stop(self) -> None:
        """Give agents no more runs; runs that run are finished.

        Raises:
            ConflictError: If the sweep has ended.

        Requests: Two: the state of the moment, and the change.
        """
        await self._set_state(SweepState.FINISHED)

    async def cancel(self) -> None:
        """End the sweep, and kill the runs that run.

        Raises:
            ConflictError: If the sweep has ended.

        Requests: Two: the state of the moment, and the change.
        """
        await self._set_state(SweepState.CANCELED)

    async def update(self, *, name: str | None = None, description: str | None = None) -> None:
        """Set the label or the description; what is None is left alone.

        Requests: One; none when there is nothing to set.
        """
        if name is not None or description is not None:
            await self._upsert(display_name=name, description=description)

    async def enqueue_run(
        self, config: Mapping[str, object], display_name: str | None = None
    ) -> str:
        """Put a run of one's own values into the queue; the next agent that asks is given it.

        Returns:
            The id of the run.

        Raises:
            UnsupportedError: If the server is too old for it.

        Requests: One.
        """
        # The values themselves, not wrapped as in a run's config.
        call = ops.create_sweep_run(
            id=self.storage_id,
            config=dump_document(encode_document(config, "config")),
            display_name=display_name,
        )
        return enqueued_run(await self._session.send(call), self._path)

    async def delete(self, *, delete_runs: bool = False) -> None:
        """Delete the sweep, and its runs if asked.

        Raises:
            NotFoundError: If the sweep has been deleted before.

        Requests: One.
        """
        call = ops.delete_sweep(id=self.storage_id, delete_runs=delete_runs)
        await self._session.send(call)

    async def _set_state(self, wanted: SweepState) -> None:
        await self.refresh()
        check_transition(self.state, wanted, f"The sweep {self._path}")
        await self._upsert(state=wanted.value)

    async def _upsert(self, **changes: str | None) -> None:
        change = sweep_changes(self._path, self.storage_id, **changes)
        response = await self._session.send(ops.upsert_sweep(input=change), idempotent=True)
        self._accept(upserted_sweep(response, str(self._path)))
