# Generated from queries/accounts/teams.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.accounts.teams import MemberFields


class UpdateMember(BaseModel):
    """Change the role of a member."""

    update_member: Optional["UpdateMemberUpdateMember"]


class UpdateMemberUpdateMember(BaseModel):
    member: "UpdateMemberUpdateMemberMember"


UpdateMemberUpdateMemberMember = MemberFields
