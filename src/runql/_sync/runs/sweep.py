# Generated from src/runql/_async/runs/sweep.py by `make generate`. Do not edit.

"""The sweep that a run belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._models.runs.attributes import RunAttributes
from runql._paths.sweeps import SweepPath
from runql._sync._relations import sweeps

if TYPE_CHECKING:
    from runql._models.runs.listed.context import RunContext
    from runql._sync._client.session import Session
    from runql._sync.sweeps.resource import Sweep

__all__ = ["RunSweep"]


class RunSweep(RunAttributes):
    """Attribute of a run that fetches its sweep."""

    _session: Session
    _context: RunContext

    @property
    def sweep(self) -> Sweep | None:
        """The sweep that the run belongs to; None if it belongs to none.

        Raises:
            NotFoundError: If the sweep has been deleted.

        Requests: One for all runs of the sweep in the same list, until this client sends a change;
        none for a run without a sweep.

        Examples:
            >>> run = api.run("sandbox/mnist/demo0021")
            >>> sweep = run.sweep
            >>> sweep.method
            'random'
        """
        if self.sweep_name is None:
            return None
        path = SweepPath(self._path.entity, self._path.project, self.sweep_name)
        remembered, writes = self._context.remembered, self._session.writes
        known: Sweep | None = remembered.get(path, writes)
        if known is not None:
            return known
        return remembered.keep(path, writes, sweeps(self._session).sweep(path))
