"""The sweep that a run belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._async._relations import sweeps
from runql._models.runs.attributes import RunAttributes
from runql._paths.sweeps import SweepPath

if TYPE_CHECKING:
    from runql._async._client.session import AsyncSession
    from runql._async.sweeps.resource import AsyncSweep
    from runql._models.runs.listed.context import RunContext

__all__ = ["AsyncRunSweep"]


class AsyncRunSweep(RunAttributes):
    """Attribute of a run that fetches its sweep."""

    _session: AsyncSession
    _context: RunContext

    @property
    async def sweep(self) -> AsyncSweep | None:
        """The sweep that the run belongs to; None if it belongs to none.

        Raises:
            NotFoundError: If the sweep has been deleted.

        Requests: One for all runs of the sweep in the same list, until this client sends a change;
        none for a run without a sweep.

        Examples:
            >>> run = await api.run("sandbox/mnist/demo0021")
            >>> sweep = await run.sweep
            >>> sweep.method
            'random'
        """
        if self.sweep_name is None:
            return None
        path = SweepPath(self._path.entity, self._path.project, self.sweep_name)
        remembered, writes = self._context.remembered, self._session.writes
        known: AsyncSweep | None = remembered.get(path, writes)
        if known is not None:
            return known
        return remembered.keep(path, writes, await sweeps(self._session).sweep(path))
