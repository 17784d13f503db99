# Generated from src/runql/_async/reports/listing.py by `make generate`. Do not edit.

"""Lists of reports."""

from __future__ import annotations

from runql._sync._client.lister import Lister
from runql._sync.reports.resource import Report

__all__ = ["Reports", "report_key"]


class Reports(Lister[Report]):
    """Reports of a project: a lazy list. The server does not count them, so `len` reads them all.

    Requests: One per page as far as the reports requested reach.
    """


def report_key(report: Report) -> str:
    """Return what makes a report itself, wherever it is listed."""
    return report.id
