# Generated from src/runql/_async/sweeps/resource.py by `make generate`. Do not edit.

"""`Sweep`: one sweep."""

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
    """A W&B sweep. Attributes reflect the last response from the server."""

    def __init__(
        self, session: Session, snapshot: SweepFields, path: SweepPath, app_url: str
    ) -> None:
        super().__init__(snapshot, path, app_url)
        self._session = session

    def agents(self) -> list[Agent]:
        """Return all agents of the sweep; the server does not paginate them.

        Raises:
            NotFoundError: If the sweep has been deleted.

        Requests: One.
        """
        path = self._path
        call = ops.list_sweep_agents(entity=path.entity, project=path.project, sweep=path.sweep)
        found = found_agents(self._session.send(call), path)
        return [Agent(self._session, each, path) for each in found]

    def agent(self, agent: str) -> Agent:
        """Return one agent by its name or ID.

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
        """Pause the sweep: agents get no new runs until `resume()`; running runs continue.

        Raises:
            ConflictError: If the sweep is neither running nor paused.

        Requests: Two: one reads the current state, one sends the change.
        """
        self._set_state(SweepState.PAUSED)

    def resume(self) -> None:
        """Resume the sweep: agents get new runs again.

        Raises:
            ConflictError: If the sweep has ended.

        Requests: Two: one reads the current state, one sends the change.
        """
        self._set_state(SweepState.RUNNING)

    def stop(self) -> None:
        """Stop the sweep: agents get no new runs; running runs continue to their end.

        Raises:
            ConflictError: If the sweep has ended.

        Requests: Two: one reads the current state, one sends the change.
        """
        self._set_state(SweepState.FINISHED)

    def cancel(self) -> None:
        """Cancel the sweep, and kill its running runs.

        Raises:
            ConflictError: If the sweep has ended.

        Requests: Two: one reads the current state, one sends the change.
        """
        self._set_state(SweepState.CANCELED)

    def update(self, *, name: str | None = None, description: str | None = None) -> None:
        """Set the display name or the description; None leaves an attribute unchanged.

        Requests: One; none if both are None.
        """
        if name is not None or description is not None:
            self._upsert(display_name=name, description=description)

    def enqueue_run(self, config: Mapping[str, object], display_name: str | None = None) -> str:
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
        return enqueued_run(self._session.send(call), self._path)

    def delete(self, *, delete_runs: bool = False) -> None:
        """Delete the sweep; with `delete_runs`, delete its runs too.

        Raises:
            NotFoundError: If the sweep has already been deleted.

        Requests: One.
        """
        call = ops.delete_sweep(id=self.storage_id, delete_runs=delete_runs)
        self._session.send(call)

    def _set_state(self, wanted: SweepState) -> None:
        self.refresh()
        check_transition(self.state, wanted, str(self._path))
        self._upsert(state=wanted.value)

    def _upsert(self, **changes: str | None) -> None:
        change = sweep_changes(self._path, self.storage_id, **changes)
        response = self._session.send(ops.upsert_sweep(input=change), idempotent=True)
        self._accept(upserted_sweep(response, str(self._path)))
