"""`AsyncReport`: one report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops import reports as ops

from runql._async.reports.comments import AsyncReportComments
from runql._async.reports.page import AsyncReportPage
from runql._async.reports.projects import project_ids
from runql._async.reports.run_sets import AsyncRunSet
from runql._models.reports.base import ReportBase
from runql._paths.projects import parse_project_path
from runql.errors import NotFoundError

if TYPE_CHECKING:
    from typing import Self

    from runql_graphql.fragments.reports import ReportFields

    from runql._async._client.session import AsyncSession
    from runql._paths.projects import ProjectPath

__all__ = ["AsyncReport"]


class AsyncReport(ReportBase, AsyncReportComments, AsyncReportPage):
    """A W&B report: its attributes, content and run sets.

    Attributes reflect the last response from the server. Edits of `title`, `description`, `blocks` and `width` are
    local until `update()` or `save()`.
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
        """Save the edited attributes; unchanged attributes are not sent.

        All blocks are saved together, so concurrent changes to the blocks by other users are lost.

        Args:
            drop_unknown: Whether to leave out blocks that runql cannot write.

        Raises:
            UsageError: If runql cannot write a block, and `drop_unknown` is False; nothing was sent.
            NotFoundError: If the report, or the project of a new run set, does not exist; nothing
                was saved.
            PermissionDeniedError: If the viewer has no write access to the project.

        Requests: One, or none if nothing changed; and one for each project of a new run set.
        """
        await self._write(drop_unknown, draft=None)

    async def save(self, *, draft: bool = False, drop_unknown: bool = False) -> Self:
        """Save the edited attributes, and publish the report.

        Args:
            draft: Whether to make the report a draft, visible only to its author, instead.
            drop_unknown: Whether to leave out blocks that runql cannot write.

        Returns:
            The report itself.

        Raises:
            UsageError: If runql cannot write a block, and `drop_unknown` is False; nothing was sent.
            NotFoundError: If the report, or the project of a new run set, does not exist; nothing
                was saved.
            PermissionDeniedError: If the viewer has no write access to the project.

        Requests: One, or none if nothing changed; and one for each project of a new run set.
        """
        await self._write(drop_unknown, draft=draft)
        return self

    async def clone(
        self,
        title: str | None = None,
        *,
        path: str | ProjectPath | None = None,
        draft: bool = True,
    ) -> AsyncReport:
        """Create a copy of the report, including unsaved edits; comments are not copied.

        Run sets without a project show the runs of the copy's project.

        Args:
            title: Title of the copy; None for the report's title.
            path: `entity/project`, `project`, or the project's URL; None for the report's project.
            draft: Whether the copy is a draft, visible only to you.

        Returns:
            The copy.

        Raises:
            UsageError: If the title is empty; nothing was sent.
            PathError: If the path is not a valid project path; nothing was sent.
            NotFoundError: If the project, or the project of a new run set, does not exist.
            PermissionDeniedError: If the viewer has no write access to the project.

        Requests: One, and one more for each project of a new run set.
        """
        own = self.path
        target = own if path is None else parse_project_path(path, entity=own.entity, project=None)
        self._copy(
            target, title, {}, draft=draft
        )  # Invalid arguments raise before a request is sent.
        ids = await project_ids(self._session, self._new_projects())
        made = self._copy(target, title, ids, draft=draft)
        response = await self._session.send(ops.upsert_report(input=made))
        if response.upsert_view is None or response.upsert_view.view is None:
            raise NotFoundError(
                f"The server returned no report for {target} and no error message.",
                operation="UpsertReport",
            )
        return AsyncReport(self._session, response.upsert_view.view)

    async def _write(self, drop_unknown: bool, *, draft: bool | None) -> None:
        if self._changes(drop_unknown=drop_unknown, draft=draft) is None:
            return
        ids = await project_ids(self._session, self._new_projects())
        changes = self._changes(drop_unknown=drop_unknown, draft=draft, project_ids=ids)
        assert changes is not None
        response = await self._session.send(ops.upsert_report(input=changes), idempotent=True)
        if response.upsert_view is None or response.upsert_view.view is None:
            raise missing_report(self.id, "UpsertReport")
        self._accept(response.upsert_view.view)

    async def refresh(self) -> Self:
        """Fetch the report again; unsaved edits are dropped.

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
        """Delete the report; with `delete_drafts`, delete its drafts too.

        Raises:
            NotFoundError: If the report has already been deleted.
            PermissionDeniedError: If the viewer has no write access to the project.

        Requests: One.
        """
        call = ops.delete_report(id=self.id, delete_drafts=delete_drafts)
        response = await self._session.send(call)
        if response.delete_view is None or not response.delete_view.success:
            raise missing_report(self.id, "DeleteReport")


def missing_report(report: str, operation: str) -> NotFoundError:
    """Return the error for a report that does not exist."""
    return NotFoundError(
        f"Report not found: {report}. It does not exist, or this API key has no access to it.",
        hint="Call api.reports(path) to list the reports of a project.",
        operation=operation,
    )
