# Generated from queries/reports.graphql by `make generate`. Do not edit.

from typing import Optional

from pydantic import Field

from ..base_model import BaseModel
from ..fragments._shared import PageInfoFields
from ..fragments.accounts.users import UserFields
from ..scalars import DateTime, JSONString


class DiscussionCommentFields(BaseModel):
    """A comment on a report."""

    id: str
    body: str
    created_at: DateTime
    updated_at: Optional[DateTime]
    deleted_at: Optional[DateTime]
    poster: "DiscussionCommentFieldsPoster"


DiscussionCommentFieldsPoster = UserFields


class DiscussionThreadFields(BaseModel):
    """A thread of comments on a report."""

    id: str
    title: str
    body: str
    created_at: DateTime
    updated_at: Optional[DateTime]
    deleted_at: Optional[DateTime]
    poster: "DiscussionThreadFieldsPoster"
    comments: "DiscussionThreadFieldsComments"


DiscussionThreadFieldsPoster = UserFields


class DiscussionThreadFieldsComments(BaseModel):
    edges: list["DiscussionThreadFieldsCommentsEdges"]
    page_info: "DiscussionThreadFieldsCommentsPageInfo"


class DiscussionThreadFieldsCommentsEdges(BaseModel):
    node: "DiscussionThreadFieldsCommentsEdgesNode"


DiscussionThreadFieldsCommentsEdgesNode = DiscussionCommentFields
DiscussionThreadFieldsCommentsPageInfo = PageInfoFields


class ReportFields(BaseModel):
    """A report with its content. Reports are views of type `runs`, and `runs/draft` while they are drafts."""

    id: str
    name: Optional[str]
    display_name: Optional[str]
    description: Optional[str]
    type_: Optional[str] = Field(validation_alias="type", serialization_alias="type")
    spec: Optional[JSONString]
    created_at: DateTime
    updated_at: Optional[DateTime]
    locked: bool
    view_count: int
    entity_name: str
    project_name: str
    user: Optional["ReportFieldsUser"]


class ReportFieldsUser(UserFields):
    email: Optional[str]
    photo_url: Optional[str]
