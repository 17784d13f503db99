# Generated from queries/reports.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.reports import DiscussionCommentFields


class ListThreadComments(BaseModel):
    """List further comments of a thread."""

    discussion_thread: Optional["ListThreadCommentsDiscussionThread"]


class ListThreadCommentsDiscussionThread(BaseModel):
    id: str
    comments: "ListThreadCommentsDiscussionThreadComments"


class ListThreadCommentsDiscussionThreadComments(BaseModel):
    edges: list["ListThreadCommentsDiscussionThreadCommentsEdges"]
    page_info: "ListThreadCommentsDiscussionThreadCommentsPageInfo"


class ListThreadCommentsDiscussionThreadCommentsEdges(BaseModel):
    cursor: str
    node: "ListThreadCommentsDiscussionThreadCommentsEdgesNode"


ListThreadCommentsDiscussionThreadCommentsEdgesNode = DiscussionCommentFields
ListThreadCommentsDiscussionThreadCommentsPageInfo = PageInfoFields
