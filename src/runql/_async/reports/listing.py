"""Lists of reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runql._async._client.lister import AsyncLister
from runql._async.reports.resource import AsyncReport
from runql._paths.web_app import app_url

if TYPE_CHECKING:
    from runql_graphql.fragments import ReportFields

    from runql._async._client.session import AsyncSession
    from runql._async.runs.api import AsyncRunsApi

__all__ = ["AsyncReports"]


class AsyncReports(AsyncLister[AsyncReport]):
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

    api: AsyncRunsApi
    session: AsyncSession

    def build(self, snapshot: ReportFields) -> AsyncReport:
        """Make one report."""
        settings = self.session.settings
        address = app_url(settings.base_url, settings.app_url)
        return AsyncReport(self.api, self.session, snapshot, address)


def report_key(report: AsyncReport) -> str:
    """Return what makes a report itself, wherever it is listed."""
    return report.id
