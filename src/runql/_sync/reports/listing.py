# Generated from src/runql/_async/reports/listing.py by `make generate`. Do not edit.

"""Lists of reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._caller import warn_caller
from runql._choices import near_names
from runql._models._attributes.list_checks import ListCheck
from runql._paging.pages import LARGEST_PAGE
from runql._sync._client.lister import Lister
from runql._sync.reports.resource import Report

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Reports", "report_key"]


class Reports(Lister[Report]):
    """Lazy list of a project's reports.

    The server reports no count, so `len` reads all pages.

    Requests: One per page up to the last requested report; one more if no report has the requested name.
    """

    def _check_first_page(self) -> None:
        """Warn if no report has the requested name, and a report has a similar name or title."""
        listing, buffer = self._listing, self._buffer
        name = listing.call.variables.get("name")
        is_empty = buffer.done and not buffer.items and listing.window.after is None
        if not isinstance(name, str) or not is_empty:
            return
        everything = listing.call.replace(name=None, first=LARGEST_PAGE, after=None)
        with ListCheck(f"whether a report has the name {name!r}"):
            page = listing.read(self._session.send(everything))
            _warn_misspelled(name, page.items)


def report_key(report: Report) -> str:
    """Return the deduplication key of a report."""
    return report.id


def _warn_misspelled(name: str, reports: Sequence[Report]) -> None:
    """Warn that no report has a requested name, if a report has a similar name or title."""
    names = {report.display_name: report for report in reports}
    names |= {report.name: report for report in reports}
    near = near_names(name, [each for each in names if each])
    if near:
        report = names[near[0]]
        warn_caller(
            f"{report.path} has no report with the name {name!r}. Did you mean {report.name!r}, "
            f"with the title {report.display_name!r}?"
        )
