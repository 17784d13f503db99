"""Lists of reports."""

from __future__ import annotations

from runql._async._client.lister import AsyncLister
from runql._async.reports.resource import AsyncReport

__all__ = ["AsyncReports", "report_key"]


class AsyncReports(AsyncLister[AsyncReport]):
    """Reports of a project: a lazy list. The server does not count them, so `len` reads them all.

    Requests: One per page as far as the reports requested reach.
    """


def report_key(report: AsyncReport) -> str:
    """Return what makes a report itself, wherever it is listed."""
    return report.id
