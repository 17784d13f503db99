"""Reports: one, all of a project, their runs, and edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops import reports as ops

from runql._async.reports.run_sets import AsyncRunSet
from runql._models.reports.base import ReportBase
from runql.errors import NotFoundError

if TYPE_CHECKING:
    from typing import Self

    from runql_graphql.fragments.reports import ReportFields

    from runql._async._client.session import AsyncSession

__all__ = ["AsyncReport"]


class AsyncReport(ReportBase):
    """A report: attributes and content as of the server's response, its runs, and its verbs.

    Edits of `title`, `description` and `blocks` stay local until `update()`.
    """

    def __init__(self, session: AsyncSession, snapshot: ReportFields) -> None:
        super().__init__(snapshot, session.app_url)
        self._session = session

    @property
    def run_sets(self) -> tuple[AsyncRunSet, ...]:
        """The run sets of all panel grids, in order."""
        specs = (spec for grid in self.panel_grids for spec in grid.run_sets)
        return tuple(AsyncRunSet(self._session, spec, self.path) for spec in specs)

    async def update(self, *, drop_unknown: bool = False) -> None:
        """Save what differs from the server's response, and nothing else.

        The blocks are saved as one document: edits that someone made to it in the meantime are
            lost.

        Args:
            drop_unknown: Whether blocks that runql cannot write may be left out.

        Raises:
            UsageError: If a block would be lost that runql cannot write; nothing was sent.
            NotFoundError: If the report has been deleted.
            PermissionDeniedError: If the viewer may not write to the project.

        Requests: One; none when nothing changed.
        """
        changes = self._changes(drop_unknown=drop_unknown)
        if changes is None:
            return
        response = await self._session.send(ops.upsert_report(input=changes), idempotent=True)
        if response.upsert_view is None or response.upsert_view.view is None:
            raise missing_report(self.id, "UpsertReport")
        self._accept(response.upsert_view.view)

    async def refresh(self) -> Self:
        """Fetch the report again; edits that were not saved are dropped.

        Raises:
            NotFoundError: If the report has been deleted.

        Requests: One.
        """
        response = await self._session.send(ops.get_report(id=self.id))
        if response.view is None:
            raise missing_report(self.id, "GetReport")
        self._accept(response.view)
        return self

    async def delete(self, *, delete_drafts: bool = False) -> None:
        """Delete the report, and the drafts of it if asked.

        Raises:
            NotFoundError: If the report has been deleted before.
            PermissionDeniedError: If the viewer may not write to the project.

        Requests: One.
        """
        call = ops.delete_report(id=self.id, delete_drafts=delete_drafts)
        response = await self._session.send(call)
        if response.delete_view is None or not response.delete_view.success:
            raise missing_report(self.id, "DeleteReport")


def missing_report(report: str, operation: str) -> NotFoundError:
    """Return the error for a report that is not there."""
    return NotFoundError(
        f"Report not found: {report}. It does not exist, or this API key has no access to it.",
        hint="api.reports(path) lists those of a project.",
        operation=operation,
    )
