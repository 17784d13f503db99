"""Run sets of reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._async.runs.api import AsyncRunsApi

if TYPE_CHECKING:
    from collections.abc import Iterable

    from runql._async._client.session import AsyncSession
    from runql._async.runs.listing import AsyncRuns
    from runql._async.runs.summary import AsyncSummary
    from runql._models.reports.panels.selection import RunSetSpec
    from runql._paging.order import Order
    from runql._paths.projects import ProjectPath
    from runql._wire.json_types import JsonValue

__all__ = ["AsyncRunSet"]


class AsyncRunSet:
    """A run set of a report: the runs that a panel grid shows.

    Attributes:
        name: Name of the run set in the report.
        project: Project of the runs.
        grouping: Fields that the web app groups the runs by.
    """

    def __init__(self, session: AsyncSession, spec: RunSetSpec, project: ProjectPath) -> None:
        self.name: str = spec.name
        self.project: ProjectPath = spec.project or project
        self.grouping: tuple[str, ...] = spec.grouping
        self._session = session
        self._spec = spec

    def filters(self, *, selected_only: bool = True) -> dict[str, JsonValue]:
        """Return the Mongo-style filter that selects the runs.

        Args:
            selected_only: Whether to leave out runs that were manually hidden in the report.

        Raises:
            FilterError: If no run filter can express a condition of the report.
        """
        return self._spec.filters(selected_only=selected_only)

    @property
    def order(self) -> str | None:
        """The order of the runs in the format of `api.runs`; None for the default.

        Raises:
            OrderError: If the report orders by several keys; servers support one.
        """
        return self._spec.order

    def runs(
        self,
        *,
        selected_only: bool = True,
        order: str | Order | None = None,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
        fields: Iterable[str] | None = None,
    ) -> AsyncRuns[dict[str, JsonValue], AsyncSummary]:
        """List the runs, in the report's order.

        Args:
            selected_only: Whether to leave out runs that were manually hidden in the report.
            order: Order of the runs; None for the report's order.
            per_page: Runs per request; None starts with 50 and grows.
            limit: Maximum number of runs; None for all.
            after: The `cursor` of an earlier list, to continue after it.
            fields: Parts of the runs to request, as in `api.runs`.

        Raises:
            FilterError: If no run filter can express a condition of the report; nothing was sent.
            OrderError: If the report orders by several keys, and `order` is None.

        Requests: None until iterated; then one per page.
        """
        return AsyncRunsApi(self._session).runs(
            self.project,
            self.filters(selected_only=selected_only),
            order if order is not None else self.order,
            per_page=per_page,
            limit=limit,
            after=after,
            fields=fields,
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name!r} of {self.project}>"
