# Generated from src/runql/_async/sweeps/resource.py by `make generate`. Do not edit.

"""One sweep, and what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops import sweeps as ops

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
from runql._sync.sweeps.agents import Agent
from runql._sync.sweeps.runs import SweepRuns

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from runql_graphql.fragments.sweeps import SweepFields

    from runql._paths.sweeps import SweepPath
    from runql._sync._client.session import Session

__all__ = ["Sweep"]


class Sweep(SweepRuns):
    """A sweep: its attributes as of the last response of the server, its runs and agents, and methods that change it."""

    def __init__(
        self, session: Session, snapshot: SweepFields, path: SweepPath, app_url: str
    ) -> None:
        super().__init__(snapshot, path, app_url)
        self._session = session

    def agents(self) -> list[Agent]:
        """Return the agents that have worked on the sweep; the server does not page them.

        Raises:
            NotFoundError: If the sweep has been deleted.

        Requests: One.
        """
        path = self._path
        call = ops.list_sweep_agents(entity=path.entity, project=path.project, sweep=path.sweep)
        found = found_agents(self._session.send(call), path)
        return [Agent(self._session, each, path) for each in found]

    def agent(self, agent: str) -> Agent:
        """Return one agent, by its name or its id.

        Raises:
            NotFoundError: If the sweep has no such agent.

        Requests: One.
        """
        path = self._path
        call = ops.get_sweep_agent(
            entity=path.entity, project=path.project, sweep=path.sweep, agent=agent
        )
        found = found_agent(self._session.send(call), path, agent)
        return Agent(self._session, found, path)

    def refresh(self) -> Self:
        """Fetch the sweep again.

        Raises:
            NotFoundError: If the sweep has been deleted.

        Requests: One.
        """
        path = self._path
        call = ops.get_sweep(entity=path.entity, project=path.project, sweep=path.sweep)
        self._run_list = None
        self._accept(found_sweep(self._session.send(call), path))
        return self

    def pause(self) -> None:
        """Give agents no more runs until `resume()`; runs that run continue.

        Raises:
            ConflictError: If the sweep is neither running nor paused.

        Requests: Two: the state of the moment, and the change.
        """
        self._set_state(SweepState.PAUSED)

    def resume(self) -> None:
        """Give agents runs again.

        Requests: Two: the state of the moment, and the change.
        """
        self._set_state(SweepState.RUNNING)

    def stop(self) -> None:
        """Give agents no more runs; runs that run are finished.

        Raises:
            ConflictError: If the sweep has ended.

        Requests: Two: the state of the moment, and the change.
        """
        self._set_state(SweepState.FINISHED)

    def cancel(self) -> None:
        """End the sweep, and kill the runs that run.

        Raises:
            ConflictError: If the sweep has ended.

        Requests: Two: the state of the moment, and the change.
        """
        self._set_state(SweepState.CANCELED)

    def update(self, *, name: str | None = None, description: str | None = None) -> None:
        """Set the label or the description; what is None is left alone.

        Requests: One; none when there is nothing to set.
        """
        if name is not None or description is not None:
            self._upsert(display_name=name, description=description)

    def enqueue_run(self, config: Mapping[str, object], display_name: str | None = None) -> str:
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
        return enqueued_run(self._session.send(call), self._path)

    def delete(self, *, delete_runs: bool = False) -> None:
        """Delete the sweep, and its runs if asked.

        Raises:
            NotFoundError: If the sweep has been deleted before.

        Requests: One.
        """
        call = ops.delete_sweep(id=self.storage_id, delete_runs=delete_runs)
        self._session.send(call)

    def _set_state(self, wanted: SweepState) -> None:
        self.refresh()
        check_transition(self.state, wanted, f"The sweep {self._path}")
        self._upsert(state=wanted.value)

    def _upsert(self, **changes: str | None) -> None:
        change = sweep_changes(self._path, self.storage_id, **changes)
        response = self._session.send(ops.upsert_sweep(input=change), idempotent=True)
        self._accept(upserted_sweep(response, str(self._path)))
