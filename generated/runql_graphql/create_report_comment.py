# Generated from queries/reports.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.reports import DiscussionCommentFields, DiscussionThreadFields


class CreateReportComment(BaseModel):
    """Comment on a report, in an existing thread or in a new one."""

    create_view_discussion_comment: Optional["CreateReportCommentCreateViewDiscussionComment"]


class CreateReportCommentCreateViewDiscussionComment(BaseModel):
    discussion_thread: "CreateReportCommentCreateViewDiscussionCommentDiscussionThread"
    discussion_comment: "CreateReportCommentCreateViewDiscussionCommentDiscussionComment"


CreateReportCommentCreateViewDiscussionCommentDiscussionThread = DiscussionThreadFields
CreateReportCommentCreateViewDiscussionCommentDiscussionComment = DiscussionCommentFields
