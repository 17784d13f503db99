# Generated from queries/reports.graphql by `make generate`. Do not edit.

from typing import Optional

from pydantic import Field

from ..base_model import BaseModel
from ..fragments.accounts.users import UserFields
from ..scalars import DateTime, JSONString


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


ReportFieldsUser = UserFields
