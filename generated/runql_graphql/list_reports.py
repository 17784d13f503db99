# Generated from queries/reports.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.reports import ReportFields


class ListReports(BaseModel):
    """List the reports of a project of one type."""

    project: Optional["ListReportsProject"]


class ListReportsProject(BaseModel):
    id: str
    all_views: Optional["ListReportsProjectAllViews"]


class ListReportsProjectAllViews(BaseModel):
    edges: list["ListReportsProjectAllViewsEdges"]
    page_info: "ListReportsProjectAllViewsPageInfo"


class ListReportsProjectAllViewsEdges(BaseModel):
    cursor: str
    node: Optional["ListReportsProjectAllViewsEdgesNode"]


ListReportsProjectAllViewsEdgesNode = ReportFields
ListReportsProjectAllViewsPageInfo = PageInfoFields
