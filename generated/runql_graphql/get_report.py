# Generated from queries/reports.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.reports import ReportFields


class GetReport(BaseModel):
    """One report by its opaque id."""

    view: Optional["GetReportView"]


GetReportView = ReportFields
