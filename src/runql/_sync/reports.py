# Generated from src/runql/_async/reports.py by `make generate`. Do not edit.

"""Reports: one, all of a project, their runs, and edits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runql_graphql.ops import reports as ops

from runql._models.report import (
    ReportBase,
    new_report_input,
    parse_report_id,
    reports_page,
    view_type,
)
from runql._pages import Listing, Page
from runql._paths import ProjectPath, app_url, parse_project_path
from runql._sync._lister import Lister
from runql._sync.runs import Runs, RunsApi
from runql.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

    from runql_graphql.fragments.reports import ReportFields
    from runql_graphql.list_reports import ListReports

    from runql._json import JsonValue
    from runql._models.report_blocks import Block
    from runql._models.report_panels import RunSetSpec
    from runql._order import Order
    from runql._sync.run_summary import Summary
    from runql._sync.session import Session

__all__ = ["Report", "Reports", "ReportsApi", "RunSet"]


class RunSet:
    """Runs that a panel grid of a report shows.

    Attributes:
        name: Its name in the report.
        project: Where the runs lie.
        grouping: Fields that the app groups the runs by.
    """

    def __init__(self, api: RunsApi, spec: RunSetSpec, project: ProjectPath) -> None:
        self.name = spec.name
        self.project = spec.project or project
        self.grouping = spec.grouping
        self._api = api
        self._spec = spec

    def filters(self, *, selected_only: bool = True) -> dict[str, JsonValue]:
        """Return the Mongo-style filter that finds the runs.

        Args:
            selected_only: Leave out the runs that have been hidden in the report by hand.

        Raises:
            FilterError: The report has something that no filter of runs can say.
        """
        return self._spec.filters(selected_only=selected_only)

    @property
    def order(self) -> str | None:
        """The order of the runs, as `api.runs` takes it; None for the default.

        Raises:
            OrderError: The report orders by several keys, and a server orders by one.
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
    ) -> Runs[dict[str, JsonValue], Summary]:
        """List the runs, in the report's order.

        Args:
            selected_only: Leave out the runs that have been hidden in the report by hand.
            order: Another order than the report's.
            per_page: Runs to ask for at once; None begins with 50, and asks for more each time.
            limit: Runs after which the list ends; None for all.
            after: The `cursor` of an earlier list, to go on behind it.
            fields: Documents to ask for, as in `api.runs`.

        Raises:
            FilterError: The report has something that no filter of runs can say; nothing was sent.
            OrderError: The report orders by several keys, and `order` names none.

        Requests: None until iterated; then one per page.
        """
        return self._api.runs(
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


class Report(ReportBase):
    """A report: attributes and content as of the server's answer, its runs, and its verbs.

    Edits of `title`, `description` and `blocks` stay local until `update()`.
    """

    def __init__(
        self, api: RunsApi, session: Session, snapshot: ReportFields, app_url: str
    ) -> None:
        super().__init__(snapshot, app_url)
        self._api = api
        self._session = session

    @property
    def run_sets(self) -> tuple[RunSet, ...]:
        """The run sets of all panel grids, in order."""
        specs = (spec for grid in self.panel_grids for spec in grid.run_sets)
        return tuple(RunSet(self._api, spec, self.path) for spec in specs)

    def update(self, *, drop_unknown: bool = False) -> None:
        """Save what differs from the server's answer, and nothing else.

        The blocks are saved as one document: edits that somebody made to it meanwhile are lost.

        Args:
            drop_unknown: Whether blocks that runql cannot write may be left out.

        Raises:
            UsageError: A block would be lost that runql cannot write; nothing was sent.
            NotFoundError: The report has been deleted.
            PermissionDeniedError: The viewer may not write to the project.

        Requests: One; none when nothing changed.
        """
        changes = self._changes(drop_unknown=drop_unknown)
        if changes is None:
            return
        answer = self._session.send(ops.upsert_report(input=changes), idempotent=True)
        if answer.upsert_view is None or answer.upsert_view.view is None:
            raise missing_report(self.id, "UpsertReport")
        self._accept(answer.upsert_view.view)

    def refresh(self) -> Self:
        """Fetch the report anew; edits that were not saved are dropped.

        Raises:
            NotFoundError: The report has been deleted.

        Requests: One.
        """
        answer = self._session.send(ops.get_report(id=self.id))
        if answer.view is None:
            raise missing_report(self.id, "GetReport")
        self._accept(answer.view)
        return self

    def delete(self, *, delete_drafts: bool = False) -> None:
        """Delete the report, and the drafts of it if asked.

        Raises:
            NotFoundError: The report has been deleted before.
            PermissionDeniedError: The viewer may not write to the project.

        Requests: One.
        """
        call = ops.delete_report(id=self.id, delete_drafts=delete_drafts)
        answer = self._session.send(call)
        if answer.delete_view is None or not answer.delete_view.success:
            raise missing_report(self.id, "DeleteReport")


class Reports(Lister[Report]):
    """Reports of a project: a lazy list. The server does not count them, so `len` reads them all.

    Requests: One per page as far as the reports asked for reach.
    """


@dataclass(frozen=True, slots=True)
class ReportBuilder:
    """Makes reports of answers.

    Attributes:
        api: What run sets list their runs through.
        session: What requests go through.
    """

    api: RunsApi
    session: Session

    def build(self, snapshot: ReportFields) -> Report:
        """Make one report."""
        settings = self.session.settings
        address = app_url(settings.base_url, settings.app_url)
        return Report(self.api, self.session, snapshot, address)


class ReportsApi(RunsApi):
    """Reports, from the front door."""

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
            name: The name that the server made up of a report, to find that one.
            drafts: Whether to list what has not been published, in place of what has.
            per_page: Reports to ask for at once; None begins with 50, and asks for more each time.
            limit: Reports after which the list ends; None for all.
            after: The `cursor` of an earlier list, to go on behind it.

        Raises:
            PathError: The path names no project; nothing was sent.
            NotFoundError: There is no such project; raised by the first page.

        Requests: None until iterated; then one per page.
        """
        place = parse_project_path(path, entity=self._entity, project=self._project)
        builder = ReportBuilder(self, self._session)
        call = ops.list_reports(
            entity=place.entity, project=place.project, type_=view_type(draft=drafts), name=name
        )

        def read(answer: ListReports) -> Page[Report]:
            """Take a page of reports out of an answer."""
            page = reports_page(answer, place)
            return Page(tuple(map(builder.build, page.items)), page.cursor)

        listing = Listing(call, read, report_key, per_page=per_page, limit=limit, after=after)
        return Reports(self._session, listing)

    def report(self, path: str) -> Report:
        """Fetch one report.

        Args:
            path: The report's URL, `entity/project/reports/Title--ID`, or its id alone.

        Raises:
            PathError: The path names no report; nothing was sent.
            NotFoundError: There is no such report, or the API key may not see it.

        Requests: One.
        """
        report = parse_report_id(path)
        answer = self._session.send(ops.get_report(id=report))
        if answer.view is None:
            raise missing_report(report, "GetReport")
        return ReportBuilder(self, self._session).build(answer.view)

    def create_report(
        self,
        path: str | ProjectPath | None,
        title: str,
        blocks: Iterable[Block] = (),
        *,
        description: str = "",
        draft: bool = True,
    ) -> Report:
        """Make a report: a draft, unless it is to be published at once.

        Args:
            path: `entity/project`, `project`, or the project's URL; None for the settings' project.
            title: What stands above it.
            blocks: Its content; `MarkdownBlock` takes any Markdown.
            description: What stands under the title.
            draft: Whether only its author sees it.

        Raises:
            UsageError: There is no title; nothing was sent.
            NotFoundError: There is no such project.
            PermissionDeniedError: The viewer may not write to the project.

        Requests: One.
        """
        place = parse_project_path(path, entity=self._entity, project=self._project)
        made = new_report_input(place, title, description, blocks, draft=draft)
        answer = self._session.send(ops.upsert_report(input=made))
        if answer.upsert_view is None or answer.upsert_view.view is None:
            raise NotFoundError(f"The server made no report in {place}.", operation="UpsertReport")
        return ReportBuilder(self, self._session).build(answer.upsert_view.view)


def report_key(report: Report) -> str:
    """Return what makes a report itself, wherever it is listed."""
    return report.id


def missing_report(report: str, operation: str) -> NotFoundError:
    """Return the error for a report that is not there."""
    return NotFoundError(
        f"There is no report {report}, or this API key may not see it.",
        remedy="api.reports(path) lists those of a project.",
        operation=operation,
    )
