# Generated from queries/reports.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class DeleteReport(BaseModel):
    """Delete a report, and optionally its drafts."""

    delete_view: Optional["DeleteReportDeleteView"]


class DeleteReportDeleteView(BaseModel):
    success: Optional[bool]
    pending_drafts: Optional[bool]
