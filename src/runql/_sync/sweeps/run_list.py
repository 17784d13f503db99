# Generated from src/runql/_async/sweeps/run_list.py by `make generate`. Do not edit.

"""List of a sweep's runs, which can be called with the arguments of `api.runs`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._sync.runs.api import RunsApi
from runql._sync.runs.listing import Runs
from runql.filters import and_filters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql._paging.order import Order
    from runql._paths.projects import ProjectPath
    from runql._sync._client.session import Session
    from runql._sync.runs.summary import ConfigT, SummaryT
    from runql.filters import Filter

__all__ = ["SweepRunList"]


class SweepRunList(Runs):
    """Lazy list of a sweep's runs, oldest first.

    Call the list to filter, order or type the runs.

    Requests: One per page up to the last requested run.
    """

    _project_path: ProjectPath
    _sweep: str

    @classmethod
    def of(cls, session: Session, project: ProjectPath, sweep: str) -> SweepRunList:
        """Return the list of a sweep's runs."""
        found = cls(session, RunsApi(session).runs(project, {"sweep": sweep})._listing)
        found._project_path = project
        found._sweep = sweep
        found._known_sweeps = frozenset([sweep])
        return found

    def __call__(
        self,
        filters: Filter | Mapping[str, object] | str | None = None,
        order: str | Order | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
        fields: Iterable[str] | None = None,
        config: type[ConfigT] | None = None,
        summary: type[SummaryT] | None = None,
    ) -> Runs[ConfigT, SummaryT]:
        """Return a new list of the sweep's runs; the arguments are those of `api.runs`.

        Requests: None until iterated; then one per page.
        """
        found = RunsApi(self._session).runs(
            self._project_path,
            and_filters({"sweep": self._sweep}, filters),
            order,
            per_page=per_page,
            limit=limit,
            after=after,
            fields=fields,
            config=config,
            summary=summary,
        )
        found._known_sweeps = self._known_sweeps
        return found
