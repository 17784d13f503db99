"""The sweep that a run belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._async._relations import sweeps
from runql._models.runs.attributes import RunAttributes
from runql._paths.sweeps import SweepPath

if TYPE_CHECKING:
    from runql._async._client.session import AsyncSession
    from runql._async.sweeps.resource import AsyncSweep

__all__ = ["AsyncRunSweep"]


class AsyncRunSweep(RunAttributes):
    """What a run knows of its sweep."""

    _session: AsyncSession

    @property
    async def sweep(self) -> AsyncSweep | None:
        """The sweep that started the run; None when there is none.

        Raises:
            NotFoundError: The sweep has been deleted.

        Requests: One; none for a run that has no sweep.
        """
        if self.sweep_name is None:
            return None
        path = SweepPath(self._path.entity, self._path.project, self.sweep_name)
        return await sweeps(self._session).sweep(path)
