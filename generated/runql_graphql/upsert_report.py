# Generated from queries/reports.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.reports import ReportFields


class UpsertReport(BaseModel):
    """Make a report, or change one by its id; what is left out stays."""

    upsert_view: Optional["UpsertReportUpsertView"]


class UpsertReportUpsertView(BaseModel):
    view: Optional["UpsertReportUpsertViewView"]
    inserted: Optional[bool]


UpsertReportUpsertViewView = ReportFields
