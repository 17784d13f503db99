# Generated from src/runql/_async/reports/listing.py by `make generate`. Do not edit.

"""Lists of reports."""

from __future__ import annotations

from runql._sync._client.lister import Lister
from runql._sync.reports.resource import Report

__all__ = ["Reports", "report_key"]


class Reports(Lister[Report]):
    """Lazy list of a project's reports. The server reports no count, so `len` reads all pages.

    Requests: One per page up to the last requested report.
    """


def report_key(report: Report) -> str:
    """Return the deduplication key of a report."""
    return report.id
