# Generated from queries/reports.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.reports import ReportFields


class UpsertReport(BaseModel):
    """Create a report, or change the given fields of an existing one by its ID."""

    upsert_view: Optional["UpsertReportUpsertView"]


class UpsertReportUpsertView(BaseModel):
    view: Optional["UpsertReportUpsertViewView"]
    inserted: Optional[bool]


UpsertReportUpsertViewView = ReportFields
