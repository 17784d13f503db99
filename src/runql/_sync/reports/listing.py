# Generated from src/runql/_async/reports/listing.py by `make generate`. Do not edit.

"""Lists of reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runql._paths.web_app import app_url
from runql._sync._client.lister import Lister
from runql._sync.reports.resource import Report

if TYPE_CHECKING:
    from runql_graphql.fragments import ReportFields

    from runql._sync._client.session import Session
    from runql._sync.runs.api import RunsApi

__all__ = ["Reports"]


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


def report_key(report: Report) -> str:
    """Return what makes a report itself, wherever it is listed."""
    return report.id
