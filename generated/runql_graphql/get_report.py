# Generated from queries/reports.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.reports import ReportFields


class GetReport(BaseModel):
    """Get a report by its opaque ID."""

    view: Optional["GetReportView"]


GetReportView = ReportFields
