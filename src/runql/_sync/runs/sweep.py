# Generated from src/runql/_async/runs/sweep.py by `make generate`. Do not edit.

"""The sweep that a run belongs to, and the check for sweeps in filters that do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql._models._attributes.list_checks import ListCheck
from runql._models.runs.attributes import RunAttributes
from runql._models.runs.listed.missing_keys import project_of
from runql._paging.pages import LARGEST_PAGE
from runql._paths.sweeps import SweepPath
from runql._sync._relations import sweeps
from runql.errors import UnsupportedError

if TYPE_CHECKING:
    from collections.abc import Collection

    from runql_graphql.calls import Call

    from runql._models.runs.listed.context import RunContext
    from runql._sync._client.session import Session
    from runql._sync.sweeps.resource import Sweep

__all__ = ["RunSweep", "check_sweeps"]


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


def check_sweeps(session: Session, call: Call[Any], known: Collection[str]) -> None:
    """Warn about sweeps that the filter of an empty list of runs requires and that do not exist.

    Args:
        session: Session that sends the requests.
        call: The request of the list.
        known: IDs of sweeps that exist.

    Requests: One per sweep of the filter, at most three; one more if a sweep does not exist.
    """
    filters = call.variables.get("filters")
    if filters is None or "sweep" not in str(filters):
        return
    from runql_graphql.ops import sweeps as ops

    from runql._models.sweeps.missing_ids import compared_sweeps, warn_missing_sweep
    from runql._models.sweeps.responses import listed_sweeps

    project = project_of(call.variables)
    required = [each for each in compared_sweeps(filters) if each not in known]
    if project is None or not required:
        return
    entity, name = project.entity, project.project
    # An exported folder may have no sweeps.
    with ListCheck(f"whether the sweep {required[0]!r} exists", ignored=(UnsupportedError,)):
        missing: list[str] = []
        for each in required:
            found = session.send(ops.get_sweep(entity=entity, project=name, sweep=each))
            sweep = found.project.sweep if found.project is not None else None
            if sweep is None or sweep.name != each:
                missing.append(each)
        if missing:
            everything = ops.list_sweeps(entity=entity, project=name, first=LARGEST_PAGE)
            page = listed_sweeps(session.send(everything), project, filtered=True)
            for each in missing:
                warn_missing_sweep(each, page.items, project)
