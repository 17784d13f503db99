# Generated from queries/reports.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.reports import DiscussionThreadFields


class ListReportComments(BaseModel):
    """List the comment threads of a report."""

    view: Optional["ListReportCommentsView"]


class ListReportCommentsView(BaseModel):
    id: str
    discussion_threads: "ListReportCommentsViewDiscussionThreads"


class ListReportCommentsViewDiscussionThreads(BaseModel):
    total_count: int
    edges: list["ListReportCommentsViewDiscussionThreadsEdges"]
    page_info: "ListReportCommentsViewDiscussionThreadsPageInfo"


class ListReportCommentsViewDiscussionThreadsEdges(BaseModel):
    cursor: str
    node: "ListReportCommentsViewDiscussionThreadsEdgesNode"


ListReportCommentsViewDiscussionThreadsEdgesNode = DiscussionThreadFields
ListReportCommentsViewDiscussionThreadsPageInfo = PageInfoFields
