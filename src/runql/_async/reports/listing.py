"""Lists of reports."""

from __future__ import annotations

from runql._async._client.lister import AsyncLister
from runql._async.reports.resource import AsyncReport

__all__ = ["AsyncReports", "report_key"]


class AsyncReports(AsyncLister[AsyncReport]):
    """Lazy list of a project's reports. The server reports no count, so `len` reads all pages.

    Requests: One per page up to the last requested report.
    """


def report_key(report: AsyncReport) -> str:
    """Return the deduplication key of a report."""
    return report.id
