# Generated from src/runql/_async/reports/api.py by `make generate`. Do not edit.

"""Report methods of `Api`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops import reports as ops

from runql._paging.pages import Listing, Page, PageWindow
from runql._paths.projects import ProjectPath, parse_project_path
from runql._sync._client.api_base import ApiBase
from runql.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from runql_graphql.list_reports import ListReports

    from runql._models.reports.kinds import Block
    from runql._sync.reports.listing import Reports
    from runql._sync.reports.resource import Report

__all__ = ["ReportsApi"]


class ReportsApi(ApiBase):
    """`Api` methods for reports."""

    def reports(
        self,
        path: str | ProjectPath | None = None,
        name: str | None = None,
        *,
        drafts: bool = False,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> Reports:
        """List the reports of a project, each with its content.

        Args:
            path: `entity/project`, `project`, or the project's URL; None for the settings' project.
            name: Name that the server generated for one report, to list only that report; None for all. It is not
                the title.
            drafts: Whether to list unpublished reports instead of published ones.
            per_page: Reports per request; None starts with 50 and grows.
            limit: Maximum number of reports; None for all.
            after: The `cursor` of an earlier list, to continue after it.

        Raises:
            PathError: If the path is not a valid project path; nothing was sent.
            NotFoundError: If the project does not exist; raised by the first page.

        Requests: None until iterated; then one per page. One more if no report has the name: then a `UserWarning`
        suggests a report with a similar name or title.

        Examples:
            >>> [report.display_name for report in api.reports("sandbox/mnist")]
            ['Learning rates compared']
        """
        from runql._models.reports.base import reports_page, view_type
        from runql._sync.reports.listing import Reports, report_key
        from runql._sync.reports.resource import Report

        parsed = parse_project_path(path, entity=self._entity, project=self._project)
        call = ops.list_reports(
            entity=parsed.entity, project=parsed.project, type_=view_type(draft=drafts), name=name
        )

        def read(response: ListReports) -> Page[Report]:
            """Return a page of reports from a response."""
            page = reports_page(response, parsed)
            reports = tuple(Report(self._session, each) for each in page.items)
            return Page(reports, page.cursor, end=page.end)

        listing = Listing(call, read, report_key, PageWindow(per_page, limit, after))
        return Reports(self._session, listing)

    def report(self, path: str) -> Report:
        """Fetch one report.

        Args:
            path: The report's URL, `entity/project/reports/Title--ID`, or its ID alone.

        Raises:
            PathError: If the path is not a valid report path; nothing was sent.
            NotFoundError: If the report does not exist, or the API key has no access to it.

        Requests: One.
        """
        from runql._models.reports.base import parse_report_id
        from runql._sync.reports.resource import Report, missing_report

        report = parse_report_id(path)
        response = self._session.send(ops.get_report(id=report))
        if response.view is None:
            raise missing_report(report, "GetReport")
        return Report(self._session, response.view)

    def create_report(
        self,
        path: str | ProjectPath | None,
        title: str,
        blocks: Iterable[Block] = (),
        *,
        description: str = "",
        width: str = "readable",
        draft: bool = True,
    ) -> Report:
        """Create a report, as a draft by default.

        Args:
            path: `entity/project`, `project`, or the project's URL; None for the settings' project.
            title: Title of the report.
            blocks: Content of the report; `MarkdownBlock` accepts any Markdown.
            description: Text below the title.
            width: `readable`, `fixed` or `fluid`.
            draft: Whether the report is visible only to its author; False publishes it.

        Raises:
            UsageError: If the title is empty, the width is unknown, or an item is not a block;
                nothing was sent.
            NotFoundError: If the project, or the project of a run set, does not exist; nothing was
                created.
            PermissionDeniedError: If the viewer has no write access to the project.

        Requests: One, and one more for each project that a run set names.

        Examples:
            >>> from runql.reports import MarkdownBlock
            >>> blocks = [MarkdownBlock("Adam converges first.")]
            >>> report = api.create_report("sandbox/mnist", "Optimizers", blocks)
            >>> report.display_name, report.is_draft
            ('Optimizers', True)
        """
        from runql._models.reports.base import new_report_input
        from runql._models.reports.projects import projects_without_id, with_project_ids
        from runql._models.reports.spec import write_block
        from runql._sync.reports.projects import project_ids
        from runql._sync.reports.resource import Report

        parsed = parse_project_path(path, entity=self._entity, project=self._project)
        written = [write_block(each) for each in blocks]
        new_report_input(parsed, title, description, written, width, draft=draft)
        ids = project_ids(self._session, projects_without_id(written, parsed))
        filled = [with_project_ids(each, parsed, ids) for each in written]
        made = new_report_input(parsed, title, description, filled, width, draft=draft)
        response = self._session.send(ops.upsert_report(input=made))
        if response.upsert_view is None or response.upsert_view.view is None:
            raise NotFoundError(
                f"The server returned no report for {parsed} and no error message.",
                operation="UpsertReport",
            )
        return Report(self._session, response.upsert_view.view)
